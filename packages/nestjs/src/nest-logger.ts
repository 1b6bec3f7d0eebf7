import type { Logger } from '@acme/statsig-node';
import { Logger as NestLogger } from '@nestjs/common';

/**
 * Nest's own logger, under the name `Statsig`: what the module logs to unless told otherwise. It follows
 * `app.useLogger()` and the `logger` option of `NestFactory`.
 */
export function nestLogger(): Logger {
  const logger = new NestLogger('Statsig');
  return {
    debug: (message) => logger.debug(withoutPrefix(message)),
    info: (message) => logger.log(withoutPrefix(message)),
    warn: (message) => logger.warn(withoutPrefix(message)),
    error: (message) => logger.error(withoutPrefix(message)),
  };
}

/** Nest says itself whose line it is. */
function withoutPrefix(message: string): string {
  return message.replace(/^\[statsig\] /, '');
}
