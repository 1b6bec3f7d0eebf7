import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A server on this machine that takes events and hands out specs. */
export interface ServerProcess extends AsyncDisposable {
  /** A base URL of its own for one child. */
  urlFor(child: string): string;
}

/** Starts the server, in a process of its own so that its work is not counted as an SDK's. */
export async function startServer(): Promise<ServerProcess> {
  const child = fork(new URL('./server.ts', import.meta.url));
  const [{ url }] = (await once(child, 'message')) as [{ readonly url: string }];
  return {
    urlFor: (name) => `${url}/${name}`,
    async [Symbol.asyncDispose]() {
      const closed = once(child, 'exit');
      child.disconnect();
      await closed;
    },
  };
}
