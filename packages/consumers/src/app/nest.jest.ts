// Run by Jest as an application's tests are, by each of the documented recipes and with each version of Nest.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { currentStatsig, GateValue, RequireGate, StatsigModule } from '@acme/statsig-nestjs';
import { StatsigTestingModule, testStatsigOf } from '@acme/statsig-nestjs/testing';
import { gate, memoryEventSink, statsigMatchers, user } from '@acme/statsig-testing';
import { expect, test } from '@jest/globals';
import { Controller, Get, Inject, Injectable, UseGuards } from '@nestjs/common';
import { ClientProxyFactory, MessagePattern, Transport } from '@nestjs/microservices';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { firstValueFrom } from 'rxjs';

expect.extend(statsigMatchers);

class SignIn {
  async canActivate(context) {
    const isHTTP = context.getType() === 'http';
    const request = isHTTP ? context.switchToHttp().getRequest() : context.switchToRpc().getContext();
    request.user = { id: isHTTP ? request.headers.authorization : context.switchToRpc().getData() };
    return true;
  }
}

@Injectable()
class Prices {
  mine() {
    return currentStatsig().checkGate('only_ada') ? 1 : 2;
  }
}

@Controller()
class ShopController {
  #prices;

  constructor(@Inject(Prices) prices) {
    this.#prices = prices;
  }

  @Get('mine')
  @UseGuards(SignIn)
  mine(@GateValue('only_ada') isAda) {
    return { isAda, price: this.#prices.mine() };
  }

  @Get('gated')
  @RequireGate('only_ada')
  gated() {
    return 'shown';
  }

  @MessagePattern('mine')
  @UseGuards(SignIn)
  mineByMessage(@GateValue('only_ada') isAda) {
    return { isAda, price: this.#prices.mine() };
  }
}

const flags = () =>
  StatsigTestingModule.forRoot({ specs: [gate('only_ada').when(user.userID.equals('ada'))] });
const compile = (...imports) =>
  Test.createTestingModule({ imports, controllers: [ShopController], providers: [Prices] }).compile();

const people = [
  ['ada', { isAda: true, price: 1 }],
  ['bob', { isAda: false, price: 2 }],
];
const platforms = [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
];

async function serve(adapter, ...imports) {
  const app = (await compile(...imports)).createNestApplication(adapter, { logger: false });
  await app.listen(0, '127.0.0.1');
  return app;
}

/** Not each version of Nest tells which port it got. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

test('the adapter uses the version of Nest that is meant', () => {
  const ofAdapter = createRequire(`${process.cwd()}/node_modules/@acme/statsig-nestjs/dist/index.js`);
  const [folder] = ofAdapter.resolve('@nestjs/common').split('/common/');
  expect(JSON.parse(readFileSync(`${folder}/common/package.json`, 'utf8')).version).toBe(nestVersion);
});

test.each(platforms)('requests have their own user on %s', async (_, adapter) => {
  const app = await serve(adapter(), flags());
  for (const [name, answer] of people) {
    const response = await fetch(`${await app.getUrl()}/mine`, { headers: { authorization: name } });
    expect(await response.json()).toEqual(answer);
    await expect(testStatsigOf(app)).toHaveExposed('only_ada', { userID: name, value: answer.isAda });
  }
  await app.close();
});

test.each(platforms)('a closed gate looks like no route on %s', async (_, adapter) => {
  const app = await serve(adapter(), flags());
  const ask = async (path) => (await (await fetch(`${await app.getUrl()}${path}`)).json()).message;
  expect([await ask('/gated'), await ask('/other')]).toEqual(['Cannot GET /gated', 'Cannot GET /other']);
  await app.close();
});

test.each(platforms)('events are delivered when the app closes on %s', async (_, adapter) => {
  const sink = memoryEventSink();
  const app = await serve(adapter(), StatsigModule.forRoot({ offline: true, events: { sink } }));
  await fetch(`${await app.getUrl()}/gated`);
  await app.close();
  expect(sink.events.map(({ eventName }) => eventName)).toContain('statsig::gate_exposure');
});

test('messages of a microservice have their own user', async () => {
  const options = { transport: Transport.TCP, options: { host: '127.0.0.1', port: await freePort() } };
  const microservice = (await compile(flags())).createNestMicroservice({ ...options, logger: false });
  await microservice.listen();
  const client = ClientProxyFactory.create(options);
  for (const [name, answer] of people) {
    expect(await firstValueFrom(client.send('mine', name))).toEqual(answer);
  }
  await client.close();
  await microservice.close();
});
