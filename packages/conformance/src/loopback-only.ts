// Refuses every socket that leads out of this machine. Loaded before each test file.
import { Socket } from 'node:net';

type Connect = (this: Socket, ...given: unknown[]) => Socket;

const connect = Socket.prototype.connect as Connect;

const refuseOthers: Connect = function refuseOthers(...given) {
  const host = hostOf(given);
  if (host !== undefined && !/^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host)) {
    throw new Error(
      `A test tried to connect to ${host}. Official SDKs run offline here: check their URL options.`,
    );
  }
  return connect.apply(this, given);
};
Socket.prototype.connect = refuseOthers as typeof Socket.prototype.connect;

/** The host that `connect` is asked for, in any of its forms; undefined for a pipe. */
function hostOf([first, second]: readonly unknown[]): string | undefined {
  if (Array.isArray(first)) return hostOf(first);
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { readonly path?: unknown; readonly host?: string };
    return typeof path === 'string' ? undefined : (host ?? 'localhost');
  }
  if (Number.isNaN(Number(first))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
}
