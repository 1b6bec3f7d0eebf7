// Starts, logs an event and ends, and says how that went. Started by proxies.test.ts with proxies in its environment.
import { createStatsig } from '../index.ts';

const lines: string[] = [];
const keep = (line: string): void => void lines.push(line);
const dispatcher = Symbol.for('undici.globalDispatcher.1');
void globalThis.Headers;
const before: unknown = Reflect.get(globalThis, dispatcher);

const statsig = createStatsig({ logger: { debug: keep, info: keep, warn: keep, error: keep } });
const { success, error } = await statsig.initialize();
statsig.logEvent({ userID: 'user-1' }, 'purchase');
const { sent } = await statsig.shutdown({ deadlineMs: success ? 5_000 : 0 });
const isProcessUntouched = Reflect.get(globalThis, dispatcher) === before && before !== undefined;
process.stdout.write(JSON.stringify({ success, error: error?.message, sent, lines, isProcessUntouched }));
