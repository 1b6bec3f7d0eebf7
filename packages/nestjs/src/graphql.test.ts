import { once } from 'node:events';
import { testSpecs } from '@acme/adapter-testing';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule, Query, Resolver, Subscription } from '@nestjs/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ServedApp, serve, testUser } from './app.test-support.ts';
import { CurrentStatsig, currentStatsig, GateValue, RequireGate, StatsigModule } from './index.ts';

const typeDefs = `
  type Query { mine: Boolean!, value: Boolean!, gated: String! }
  type Subscription { changes: Boolean!, gatedChanges: Boolean! }
`;

@Resolver()
class FlagsResolver {
  @Query('mine')
  mine(@CurrentStatsig() flags: ReturnType<typeof currentStatsig>): boolean {
    return flags === currentStatsig() && flags.checkGate('only_ada');
  }

  @Query('value')
  value(@GateValue('only_ada') isOpen: boolean): boolean {
    return isOpen;
  }

  @Query('gated')
  @RequireGate('only_ada')
  gated(): string {
    return 'shown';
  }

  @Subscription('changes')
  async *changes(): AsyncGenerator<{ changes: boolean }> {
    yield { changes: currentStatsig().checkGate('only_ada') };
  }

  @Subscription('gatedChanges')
  @RequireGate('only_ada')
  async *gatedChanges(): AsyncGenerator<{ gatedChanges: boolean }> {
    yield { gatedChanges: true };
  }
}

describe('GraphQL', () => {
  let app: ServedApp;

  beforeAll(async () => {
    const imports = [
      StatsigModule.forRoot({ offline: true, specs: { bootstrap: testSpecs }, user: testUser }),
      GraphQLModule.forRoot<ApolloDriverConfig>({
        driver: ApolloDriver,
        typeDefs,
        subscriptions: { 'graphql-ws': true },
      }),
    ];
    app = await serve({ imports, providers: [FlagsResolver] });
  });

  afterAll(() => app[Symbol.asyncDispose]());

  async function query(text: string, userID: string): Promise<unknown> {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user-id': userID },
      body: JSON.stringify({ query: text }),
    });
    return response.json();
  }

  /** The first that a subscription sends: what it yields, or its errors. */
  async function subscribe(text: string, userID: string): Promise<unknown> {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { 'x-user-id': userID },
    });
    const next = async (): Promise<{ type: string; payload: unknown }> => {
      const [message] = await once(socket, 'message');
      return JSON.parse(String(message));
    };
    try {
      await once(socket, 'open');
      socket.send(JSON.stringify({ type: 'connection_init' }));
      expect(await next()).toMatchObject({ type: 'connection_ack' });
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: text } }));
      return (await next()).payload;
    } finally {
      socket.terminate();
    }
  }

  it.each([
    ['ada', true],
    ['bob', false],
  ])("has the request's user in resolvers: %s", async (userID, isAda) => {
    expect(await query('{ mine value }', userID)).toEqual({ data: { mine: isAda, value: isAda } });
  });

  it('refuses at a closed gate, as any guard', async () => {
    expect(await query('{ gated }', 'ada')).toEqual({ data: { gated: 'shown' } });
    expect(await query('{ gated }', 'bob')).toMatchObject({ errors: [{ message: 'Forbidden resource' }] });
  });

  it.each([
    ['ada', true],
    ['bob', false],
  ])('has the user of the handshake in subscriptions: %s', async (userID, isAda) => {
    expect(await subscribe('subscription { changes }', userID)).toEqual({ data: { changes: isAda } });
  });

  it('refuses subscriptions at a closed gate', async () => {
    expect(await subscribe('subscription { gatedChanges }', 'ada')).toEqual({ data: { gatedChanges: true } });
    expect(JSON.stringify(await subscribe('subscription { gatedChanges }', 'bob'))).toContain(
      'Forbidden resource',
    );
  });
});
