import { createServer, shopProjectFile } from '@acme/statsig-server';
import { NestFactory } from '@nestjs/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ShopModule } from './shop.module.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the shop', () => {
  it('shows 300 visitors at once what is theirs, and reports it', async () => {
    const secretKey = 'secret-shop';
    await using server = await createServer({
      project: shopProjectFile,
      store: ':memory:',
      keys: [secretKey],
    });
    const api = await server.listen({ port: 0 });
    vi.stubEnv('STATSIG_SECRET_KEY', secretKey);
    vi.stubEnv('STATSIG_API_URL', `${api.url}/v1`);
    const shop = await NestFactory.create(ShopModule, { logger: false });
    await shop.listen(0, '127.0.0.1');
    const url = await shop.getUrl();

    const visitors = Array.from({ length: 300 }, (_, index) => ({
      isStaff: index % 10 === 0,
      headers: {
        'x-user-id': `visitor-${index}`,
        'x-email': index % 10 === 0 ? `v${index}@shop.example` : `v${index}@mail.example`,
        'x-country': index % 3 === 0 ? 'NZ' : 'DE',
        'content-type': 'application/json',
      },
    }));
    const answers = visitors.map(async ({ headers }) => {
      const body = JSON.stringify({ total: 10 });
      const order = await fetch(`${url}/orders`, { method: 'POST', headers, body });
      const home = await fetch(url, { headers });
      const staff = await fetch(`${url}/staff`, { headers });
      const checkout = await fetch(`${url}/checkout`, { headers });
      await Promise.all([staff.text(), checkout.text()]);
      return {
        order: await order.json(),
        home: await home.json(),
        statuses: [staff.status, checkout.status],
      };
    });
    const seen = await Promise.all(answers);
    expect(seen).toMatchObject(
      visitors.map(({ isStaff, headers }) => ({
        order: { total: headers['x-country'] === 'NZ' ? 10 : 25 },
        home: { cookieBanner: !isStaff },
        statuses: [isStaff ? 200 : 403, expect.toBeOneOf([200, 404])],
      })),
    );

    // Closing it is all that an application does for its events.
    await shop.close();
    const summaries = await server.events.summarizeExposures();
    const ofGate = (name: string, units: number): unknown =>
      expect.objectContaining({ name, gateValue: true, units });
    const admitted = seen.filter(({ statuses }) => statuses[1] === 200).length;
    expect(summaries).toContainEqual(ofGate('staff_tools', 30));
    expect(summaries).toContainEqual(ofGate('free_shipping_nz', 100));
    expect(summaries).toContainEqual(ofGate('new_checkout', admitted));
    expect(admitted).toBeGreaterThan(100);
    expect(admitted).toBeLessThan(200);
  });
});
