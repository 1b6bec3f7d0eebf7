import { startRecorder, testSpecs } from '@acme/adapter-testing';
import { Controller, ForbiddenException, Get } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedApp, serve, testUser } from './app.test-support.ts';
import { type GateRequirement, RequireGate, SkipGate, StatsigModule } from './index.ts';

const rows: readonly (readonly [string | GateRequirement, string, boolean])[] = [
  // requirement                                     user      gets through
  ['open', 'guest', true],
  ['closed', 'guest', false],
  ['unknown', 'guest', false],
  ['staff_only', 'guest', false],
  ['staff_only', 'staff', true],
  [{ any: ['closed', 'staff_only'] }, 'staff', true],
  [{ all: ['open'], none: ['staff_only'] }, 'guest', true],
  [{ all: ['open'], none: ['staff_only'] }, 'staff', false],
];

/** A controller with one route, which needs what a row says. */
function guarded(path: string, gates: string | GateRequirement): new () => object {
  @Controller(path)
  class GuardedController {
    @Get()
    @RequireGate(gates)
    show(): string {
      return 'shown';
    }
  }
  return GuardedController;
}

@Controller('staff')
@RequireGate('staff_only', { exception: () => new ForbiddenException('Staff only') })
class StaffController {
  @Get()
  show(): string {
    return 'shown';
  }

  @Get('closed')
  @RequireGate('closed')
  closed(): string {
    return 'shown';
  }

  @Get('terms')
  @SkipGate()
  terms(): string {
    return 'shown';
  }

  @Get('context')
  @RequireGate('closed', { exception: (context) => new ForbiddenException(context.getHandler().name) })
  named(): string {
    return 'shown';
  }
}

const users: Readonly<Record<string, Record<string, string>>> = {
  guest: { 'x-user-id': 'bob' },
  staff: { 'x-user-id': 'ada', 'x-staff': 'yes' },
};

describe.each(['Express', 'Fastify'] as const)('RequireGate, on %s', (platform) => {
  let app: ServedApp;

  beforeAll(async () => {
    const imports = [
      StatsigModule.forRoot({ offline: true, specs: { bootstrap: testSpecs }, user: testUser }),
    ];
    const controllers = rows.map(([gates], index) => guarded(`row-${index}`, gates));
    app = await serve({ imports, controllers: [...controllers, StaffController] }, { platform });
  });

  afterAll(() => app[Symbol.asyncDispose]());

  it.each(rows.map((row, index) => [...row, index] as const))(
    'needs %j, and for %s that is %s',
    async (_, user, getsThrough, index) => {
      const { status, text } = await app.ask(`/row-${index}`, users[user]);
      expect([status, text === 'shown']).toEqual([getsThrough ? 200 : 404, getsThrough]);
    },
  );

  it('answers as if there were no such route', async () => {
    const hidden = await app.ask('/row-1?page=2', users['guest']);
    const unknown = await app.ask('/row-x?page=2', users['guest']);
    expect(hidden).toEqual({ status: 404, text: unknown.text.replace('row-x', 'row-1') });
  });

  it('answers for all of a controller, with an exception of its own', async () => {
    expect(await app.ask('/staff', users['staff'])).toEqual({ status: 200, text: 'shown' });
    expect(await app.ask('/staff', users['guest'])).toMatchObject({
      status: 403,
      text: expect.stringContaining('Staff only'),
    });
  });

  it("adds to its controller's", async () => {
    expect((await app.ask('/staff/closed', users['staff'])).status).toBe(404);
    expect((await app.ask('/staff/closed', users['guest'])).status).toBe(403);
  });

  it('is skipped by a handler that says so', async () => {
    expect(await app.ask('/staff/terms', users['guest'])).toEqual({ status: 200, text: 'shown' });
  });

  it('tells the exception what was to be run', async () => {
    const { status, text } = await app.ask('/staff/context', users['staff']);
    expect([status, text]).toEqual([403, expect.stringContaining('"named"')]);
  });

  it('counts the gates that were asked as seen, and no others', async () => {
    await using recorder = await startRecorder();
    const { apiURL } = recorder;
    const statsig = StatsigModule.forRoot({ sdkKey: 'secret-1', apiURL, user: testUser });
    const gates = { any: ['open', 'closed'], none: ['staff_only'] };
    const own = await serve({ imports: [statsig], controllers: [guarded('', gates)] }, { platform });
    await own.ask('/', users['guest']);
    await own.app.close();
    expect(recorder.events.map(({ metadata }) => metadata['gate'])).toEqual(['open', 'staff_only']);
  });

  it('refuses what names no gate', () => {
    expect(() => RequireGate({ any: ['open', ''] })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS', message: expect.stringContaining('@RequireGate') }),
    );
  });
});
