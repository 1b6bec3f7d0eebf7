// A proxy in a process of its own, which says what it is asked for. Started by proxies.test.ts with the credentials it wants.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const [, , credentials = ''] = process.argv;
const wanted = credentials === '' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;

// Any name leads to this machine, so that only the proxy knows hosts that do not exist.
const host = '127.0.0.1';

const proxy = createServer((incoming, response) => {
  const { url = '', method, headers } = incoming;
  const { origin, port, pathname: path } = new URL(url);
  say(`${method} ${origin}`);
  const outgoing = request({ host, port, path, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  incoming.pipe(outgoing);
});
proxy.on('connect', ({ url: asked, headers }, socket, head) => {
  say(`CONNECT ${asked}`);
  socket.on('error', () => undefined);
  if (wanted !== undefined && headers['proxy-authorization'] !== wanted) {
    socket.end(`HTTP/1.1 407 No ${headers['proxy-authorization']}\r\n\r\n`);
    return;
  }
  const { port } = new URL(`http://${asked}`);
  const tunnel = connect(Number(port), host, () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    tunnel.write(head);
    tunnel.pipe(socket).pipe(tunnel);
  });
  tunnel.on('error', () => socket.destroy());
});
proxy.listen(0, '127.0.0.1');
await once(proxy, 'listening');
say(String((proxy.address() as AddressInfo).port));
