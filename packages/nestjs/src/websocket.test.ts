import { on, once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { testSpecs } from '@acme/adapter-testing';
import { type CanActivate, type ExecutionContext, type Type, UseGuards } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { WsAdapter } from '@nestjs/platform-ws';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ServedApp, serve } from './app.test-support.ts';
import { CurrentStatsig, currentStatsig, RequireGate, StatsigModule } from './index.ts';

class SeeingGuard implements CanActivate {
  canActivate(): boolean {
    return currentStatsig().checkGate('open');
  }
}

@WebSocketGateway({ path: '/chat' })
class ChatGateway {
  @SubscribeMessage('mine')
  @UseGuards(SeeingGuard)
  async mine(@MessageBody() count: number): Promise<unknown> {
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    return { event: 'mine', data: [count, currentStatsig().checkGate('only_ada')] };
  }

  @SubscribeMessage('parameter')
  parameter(@CurrentStatsig() flags: ReturnType<typeof currentStatsig>): unknown {
    return { event: 'parameter', data: flags.checkGate('only_ada') };
  }

  @SubscribeMessage('gated')
  @RequireGate('only_ada')
  gated(): unknown {
    return { event: 'gated', data: 'shown' };
  }
}

type Client = WebSocket & { user?: object };

/** The name by which a client introduces itself with its first message. */
function signIn(context: ExecutionContext): true {
  const ws = context.switchToWs();
  const client = ws.getClient<Client>();
  const data = ws.getData<unknown>();
  if (typeof data === 'string') client.user = { id: data };
  return true;
}

class SignIn implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return signIn(context);
  }
}

class SlowSignIn implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    await nextTurn();
    return signIn(context);
  }
}

let served: ServedApp;
const clients: WebSocket[] = [];

async function serveChat(guard: Type<CanActivate>): Promise<void> {
  served = await serve(
    {
      imports: [StatsigModule.forRoot({ offline: true, specs: { bootstrap: testSpecs } })],
      providers: [ChatGateway, { provide: APP_GUARD, useClass: guard }],
    },
    { prepare: (app) => void app.useWebSocketAdapter(new WsAdapter(app)) },
  );
}

async function connect(): Promise<WebSocket> {
  const client = new WebSocket(`${served.url.replace('http', 'ws')}/chat`);
  clients.push(client);
  await once(client, 'open');
  return client;
}

/** Sends messages at once, and reads as many. */
async function ask(client: WebSocket, messages: readonly (readonly [event: string, data: unknown])[]) {
  const received = on(client, 'message');
  for (const [event, data] of messages) client.send(JSON.stringify({ event, data }));
  const answers: unknown[] = [];
  for await (const [text] of received) {
    if (answers.push(JSON.parse(String(text))) === messages.length) break;
  }
  return answers;
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await served[Symbol.asyncDispose]();
});

describe.each([
  ['at once', SignIn],
  ['after a while', SlowSignIn],
])('messages of a WebSocket whose sender a guard knows %s', (_, guard) => {
  it('have their own user', async () => {
    await serveChat(guard);
    for (const [name, isAda] of [
      ['ada', true],
      ['bob', false],
    ] as const) {
      const client = await connect();
      const [answer] = await ask(client, [['parameter', name]]);
      expect(answer).toEqual({ event: 'parameter', data: isAda });
    }
  });

  it('keep it when those of many clients are handled at once', async () => {
    await serveChat(guard);
    const asked = Array.from({ length: 20 }, async (_client, index) => {
      const client = await connect();
      const name = index % 2 === 0 ? 'ada' : 'bob';
      const counts = Array.from({ length: 20 }, (_count, count) => count);
      const answers = await ask(client, [
        ['parameter', name],
        ...counts.map((count) => ['mine', count] as const),
      ]);
      expect(answers.slice(1)).toEqual(
        counts.map((count) => ({ event: 'mine', data: [count, name === 'ada'] })),
      );
    });
    await Promise.all(asked);
  });

  it('are refused at a closed gate, as by any guard', async () => {
    await serveChat(guard);
    const answer = async (name: string) => (await ask(await connect(), [['gated', name]]))[0];
    expect(await answer('ada')).toEqual({ event: 'gated', data: 'shown' });
    expect(await answer('bob')).toMatchObject({
      event: 'exception',
      data: { status: 'error', message: 'Forbidden resource' },
    });
  });
});
