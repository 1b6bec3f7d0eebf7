import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Ending, startEnding, visit, visitUntilGone } from '@acme/adapter-testing';
import { beforeAll, describe, expect, it } from 'vitest';

const packageDirectory = fileURLToPath(new URL('..', import.meta.url));
const compiledDirectory = path.join(packageDirectory, '.reports', 'ending-app');

/** Node itself cannot run decorators. */
async function compile(): Promise<void> {
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
  const args = [path.join(path.dirname(compiler), 'bin', 'tsc'), '-p', 'tsconfig.ending-app.json'];
  await promisify(execFile)(process.execPath, [...args, '--outDir', compiledDirectory], {
    cwd: packageDirectory,
  });
}

const start = (settings?: Readonly<Record<string, string>>): Promise<Ending> =>
  startEnding(path.join(compiledDirectory, 'ending-app.test-support.js'), settings);

const stages = ['destroy', 'before server closes', 'server closed'];

describe.skipIf(process.platform === 'win32')('the end of the process', () => {
  beforeAll(compile, 60_000);

  it.each([
    ['SIGTERM', 'without shutdown hooks', '', ['server closed']],
    ['SIGINT', 'without shutdown hooks', '', ['server closed']],
    ['SIGTERM', 'with shutdown hooks', 'before listen', stages],
    ['SIGINT', 'with shutdown hooks', 'before listen', stages],
    ['SIGTERM', 'with shutdown hooks enabled late', 'after listen', stages],
    ['SIGTERM', 'on Fastify without shutdown hooks', '', ['server closed']],
    ['SIGTERM', 'on Fastify with shutdown hooks', 'before listen', stages],
  ] as const)('loses no event at %s under load, %s', async (signal, how, HOOKS, expectedStages) => {
    await using ending = await start({
      HOOKS,
      PLATFORM: how.startsWith('on Fastify') ? 'Fastify' : 'Express',
    });
    const served: string[] = [];
    const visitors = Array.from({ length: 20 }, (_visitor, index) =>
      visitUntilGone(ending.urls[0]!, `v${index}`, served),
    );
    while (served.length < 200) await visit(ending.urls[0]!, 'first');
    ending.child.kill(signal);

    expect(await ending.ended).toEqual([null, signal]);
    await Promise.all(visitors);
    for (const name of ['served', 'statsig::gate_exposure']) {
      const seen = new Set(ending.recorder.usersOf(name));
      expect(served.filter((userID) => !seen.has(userID))).toEqual([]);
    }
    expect(ending.told).toEqual(expectedStages);
  });

  it.each([
    ['closes the app', stages],
    ['closes the app, from before it was made', stages],
    ['closes the server', ['server closed']],
  ])('leaves the exit to an application that listens to the signal itself and %s', async (LISTENER, told) => {
    await using ending = await start({ LISTENER });
    await visit(ending.urls[0]!, 'ada');
    ending.child.kill('SIGTERM');
    expect(await ending.ended).toEqual([0, null]);
    expect(ending.recorder.usersOf('served')).toEqual(['ada']);
    expect(ending.told).toEqual(told);
  });

  it('keeps the exit by signal when the app closes on the way', async () => {
    await using ending = await start({ LISTENER: 'closes the app with the server' });
    await visit(ending.urls[0]!, 'ada');
    ending.child.kill('SIGTERM');
    expect(await ending.ended).toEqual([null, 'SIGTERM']);
    expect(ending.recorder.usersOf('served')).toEqual(['ada']);
  });

  it('delivers the events of every app of the process, without a warning', async () => {
    await using ending = await start({ APPS: '12' });
    for (const [index, url] of ending.urls.entries()) await visit(url, `user-${index + 10}`);
    ending.child.kill('SIGTERM');
    expect(await ending.ended).toEqual([null, 'SIGTERM']);
    expect(ending.recorder.usersOf('served')).toEqual(ending.urls.map((_, index) => `user-${index + 10}`));
    expect(ending.told).toEqual(ending.urls.map(() => 'server closed'));
  });

  it('is left to the application on request', async () => {
    await using ending = await start({ FLUSH: 'false' });
    await visit(ending.urls[0]!, 'ada');
    ending.child.kill('SIGTERM');
    expect(await ending.ended).toEqual([null, 'SIGTERM']);
    expect(ending.recorder.events).toEqual([]);
  });
});
