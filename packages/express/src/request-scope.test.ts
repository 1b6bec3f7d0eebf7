import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Recorder, startRecorder } from '@acme/adapter-testing';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { describe, expect, it } from 'vitest';
import { type ServedApp, serve, statsigOf } from './app.test-support.ts';
import { currentStatsig, statsigMiddleware, tryCurrentStatsig } from './index.ts';

interface Bench extends AsyncDisposable {
  readonly served: ServedApp;
  readonly recorder: Recorder;
}

/** An app whose requests are from whom the header says, a member of staff if that name says so. */
async function startBench(mount: (app: Express) => void): Promise<Bench> {
  const recorder = await startRecorder();
  const statsig = statsigOf(recorder.apiURL);
  const app = express();
  const user = (req: Request) => {
    const userID = req.get('x-user-id');
    return { userID, custom: { staff: userID?.startsWith('staff') === true ? 'yes' : 'no' } };
  };
  app.use(statsigMiddleware({ statsig, user }));
  mount(app);
  const served = await serve(app);
  return {
    served,
    recorder,
    async [Symbol.asyncDispose]() {
      await served[Symbol.asyncDispose]();
      await statsig.shutdown();
      await recorder[Symbol.asyncDispose]();
    },
  };
}

const as = (userID: string, body?: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'x-user-id': userID, 'content-type': 'application/json' },
  body: JSON.stringify(body ?? {}),
});

/** What a function far from the request sees: its answer, and in its event its user. */
function look(expected: string): boolean {
  currentStatsig().logEvent('looked', { metadata: { expected } });
  return currentStatsig().checkGate('staff_only');
}

describe('the scope of a request', { timeout: 20_000 }, () => {
  it('belongs to its request alone among 300 that are served at the same time', async () => {
    const waiting: (() => void)[] = [];
    const count = 300;
    await using bench = await startBench((app) => {
      app.use(async (_req, _res, next) => {
        await nextTurn();
        next();
      });
      app.use(express.json());
      app.post('/', async (req, res) => {
        const { name } = req.body as { name: string };
        const early = look(name);
        // Nobody goes on before everybody is here, and then the last come first.
        await new Promise<void>((resolve) => {
          waiting.unshift(resolve);
          if (waiting.length === count) for (const each of waiting) setImmediate(each);
        });
        const late = look(name);
        res.json([early, late, req.statsig.checkGate('staff_only'), req.statsig === currentStatsig()]);
      });
    });

    const names = Array.from(
      { length: count },
      (_, index) => `${index % 3 === 0 ? 'staff' : 'guest'}-${index}`,
    );
    const answers = await Promise.all(names.map((name) => bench.served.ask('/', as(name, { name }))));
    expect(answers.map(({ text }) => text)).toEqual(
      names.map((name) => JSON.stringify([...Array(3).fill(name.startsWith('staff')), true])),
    );

    await bench.recorder.received(count * 3);
    const seen = bench.recorder.named('looked');
    expect(seen).toHaveLength(count * 2);
    expect(seen.filter(({ user, metadata }) => user['userID'] !== metadata['expected'])).toEqual([]);
  });

  it.each<[string, (app: Express) => void]>([
    [
      'a JSON body is parsed',
      (app) => {
        app.post('/', express.json(), (_req, res) => void res.json(look('')));
      },
    ],
    [
      'the body is read as a stream',
      (app) => {
        app.post('/', (req, res) => {
          req.on('data', () => undefined).on('end', () => res.json(look('')));
        });
      },
    ],
    [
      'an asynchronous handler waits',
      (app) => {
        app.post('/', async (_req, res) => {
          await nextTurn();
          res.json(look(''));
        });
      },
    ],
    [
      'a handler fails, in the error handler,',
      (app) => {
        app.post('/', async () => {
          await nextTurn();
          throw new Error('broken');
        });
        app.use(
          (_error: Error, _req: Request, res: Response, _next: NextFunction) => void res.json(look('')),
        );
      },
    ],
    [
      'a router of its own serves',
      (app) => {
        const router = express.Router();
        router.post('/', (_req, res) => void res.json(look('')));
        app.use(express().use(router));
      },
    ],
  ])('is there after %s', async (_, mount) => {
    await using bench = await startBench(mount);
    expect((await bench.served.ask('/', as('staff-1'))).text).toBe('true');
    expect((await bench.served.ask('/', as('guest-1'))).text).toBe('false');
  });

  it('is reached by way of the request where the context is lost', async () => {
    const outside = AsyncLocalStorage.snapshot();
    await using bench = await startBench((app) => {
      app.post('/', (req, res) => {
        outside(() => res.json([tryCurrentStatsig() === undefined, req.statsig.checkGate('staff_only')]));
      });
    });
    expect((await bench.served.ask('/', as('staff-1'))).text).toBe('[true,true]');
  });
});
