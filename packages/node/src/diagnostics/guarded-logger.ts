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

/** Of different lines of one level, this many are written in that time: the first ones say what is wrong. */
const maxLines = 100;

/**
 * The application's logger, made safe to call from anywhere: lines begin with `[statsig]`, hold no SDK key, repeat at most
 * once a minute and are at most 100 a minute of each level; a logger that throws is not heard of.
 */
export function guardedLogger(logger: Logger, { clock, redact }: GuardedLoggerOptions): Logger {
  const written = new Map<string, Repetition>();
  const budgets = { debug: new Budget(), info: new Budget(), warn: new Budget(), error: new Budget() };

  function write(level: Level, message: string): void {
    const now = clock.now();
    const key = `${level} ${message}`;
    const last = written.get(key);
    if (last !== undefined && now - last.since < quietMs) {
      last.suppressed += 1;
      return;
    }
    const keptBack = budgets[level].spend(now);
    if (keptBack === undefined) return;
    written.delete(key);
    written.set(key, { since: now, suppressed: 0 });
    forgetOldest(written);
    const again = last === undefined || last.suppressed === 0 ? '' : ` (and ${last.suppressed} times since)`;
    const others = keptBack === 0 ? '' : ` (${keptBack} other lines were kept back before)`;
    try {
      logger[level](redact(`[statsig] ${message}${again}${others}`));
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

/** How much of one level is written. */
class Budget {
  #since = Number.NEGATIVE_INFINITY;
  #lines = 0;
  #keptBack = 0;

  /** @returns How many lines were kept back in the time before this one; undefined when this one has to be, too. */
  spend(now: number): number | undefined {
    const isNewTime = now - this.#since >= quietMs;
    if (!isNewTime && this.#lines >= maxLines) {
      this.#keptBack += 1;
      return undefined;
    }
    const keptBack = this.#keptBack;
    if (isNewTime) {
      this.#since = now;
      this.#lines = 0;
    }
    this.#lines += 1;
    this.#keptBack = 0;
    return keptBack;
  }
}
