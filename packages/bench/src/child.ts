// One participant of one work, in a process of its own. Prepares, then takes a sample whenever the parent asks.
import { answersOf } from './answers.ts';
import type { ChildReply, ChildTask } from './child-messages.ts';
import { consumed } from './consumed.ts';
import type { Sample } from './works/work.ts';
import { workOf } from './works/works.ts';

const task = JSON.parse(process.argv[2] ?? '') as ChildTask;

let sample: Sample | undefined;

process.on('message', () => void reply(takeSample));
process.once('disconnect', () => process.exit());
await reply(prepare);

async function prepare(): Promise<ChildReply> {
  if (task.work === null) return { answers: await answersOf(task.setting) };
  sample = await workOf(task.work).prepare(task.setting);
  return { isReady: true };
}

async function takeSample(): Promise<ChildReply> {
  if (sample === undefined) throw new Error('A sample was asked for before the child was ready.');
  return { figure: await sample(), consumed: consumed() };
}

async function reply(make: () => Promise<ChildReply>): Promise<void> {
  try {
    process.send?.(await make());
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
