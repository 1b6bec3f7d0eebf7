// A process of its own that stands in for Statsig: it takes events and hands out specs, apart for each child.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Account } from './account.ts';

const accounts = new Map<string, Account>();

const server = createServer((request, response) => {
  const [, child = '', ...path] = (request.url ?? '').split('/');
  accountOf(child)
    .answer(path.join('/'), request, response)
    .catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
process.once('disconnect', () => process.exit());

function accountOf(child: string): Account {
  const known = accounts.get(child) ?? new Account();
  accounts.set(child, known);
  return known;
}
