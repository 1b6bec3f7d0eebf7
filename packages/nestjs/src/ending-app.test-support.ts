/** A process that serves apps until it is ended; started by `process-end.test.ts`, which it tells their URLs. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Controller,
  Get,
  Injectable,
  Module,
  type OnModuleDestroy,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { currentStatsig, type HttpRequest, RequireGate, StatsigModule } from './index.ts';

const { APPS = '1', FLUSH = 'true', HOOKS = '', LISTENER = '', PLATFORM = 'Express' } = process.env;

const user = ({ headers }: HttpRequest) => ({ userID: headers['x-user-id']?.toString() });

@Controller()
class ServingController {
  @Get()
  @RequireGate('open')
  async serve(): Promise<string> {
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    currentStatsig().logEvent('served');
    return 'served';
  }
}

/** Tells in which order the app ends. */
@Injectable()
class Stages implements OnModuleDestroy, BeforeApplicationShutdown {
  onModuleDestroy(): void {
    process.send?.({ stage: 'destroy' });
  }

  /** As apps do that wait until the load balancer sends nothing more. */
  async beforeApplicationShutdown(): Promise<void> {
    await sleep(200);
    process.send?.({ stage: 'before server closes' });
  }
}

@Module({
  imports: [StatsigModule.forRoot({ user, flushAtShutdown: FLUSH === 'true' })],
  controllers: [ServingController],
  providers: [Stages],
})
class AppModule {}

const urls: string[] = [];
for (let index = 0; index < Number(APPS); index += 1) {
  const adapter = PLATFORM === 'Fastify' ? new FastifyAdapter() : new ExpressAdapter();
  const creating = NestFactory.create(AppModule, adapter, { logger: false });
  if (LISTENER.endsWith('before it was made'))
    process.once('SIGTERM', () => void creating.then((made) => made.close()));
  const app = await creating;
  if (HOOKS === 'before listen') app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  if (HOOKS === 'after listen') app.enableShutdownHooks();
  if (LISTENER === 'closes the app') process.on('SIGTERM', () => void app.close());
  if (LISTENER === 'closes the server') process.once('SIGTERM', () => app.getHttpServer().close());
  const server: Server = app.getHttpServer();
  if (LISTENER === 'closes the app with the server') void once(server, 'close').then(() => app.close());
  server.once('close', () => process.send?.({ stage: 'server closed' }));
  urls.push(await app.getUrl());
}
process.on('warning', ({ name }) => process.send?.({ warning: name }));
process.send?.({ urls });
