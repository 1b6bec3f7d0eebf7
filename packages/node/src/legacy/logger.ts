import type { Logger } from '../diagnostics/logger.ts';

/** A logger as applications write it for the legacy SDK. */
export interface LoggerInterface {
  debug?(message?: unknown, ...optionalParams: unknown[]): void;
  info?(message?: unknown, ...optionalParams: unknown[]): void;
  warn(message?: unknown, ...optionalParams: unknown[]): void;
  error(message?: unknown, ...optionalParams: unknown[]): void;
  logLevel: 'none' | 'debug' | 'info' | 'warn' | 'error';
}

const levels = ['debug', 'info', 'warn', 'error', 'none'] as const;

/** Passes on what is at least as grave as the logger's level. */
export function loggerOf(logger: LoggerInterface): Logger {
  const write =
    (level: keyof Logger) =>
    (message: string): void => {
      if (levels.indexOf(level) >= levels.indexOf(logger.logLevel)) logger[level]?.(message);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
