import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { describe, expect, it } from 'vitest';
import { type ServedApp, serve, statsigOf } from './app.test-support.ts';
import { currentStatsig, statsigMiddleware, tryCurrentStatsig } from './index.ts';
import { type Recorder, startRecorder } from './recorder.test-support.ts';

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
      'the body is piped elsewhere',
      (app) => {
        app.post('/', (req, res) => {
          req.pipe(new PassThrough().on('finish', () => res.json(look(''))).resume());
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

  it('is there when the answer is sent and when the visitor leaves', async () => {
    const answers: boolean[] = [];
    const visitor = new AbortController();
    const left = new AbortController();
    await using bench = await startBench((app) => {
      app.post('/', (_req, res) => {
        res.on('finish', () => answers.push(look('')));
        res.end();
      });
      app.post('/slow', (_req, res) => {
        res.on('close', () => {
          answers.push(look(''));
          left.abort();
        });
        visitor.abort();
      });
    });
    await bench.served.ask('/', as('staff-1'));
    expect(answers).toEqual([true]);

    const { signal } = visitor;
    await expect(bench.served.ask('/slow', { ...as('staff-1'), signal })).rejects.toThrow('aborted');
    if (!left.signal.aborted) await once(left.signal, 'abort');
    expect(answers).toEqual([true, true]);
  });

  it('leaves other scopes as they are, before it and inside of it', async () => {
    const outer = new AsyncLocalStorage<string>();
    const inner = new AsyncLocalStorage<string>();
    await using recorder = await startRecorder();
    await using statsig = statsigOf(recorder.apiURL);
    const app = express();
    app.use((_req, _res, next) => outer.run('outer', next));
    app.use(statsigMiddleware({ statsig }));
    app.use((_req, _res, next) => inner.run('inner', next));
    const stores: unknown[] = [];
    app.post('/', (req, res) => {
      req.on('end', () => stores.push(outer.getStore()));
      req.resume();
      res.on('finish', () => stores.push(inner.getStore()));
      res.end();
    });
    await using served = await serve(app);
    await served.ask('/', as('guest-1'));
    expect(new Set(stores)).toEqual(new Set(['inner', 'outer']));
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
