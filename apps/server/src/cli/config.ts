import { StatsigError } from '@acme/statsig-core';
import * as v from 'valibot';
import { mistakesOf, mistakesText } from '../project/mistake.ts';

/** What the environment's variables say. */
export interface Config {
  readonly store: string;
  readonly port: number;
  readonly keys: readonly string[];
  readonly project: string | undefined;
  readonly metricsToken: string | undefined;
  readonly jsonlFile: string | undefined;
  readonly webhookURL: string | undefined;
  readonly retentionDays: number | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

const list = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text.split(',').flatMap((item) => item.trim() || [])),
);

const configSchema = v.pipe(
  v.object({
    DATABASE_URL: v.optional(v.string(), 'file:./data/statsig.db'),
    PORT: v.pipe(
      v.optional(v.string(), '3838'),
      v.regex(/^\d+$/, 'expected a number from 0 to 65535'),
      v.transform(Number),
      v.maxValue(65_535, 'expected a number from 0 to 65535'),
    ),
    STATSIG_SECRET_KEY: list,
    STATSIG_KEYS: list,
    PROJECT_FILE: v.optional(v.string()),
    METRICS_TOKEN: v.optional(v.string()),
    EVENTS_FILE: v.optional(v.string()),
    EVENTS_WEBHOOK: v.optional(v.pipe(v.string(), v.url('expected a URL'))),
    RETENTION_DAYS: v.optional(
      v.pipe(v.string(), v.transform(Number), v.minValue(0, 'expected a number of days')),
    ),
    LOG_LEVEL: v.optional(v.picklist(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
  }),
  v.transform(
    (variables): Config => ({
      store: variables.DATABASE_URL,
      port: variables.PORT,
      keys: [...variables.STATSIG_SECRET_KEY, ...variables.STATSIG_KEYS],
      project: variables.PROJECT_FILE,
      metricsToken: variables.METRICS_TOKEN,
      jsonlFile: variables.EVENTS_FILE,
      webhookURL: variables.EVENTS_WEBHOOK,
      retentionDays: variables.RETENTION_DAYS,
      logLevel: variables.LOG_LEVEL,
    }),
  ),
);

/**
 * Reads the variables; one that is set to nothing counts as absent.
 *
 * @throws {StatsigError} `INVALID_OPTIONS`, which names the variables that are wrong.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = v.safeParse(
    configSchema,
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value)),
  );
  if (parsed.success) return parsed.output;
  throw new StatsigError('INVALID_OPTIONS', mistakesText(mistakesOf(parsed.issues)));
}
