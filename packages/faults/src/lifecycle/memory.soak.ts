import { expect, it } from 'vitest';
import { startFaultServer } from '../frame/fault-server.ts';
import { Program } from '../frame/program.ts';
import { openGate } from '../frame/project.ts';

const userCount = 1_000_000;
const mostBytesPerUser = (1024 * 1024) / 100_000;

interface Sample {
  readonly users: number;
  readonly bytes: number;
}

it('a million distinct users leave at most 1 MB in use for each 100,000', async () => {
  await using server = await startFaultServer({
    download_config_specs: [openGate],
    log_event: [{ status: 202 }],
  });
  await using program = new Program(new URL('../programs/many-users.ts', import.meta.url), {
    arguments: [String(userCount)],
    nodeArguments: ['--expose-gc'],
    env: { STATSIG_SECRET_KEY: 'secret-1234567890abcdefghij', STATSIG_API_URL: server.apiURL },
  });
  expect(await program.ended).toEqual({ code: 0, signal: null });
  const said = program.lines.map((line) => JSON.parse(line) as Partial<Sample> & { readonly stats?: object });
  const samples = said.filter((line): line is Sample => line.bytes !== undefined);
  expect(samples).toHaveLength(20);
  expect(said.at(-1)?.stats).toMatchObject({ enqueued: 1_100_000, sent: 1_100_000, pending: 0 });
  const bytesPerUser = slope(samples);
  const figure = `${Math.round(bytesPerUser * 100_000)} bytes for each 100,000 users, ${samples.at(-1)?.bytes} in use at the end`;
  process.stdout.write(`${figure}\n`);
  expect(bytesPerUser).toBeLessThanOrEqual(mostBytesPerUser);
});

/** Of the line that fits best. */
function slope(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const users = mean(samples.map((sample) => sample.users));
  const bytes = mean(samples.map((sample) => sample.bytes));
  const above = samples.reduce((sum, sample) => sum + (sample.users - users) * (sample.bytes - bytes), 0);
  return above / samples.reduce((sum, sample) => sum + (sample.users - users) ** 2, 0);
}
