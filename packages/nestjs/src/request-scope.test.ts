import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RecordingLogger, testSpecs } from '@acme/adapter-testing';
import { StatsigError, type StatsigUser } from '@acme/statsig-node';
import {
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  ForbiddenException,
  Get,
  HttpException,
  Inject,
  Injectable,
  type NestInterceptor,
  Param,
  type PipeTransform,
  Post,
  Req,
  UseFilters,
  UseGuards,
  UseInterceptors,
  VersioningType,
} from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AppOptions, type ServedApp, serve, testUser } from './app.test-support.ts';
import {
  CurrentStatsig,
  currentStatsig,
  type HttpRequest,
  StatsigModule,
  type StatsigModuleOptions,
  setRequestUser,
  tryCurrentStatsig,
} from './index.ts';

const isStaff = (): boolean => currentStatsig().checkGate('staff_only');
const seen: string[] = [];

/** One for the whole app, and far from the request. */
@Injectable()
class Prices {
  async mine(): Promise<string> {
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    return isStaff() ? 'staff price' : 'price';
  }
}

@Injectable()
class SeeingGuard implements CanActivate {
  canActivate(): boolean {
    seen.push(`guard ${isStaff()}`);
    return true;
  }
}

@Injectable()
class SeeingPipe implements PipeTransform {
  transform(value: unknown): unknown {
    seen.push(`pipe ${isStaff()}`);
    return value;
  }
}

@Injectable()
class SeeingInterceptor implements NestInterceptor {
  intercept(_context: unknown, next: CallHandler): Observable<unknown> {
    seen.push(`interceptor ${isStaff()}`);
    return next.handle().pipe(map((value) => `${value}, left ${isStaff()}`));
  }
}

@Catch(HttpException)
class SeeingFilter implements ExceptionFilter {
  catch(error: HttpException, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<ServerResponse & { readonly raw?: ServerResponse }>();
    (response.raw ?? response).writeHead(error.getStatus()).end(`filter ${isStaff()}`);
  }
}

interface SignedIn extends HttpRequest {
  user: { readonly id: string | undefined };
}

/** Knows its users from a header, as one that reads a token would. */
@Injectable()
class SignIn implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<SignedIn>();
    request.user = { id: request.headers.authorization };
    return true;
  }
}

@Controller()
class ShopController {
  readonly #prices: Prices;

  constructor(@Inject(Prices) prices: Prices) {
    this.#prices = prices;
  }

  @Get('price')
  price(): Promise<string> {
    return this.#prices.mine();
  }

  @Get('stages/:id')
  @UseGuards(SeeingGuard)
  @UseInterceptors(SeeingInterceptor)
  stages(@Param('id', SeeingPipe) id: string): string {
    return `${id} ${isStaff()}`;
  }

  @Get('fail')
  @UseFilters(SeeingFilter)
  fail(): never {
    throw new ForbiddenException();
  }

  @Get('signed-in')
  @UseGuards(SignIn)
  signedIn(): boolean {
    return currentStatsig().checkGate('only_ada');
  }

  @Get('nobody')
  nobody(): boolean {
    return currentStatsig().checkGate('open');
  }

  @Post('upload')
  upload(@Req() requested: IncomingMessage & { readonly raw?: IncomingMessage }): Promise<string> {
    const request = requested.raw ?? requested;
    return new Promise((resolve) => {
      let byteCount = 0;
      request.on('data', (chunk: Buffer) => {
        byteCount += chunk.length;
      });
      request.on('end', () => resolve(`${byteCount} bytes ${isStaff()}`));
    });
  }

  @Post('sign-in')
  signIn(@CurrentStatsig() before: ReturnType<typeof currentStatsig>): string {
    const wasStaff = before.checkGate('staff_only');
    setRequestUser({ userID: 'ada', custom: { staff: 'yes' } });
    return `${wasStaff} ${isStaff()}`;
  }
}

let served: ServedApp;
let platform: AppOptions['platform'];

async function shop(options: StatsigModuleOptions = {}, prepare?: AppOptions['prepare']): Promise<void> {
  const specs = { bootstrap: testSpecs };
  const statsig = StatsigModule.forRoot({ offline: true, specs, user: testUser, ...options });
  const metadata = { imports: [statsig], controllers: [ShopController], providers: [Prices] };
  served = await serve(metadata, { platform, prepare });
}

/** To be read by the handler; Express leaves what it does not know. */
const leaveBody = (_request: unknown, _body: unknown, done: (error: null) => void): void => done(null);

const staff = { 'x-user-id': 'ada', 'x-staff': 'yes' };
const guest = { 'x-user-id': 'bob' };

afterEach(async () => {
  seen.length = 0;
  await served[Symbol.asyncDispose]();
});

describe.each(['Express', 'Fastify'] as const)("the request's user, on %s", (name) => {
  beforeAll(() => {
    platform = name;
  });

  it('is there in guards, interceptors, pipes and handlers', async () => {
    await shop();
    expect((await served.ask('/stages/7', staff)).text).toBe('7 true, left true');
    expect((await served.ask('/stages/8', guest)).text).toBe('8 false, left false');
    expect(seen).toEqual([
      'guard true',
      'interceptor true',
      'pipe true',
      'guard false',
      'interceptor false',
      'pipe false',
    ]);
  });

  it('is there in exception filters', async () => {
    await shop();
    expect(await served.ask('/fail', staff)).toEqual({ status: 403, text: 'filter true' });
    expect(await served.ask('/fail', guest)).toEqual({ status: 403, text: 'filter false' });
  });

  it('is there in filters of the whole app, where no route is', async () => {
    await shop({}, (app) => void app.useGlobalFilters(new SeeingFilter()));
    expect(await served.ask('/nowhere', staff)).toEqual({ status: 404, text: 'filter true' });
  });

  it('is each its own in a singleton service, of 300 requests at once', async () => {
    await shop();
    const answers = Array.from({ length: 300 }, async (_, index) => {
      const headers = index % 3 === 0 ? staff : guest;
      return (await served.ask('/price', headers)).text;
    });
    const expected = Array.from({ length: 300 }, (_, index) => (index % 3 === 0 ? 'staff price' : 'price'));
    expect(await Promise.all(answers)).toEqual(expected);
  });

  it('is found once, and not before it is asked for', async () => {
    const asked: unknown[] = [];
    const user = (request: HttpRequest): StatsigUser => {
      asked.push(request.headers['x-user-id']);
      return testUser(request);
    };
    await shop({ user });
    await served.ask('/nowhere', { 'x-user-id': 'eve' });
    await served.ask('/stages/7', staff);
    expect(asked).toEqual(['ada']);
  });

  it.each<[string, Pick<StatsigModuleOptions, 'user'>]>([
    ['by default', { user: undefined }],
    ['as a type of the application', { user: ({ user }: SignedIn) => ({ userID: user.id }) }],
  ])('is the one that a guard has signed in, %s', async (_, options) => {
    await shop(options);
    expect((await served.ask('/signed-in', { authorization: 'ada' })).text).toBe('true');
    expect((await served.ask('/signed-in', { authorization: 'bob' })).text).toBe('false');
  });

  it('is anonymous, and evaluated, when nothing tells who it is', async () => {
    await shop({ user: undefined });
    expect((await served.ask('/nobody')).text).toBe('true');
    expect((await served.ask('/nobody', { cookie: 'statsig_stable_id=s-1' })).text).toBe('true');
  });

  it('is there when a body has been read as a stream', async () => {
    await shop({}, (app) => {
      if (name === 'Fastify') app.getHttpAdapter().getInstance().addContentTypeParser('image/png', leaveBody);
    });
    const body = new Blob(['picture'], { type: 'image/png' });
    const response = await fetch(`${served.url}/upload`, { method: 'POST', headers: staff, body });
    expect(await response.text()).toBe('7 bytes true');
  });

  it('can be changed in the middle of the request', async () => {
    await shop();
    const response = await fetch(`${served.url}/sign-in`, { method: 'POST', headers: guest });
    expect(await response.text()).toBe('false true');
  });

  it('is there under a global prefix and a version', async () => {
    await shop({}, (app) => {
      app.setGlobalPrefix('api', { exclude: ['fail'] });
      app.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' });
    });
    expect(await served.ask('/api/v2/price', staff)).toEqual({ status: 200, text: 'staff price' });
    expect(await served.ask('/v2/fail', staff)).toEqual({ status: 403, text: 'filter true' });
  });

  it('is nobody outside of requests', async () => {
    await shop();
    expect(tryCurrentStatsig()).toBeUndefined();
    expect(() => currentStatsig()).toThrow(StatsigError);
  });
});

describe('a user function that fails', () => {
  it.each([
    ['throws', () => JSON.parse('{'), 'user of StatsigModule threw "'],
    ['returns nothing', () => undefined, 'user of StatsigModule returned no user'],
    ['is asynchronous', async () => ({ userID: 'ada' }), 'user of StatsigModule returned a promise'],
  ])('and %s makes the anonymous user, and one warning', async (_, user, problem) => {
    const logger = new RecordingLogger();
    await shop({ logger, user: user as () => StatsigUser });
    for (let time = 0; time < 3; time += 1) {
      expect(await served.ask('/nobody', staff)).toEqual({ status: 200, text: 'true' });
      expect(await served.ask('/price', staff)).toEqual({ status: 200, text: 'price' });
    }
    const ofUser = logger.lines.filter((line) => line.includes('user of StatsigModule'));
    expect(ofUser).toEqual([expect.stringContaining(problem)]);
  });
});
