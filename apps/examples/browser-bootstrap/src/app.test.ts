import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createTestStatsig } from '@acme/statsig-testing';
import { expect, it } from 'vitest';
import { createApp } from './app.ts';

const headline = 'Kettles </script> & more';

it('puts the flags of the visitor into the page, and the same into the route', async () => {
  await using statsig = await createTestStatsig({ layers: { home_page: { headline } } });
  const server = createApp(statsig).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const page = await fetch(url);
  const cookie = page.headers.getSetCookie().join().split(';')[0] ?? '';
  const html = await page.text();
  expect(html).toContain('<h1>Kettles &lt;/script> &amp; more</h1>');
  const [, inPage = ''] = /id="statsig">(.*)<\/script>/.exec(html) ?? [];

  const route = await fetch(`${url}/statsig/bootstrap`, { headers: { cookie } });
  const fromRoute: unknown = await route.json();
  expect(fromRoute).toEqual(JSON.parse(inPage));
  expect(fromRoute).toMatchObject({
    has_updates: true,
    user: { customIDs: { stableID: cookie.split('=')[1] } },
  });
  server.close();
});
