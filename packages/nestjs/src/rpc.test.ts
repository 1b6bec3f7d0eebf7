import type { Server } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { testSpecs } from '@acme/adapter-testing';
import {
  type ArgumentsHost,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  type INestMicroservice,
  Module,
  type Type,
  UseFilters,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import {
  type ClientProxy,
  ClientProxyFactory,
  MessagePattern,
  type MicroserviceOptions,
  RpcException,
  Transport,
} from '@nestjs/microservices';
import { firstValueFrom, map, type Observable, of, throwError, toArray } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import {
  currentStatsig,
  GateValue,
  RequireGate,
  StatsigModule,
  type StatsigModuleOptions,
  tryCurrentStatsig,
} from './index.ts';

const isAda = (): boolean => currentStatsig().checkGate('only_ada');

@Catch(RpcException)
class SeeingFilter implements ExceptionFilter {
  catch(_error: RpcException, _host: ArgumentsHost): Observable<never> {
    return throwError(() => `filter ${isAda()}`);
  }
}

@Controller()
class OrdersController {
  @MessagePattern('price')
  async price(): Promise<boolean> {
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    return isAda();
  }

  @MessagePattern('value')
  value(@GateValue('only_ada') isOpen: boolean): boolean {
    return isOpen;
  }

  @MessagePattern('stream')
  stream(): Observable<boolean> {
    return of(1, 2).pipe(map(isAda));
  }

  @MessagePattern('gated')
  @RequireGate('only_ada')
  gated(): string {
    return 'shown';
  }

  @MessagePattern('hidden')
  @RequireGate('only_ada', { exception: () => new RpcException('Not yet') })
  hidden(): string {
    return 'shown';
  }

  @MessagePattern('fail')
  @UseFilters(SeeingFilter)
  fail(): never {
    throw new RpcException('failed');
  }
}

function signIn(context: ExecutionContext): true {
  const rpc = context.switchToRpc();
  rpc.getContext<{ user?: object }>().user = { id: rpc.getData<{ userID: string }>().userID };
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

interface Served {
  readonly microservice: INestMicroservice;
  readonly client: ClientProxy;
}

let served: Served;

/** Serves over TCP. The guard stands before all of the module's own: it is of the module that imports it. */
async function serveOrders(guard: Type<CanActivate>, options: StatsigModuleOptions = {}): Promise<Served> {
  @Module({
    imports: [StatsigModule.forRoot({ offline: true, specs: { bootstrap: testSpecs }, ...options })],
    controllers: [OrdersController],
    providers: [{ provide: APP_GUARD, useClass: guard }],
  })
  class AppModule {}
  const microservice = await NestFactory.createMicroservice<MicroserviceOptions>(AppModule, {
    transport: Transport.TCP,
    options: { host: '127.0.0.1', port: 0 },
    logger: false,
    abortOnError: false,
  });
  await microservice.listen();
  const address = microservice.unwrap<Server>().address();
  const port = typeof address === 'object' ? address?.port : undefined;
  if (port === undefined) throw new Error('The microservice does not listen.');
  const client = ClientProxyFactory.create({
    transport: Transport.TCP,
    options: { host: '127.0.0.1', port },
  });
  served = { microservice, client };
  return served;
}

/** All that is answered, or the error. */
async function ask(pattern: string, userID: string): Promise<unknown> {
  try {
    return await firstValueFrom(served.client.send(pattern, { userID }).pipe(toArray()));
  } catch (error) {
    return { error };
  }
}

const forbidden = { error: { status: 'error', message: 'Forbidden resource' } };

afterEach(async () => {
  await served.client.close();
  await served.microservice.close();
});

describe('messages of a microservice', () => {
  describe.each([
    ['at once', SignIn],
    ['after a while', SlowSignIn],
  ])('whose sender a guard knows %s', (_, guard) => {
    it.each([
      ['price', [true], [false]],
      ['value', [true], [false]],
      ['gated', ['shown'], forbidden],
      ['hidden', ['shown'], { error: { status: 'error', message: 'Not yet' } }],
    ])('have their own user in %s', async (pattern, ofAda, ofBob) => {
      await serveOrders(guard);
      expect([await ask(pattern, 'ada'), await ask(pattern, 'bob')]).toEqual([ofAda, ofBob]);
    });

    it('keep it when 300 are handled at once', async () => {
      await serveOrders(guard);
      const senders = Array.from({ length: 300 }, (_sender, index) =>
        index % 3 === 0 ? 'ada' : `b${index}`,
      );
      const answers = await Promise.all(senders.map((userID) => ask('price', userID)));
      expect(answers).toEqual(senders.map((userID) => [userID === 'ada']));
    });
  });

  it.each([
    ['streams', 'stream', [true, true], [false, false]],
    ['exception filters', 'fail', { error: 'filter true' }, { error: 'filter false' }],
  ])('have it in %s', async (_, pattern, ofAda, ofBob) => {
    await serveOrders(SignIn);
    expect([await ask(pattern, 'ada'), await ask(pattern, 'bob')]).toEqual([ofAda, ofBob]);
  });

  it('have the user that the application finds in their context, once', async () => {
    const asked: unknown[] = [];
    await serveOrders(SlowSignIn, {
      user(request, context) {
        const { userID } = context?.switchToRpc().getData() ?? {};
        asked.push([request, userID]);
        return { userID: userID === 'bob' ? 'ada' : userID };
      },
    });
    expect(await ask('gated', 'bob')).toEqual(['shown']);
    expect(asked).toEqual([[{ headers: {}, user: { id: 'bob' } }, 'bob']]);
    expect(tryCurrentStatsig()).toBeUndefined();
  });
});
