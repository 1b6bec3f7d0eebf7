/** Where the server's own messages go. `console`, pino and winston fit as they are. Never given a whole SDK key. */
export interface Logger {
  /** What normally happens. */
  debug(message: string): void;
  info(message: string): void;
  /** What is degraded, and recovers by itself or by a change of configuration. */
  warn(message: string): void;
  /** What could not be done: a request refused, an event not stored. */
  error(message: string): void;
}

/** The console, from `warn` upwards. */
export const consoleLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message) => globalThis.console.warn(message),
  error: (message) => globalThis.console.error(message),
};

/** What to write about something that was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
