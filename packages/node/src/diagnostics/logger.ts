/**
 * Where the SDK's own messages go. `console`, pino and winston fit as they are. Nest's logger does not, having `log` in
 * place of `info`; the Nest adapter uses it by itself.
 */
export interface Logger {
  /** What normally happens. */
  debug(message: string): void;
  info(message: string): void;
  /** What is degraded, and recovers by itself or by a change of configuration. */
  warn(message: string): void;
  /** Lost data. */
  error(message: string): void;
}

/** The console, from `warn` upwards. */
export const consoleLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message) => currentConsole().warn(message),
  error: (message) => currentConsole().error(message),
};

/** Looked up for each line, because other tools replace it. */
function currentConsole(): Logger {
  return globalThis.console;
}
