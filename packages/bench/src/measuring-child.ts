import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ChildReply, ChildTask } from './child-messages.ts';
import type { Setting, Work } from './works/work.ts';

/** A child that is ready to take samples. */
export interface MeasuringChild {
  sample(): Promise<number>;
  stop(): Promise<void>;
}

const ownScript = new URL('./child.ts', import.meta.url);

/**
 * Starts a child for one participant of a work, and waits until it is ready.
 *
 * @param profiles - The folder where it leaves a CPU profile at its end.
 */
export async function startChild(work: Work, setting: Setting, profiles?: string): Promise<MeasuringChild> {
  const script = work.script?.(setting.participant) ?? ownScript;
  const profiling = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  const nodeArguments = [...(work.nodeArguments ?? []), ...profiling];
  const child = forked(script, { work: work.id, setting }, nodeArguments);
  await nextReply(child);
  return {
    async sample() {
      const reply = nextReply(child);
      child.send('sample');
      const answer = await reply;
      if (!('figure' in answer)) throw new Error(`A child of ${work.id} sent no figure.`);
      return answer.figure;
    },
    stop: () => stop(child),
  };
}

/** The answers that one SDK is compared by. */
export async function answersFrom(setting: Setting): Promise<readonly string[]> {
  const child = forked(ownScript, { work: null, setting });
  const reply = await nextReply(child);
  await stop(child);
  return 'answers' in reply ? reply.answers : [];
}

function forked(script: URL, task: ChildTask, nodeArguments: readonly string[] = []): ChildProcess {
  return fork(script, [JSON.stringify(task)], {
    execArgv: ['--expose-gc', ...nodeArguments],
    // What SDKs write must not get into the table.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: plainEnvironment(),
  });
}

/** Without the variables that SDKs read. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const variables = Object.entries(process.env).filter(([name]) => !/^STATSIG|PROXY$/i.test(name));
  return Object.fromEntries(variables);
}

async function nextReply(child: ChildProcess): Promise<ChildReply> {
  const controller = new AbortController();
  const { signal } = controller;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`A child ended with exit code ${code}.`);
  });
  ended.catch(() => undefined);
  try {
    const [reply] = (await Promise.race([once(child, 'message', { signal }), ended])) as [ChildReply];
    if ('error' in reply) throw new Error(`A child failed: ${reply.error}`);
    return reply;
  } finally {
    controller.abort();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}
