import { describe, expect, it } from 'vitest';
import {
  type Answers,
  type FaultServer,
  jsonOf,
  type Reply,
  startFaultServer,
} from '../frame/fault-server.ts';
import { Program } from '../frame/program.ts';
import { openGate } from '../frame/project.ts';

const sdkKey = 'secret-1234567890abcdefghij';
const accepted: Reply = { status: 202 };

function start(way: string, { apiURL }: FaultServer): Program {
  return new Program(new URL('../programs/lifecycle.ts', import.meta.url), {
    arguments: [way],
    env: { STATSIG_SECRET_KEY: sdkKey, STATSIG_API_URL: apiURL },
  });
}

const startServer = (answers: Answers = {}): Promise<FaultServer> =>
  startFaultServer({ download_config_specs: [openGate], log_event: [accepted], ...answers });

/** The names of all events in accepted batches, sorted. */
function delivered(server: FaultServer): string[] {
  return server
    .to('log_event')
    .filter(({ reply }) => reply === accepted)
    .flatMap((request) => jsonOf(request)['events'] as { readonly eventName: string }[])
    .map(({ eventName }) => eventName)
    .sort();
}

const saidBy = (program: Program): unknown[] => program.lines.map((line) => JSON.parse(line) as unknown);

describe('several SDK objects', () => {
  it('work in worker threads as in the main one, and let all of them end', async () => {
    await using server = await startServer();
    await using program = start('threads', server);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    const results = ['main', 'one', 'two'].map((name) => ({ name, success: true, open: true, sent: 1 }));
    expect(saidBy(program)).toEqual([{ results }]);
    expect(delivered(server)).toEqual(['main', 'one', 'two']);
  });

  it('are left alone when a thread with another is terminated', async () => {
    await using server = await startServer();
    await using program = start('terminated', server);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(saidBy(program)).toEqual([{ exitCode: 1 }, { name: 'after', success: true, open: true, sent: 1 }]);
    expect(program.complaints).toBe('');
  });

  it('deliver from each process of a cluster that is told to end', async () => {
    await using server = await startServer();
    await using program = start('cluster', server);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(saidBy(program)).toEqual([{ ready: 2 }, { signals: ['SIGTERM', 'SIGTERM'] }]);
    expect(delivered(server)).toEqual(['worker 1', 'worker 2']);
  });

  it('P29: with one key deliver what each of them has, and one warning names the key masked', async () => {
    await using server = await startServer();
    await using program = start('twins', server);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    const warning = expect.stringContaining('with the key secret-123456**** are live');
    expect(saidBy(program)).toEqual([{ sent: [1, 1], warnings: [warning] }]);
    expect(delivered(server)).toEqual(['twin', 'twin']);
  });
});

describe('SIGTERM during a flush', () => {
  it.each<[name: string, faults: readonly Reply[]]>([
    ['is being answered', []],
    ['has failed', [{ status: 503 }]],
    ['was cut off', ['reset']],
  ])('whose request %s delivers all, and then ends the process', async (_name, faults) => {
    await using server = await startServer({ log_event: [...faults, accepted] });
    await using program = start('flushing', server);
    await server.asked('log_event', 1);
    program.kill('SIGTERM');
    expect(await program.ended).toEqual({ code: null, signal: 'SIGTERM' });
    expect(delivered(server)).toHaveLength(20);
    expect(new Set(delivered(server)).size).toBe(20);
  });
});
