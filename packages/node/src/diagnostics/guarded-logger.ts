import type { Redact } from '../http/redact.ts';
import type { Clock } from '../time/clock.ts';
import type { Logger } from './logger.ts';

/** What a guarded logger needs besides the logger. */
export interface GuardedLoggerOptions {
  readonly clock: Clock;
  readonly redact: Redact;
}

type Level = keyof Logger;

interface Repetition {
  readonly since: number;
  suppressed: number;
}

/** The same line is written once in this time. */
const quietMs = 60_000;
const maxRemembered = 200;

/**
 * The application's logger, made safe to call from anywhere: lines begin with `[statsig]`, hold no SDK key, and repeat at
 * most once a minute; a logger that throws is not heard of.
 */
export function guardedLogger(logger: Logger, { clock, redact }: GuardedLoggerOptions): Logger {
  const written = new Map<string, Repetition>();

  function write(level: Level, message: string): void {
    const now = clock.now();
    const key = `${level} ${message}`;
    const last = written.get(key);
    if (last !== undefined && now - last.since < quietMs) {
      last.suppressed += 1;
      return;
    }
    written.delete(key);
    written.set(key, { since: now, suppressed: 0 });
    forgetOldest(written);
    const again = last === undefined || last.suppressed === 0 ? '' : ` (and ${last.suppressed} times since)`;
    try {
      logger[level](redact(`[statsig] ${message}${again}`));
    } catch {
      // There is nowhere left to say so.
    }
  }
  return {
    debug: (message) => write('debug', message),
    info: (message) => write('info', message),
    warn: (message) => write('warn', message),
    error: (message) => write('error', message),
  };
}

function forgetOldest(written: Map<string, Repetition>): void {
  for (const key of written.keys()) {
    if (written.size <= maxRemembered) return;
    written.delete(key);
  }
}
