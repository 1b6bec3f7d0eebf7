import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** What a server can do instead of answering as it should. */
export type Fault = keyof typeof faults;

/** What each of them is. The request's body has been read, except where it says otherwise. */
export const faults = {
  /** Says nothing, ever. */
  hang: () => undefined,
  /** Ends the connection while the request is still being sent. */
  resetMidBody: (incoming: IncomingMessage) => void incoming.socket.resetAndDestroy(),
  /** Takes the request, and ends the connection in place of an answer. */
  reset: (incoming: IncomingMessage) => void incoming.socket.resetAndDestroy(),
  /** Answers 200 at ten bytes a second, with more to come than anyone waits for. */
  drip: (_incoming: IncomingMessage, response: ServerResponse) => void drip(response),
  /** Promises more than it sends. */
  truncate: (_incoming: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"success":', () => response.destroy());
  },
  /** What a captive portal or a wrong host says. */
  html: (_incoming: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>');
  },
  /** Claims to be compressed, and is not. */
  badGzip: (_incoming: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"success":true}');
  },
  /** Compresses, and stops half-way. */
  cutGzip: (_incoming: IncomingMessage, response: ServerResponse) => {
    const whole = gzipSync('{"success":true}');
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole.subarray(0, whole.length / 2));
  },
} satisfies Record<string, (incoming: IncomingMessage, response: ServerResponse) => void>;

/** Faults that keep a request from arriving whole. */
export const interrupting: ReadonlySet<unknown> = new Set<Fault>(['resetMidBody']);

async function drip(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-length': '10000' });
  while (!response.destroyed) {
    response.write('0123456789');
    await sleep(1_000, undefined, { ref: false });
  }
}
