import type { AddressInfo } from 'node:net';
import { createShop } from './app.ts';

// The key and the server's URL come from STATSIG_SECRET_KEY and STATSIG_API_URL.
const server = createShop().listen(Number(process.env['PORT'] ?? 3000), (error?: Error) => {
  if (error !== undefined) throw error;
  const { port } = server.address() as AddressInfo;
  console.info(`The shop is open at http://localhost:${port}`);
});
