import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Mistake } from '../../project/mistake.ts';

/** Why the console API refuses something; answered in the envelope of Statsig's Console API. */
export class ConsoleError extends Error {
  override readonly name: string = 'ConsoleError';
  readonly status: ContentfulStatusCode;
  /** Where the mistakes are, of something that an author wrote. */
  readonly errors: readonly Mistake[];

  constructor(status: ContentfulStatusCode, message: string, errors: readonly Mistake[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}
