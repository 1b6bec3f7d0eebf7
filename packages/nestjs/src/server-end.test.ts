import { EventEmitter, once } from 'node:events';
import { Agent, get, type IncomingMessage, type Server } from 'node:http';
import { Controller, Get } from '@nestjs/common';
import { expect, it, vi } from 'vitest';
import { serve } from './app.test-support.ts';
import { StatsigModule } from './index.ts';

it('tells clients that keep their connection to leave it, while the app closes', async () => {
  const gateway = new EventEmitter();
  @Controller()
  class SlowController {
    @Get('slow')
    async slow(): Promise<void> {
      gateway.emit('asked');
      await once(gateway, 'open');
    }
  }
  const imports = [StatsigModule.forRoot({ offline: true })];
  const { app, url } = await serve({ imports, controllers: [SlowController] });
  const server: Server = app.getHttpServer();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (path: string): Promise<string | undefined> => {
    const [response] = (await once(get(`${url}${path}`, { agent }), 'response')) as [IncomingMessage];
    response.resume();
    return response.headers.connection;
  };

  const isAsked = once(gateway, 'asked');
  const slow = ask('/slow');
  await isAsked;
  const closing = app.close();
  await vi.waitUntil(() => !server.listening);
  const isFree = once(agent, 'free');
  gateway.emit('open');
  expect(await slow).toBe('keep-alive');
  await isFree;
  expect(await ask('/nowhere')).toBe('close');
  await closing;
});
