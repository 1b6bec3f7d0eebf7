import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, shopProjectFile } from '@acme/statsig-server';
import { describe, expect, it } from 'vitest';
import { createShop } from './app.ts';

describe('the shop', () => {
  it('shows 300 visitors at once what is theirs, and reports it', async () => {
    const sdkKey = 'secret-shop';
    await using server = await createServer({
      project: shopProjectFile,
      store: ':memory:',
      keys: [sdkKey],
    });
    const api = await server.listen({ port: 0 });
    const shop = createShop({ sdkKey, apiURL: `${api.url}/v1` }).listen(0);
    await once(shop, 'listening');
    const url = `http://localhost:${(shop.address() as AddressInfo).port}`;

    const visitors = Array.from({ length: 300 }, (_, index) => ({
      isStaff: index % 10 === 0,
      headers: {
        'x-user-id': `visitor-${index}`,
        'x-email': index % 10 === 0 ? `v${index}@shop.example` : `v${index}@mail.example`,
        'x-country': index % 3 === 0 ? 'NZ' : 'DE',
        'content-type': 'application/json',
      },
    }));
    const orders = visitors.map(async ({ headers, isStaff }) => {
      const body = JSON.stringify({ total: 10 });
      const order = await fetch(`${url}/orders`, { method: 'POST', headers, body });
      const home = await fetch(url, { headers });
      const staff = await fetch(`${url}/staff`, { headers });
      await staff.text();
      return { order: await order.json(), isStaff, home: await home.json(), staffStatus: staff.status };
    });
    const answers = await Promise.all(orders);
    expect(answers).toMatchObject(
      visitors.map(({ isStaff, headers }) => ({
        order: { total: headers['x-country'] === 'NZ' ? 10 : 25 },
        home: { cookieBanner: !isStaff },
        staffStatus: isStaff ? 200 : 403,
      })),
    );

    const stats = (await (await fetch(`${url}/stats`)).json()) as { enqueued: number };
    // Closing it is all that an application does for its events.
    shop.close();
    await once(shop, 'close');
    await expect.poll(() => server.events.count(), { timeout: 60_000 }).toBe(stats.enqueued);
    const summaries = await server.events.summarizeExposures();
    expect(summaries).toContainEqual(
      expect.objectContaining({ name: 'staff_tools', gateValue: true, units: 30 }),
    );
    expect(summaries).toContainEqual(
      expect.objectContaining({ name: 'free_shipping_nz', gateValue: true, units: 100 }),
    );
  });
});
