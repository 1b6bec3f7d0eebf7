/** Where the SDK's own messages go. `console`, pino, winston and Nest's logger fit as they are. */
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
