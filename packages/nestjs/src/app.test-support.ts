import type { StatsigUser } from '@acme/statsig-node';
import { type INestApplication, Module, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { HttpRequest } from './index.ts';

/** An app that is listening. */
export interface ServedApp extends AsyncDisposable {
  readonly app: INestApplication;
  readonly url: string;
  /** Asks for a path with headers, and reads the answer. */
  ask(path: string, headers?: Record<string, string>): Promise<Answer>;
}

/** An answer that was read. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What Nest apps are served by. */
const platforms = {
  Express: () => new ExpressAdapter(),
  Fastify: () => new FastifyAdapter(),
};

/** How an app is made. */
export interface AppOptions {
  readonly platform?: keyof typeof platforms | undefined;
  readonly prepare?: ((app: INestApplication) => void | Promise<void>) | undefined;
}

/** Creates an app, silent, that rejects when it cannot start. */
export function createApp(
  metadata: ModuleMetadata,
  platform: keyof typeof platforms = 'Express',
): Promise<INestApplication> {
  @Module(metadata)
  class AppModule {}
  const adapter = platforms[platform]();
  return NestFactory.create(AppModule, adapter, { logger: false, abortOnError: false });
}

/** Serves an app on a free port. */
export async function serve(
  metadata: ModuleMetadata,
  { platform, prepare }: AppOptions = {},
): Promise<ServedApp> {
  const app = await createApp(metadata, platform);
  await prepare?.(app);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    app,
    url,
    async ask(path, headers = {}) {
      const response = await fetch(`${url}${path}`, { headers });
      return { status: response.status, text: await response.text() };
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}

/** Whom the tests' requests say that they are from. */
export function testUser({ headers }: HttpRequest): StatsigUser {
  return { userID: headers['x-user-id']?.toString(), custom: { staff: headers['x-staff'] } };
}
