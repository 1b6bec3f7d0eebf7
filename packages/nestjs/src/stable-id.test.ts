import { testSpecs } from '@acme/adapter-testing';
import { Controller, Get, Res } from '@nestjs/common';
import { expect, it } from 'vitest';
import { serve } from './app.test-support.ts';
import { currentStatsig, type HttpRequest, StatsigModule, userOfRequest } from './index.ts';

/** What adds a header: `append` is Express's, whose `header` replaces. */
interface CookieSetter {
  append?(name: string, value: string): void;
  header(name: string, value: string): void;
}

@Controller()
class CookiesController {
  @Get()
  read(@Res({ passthrough: true }) response: CookieSetter): boolean {
    if (response.append === undefined) response.header('set-cookie', 'other=1');
    else response.append('set-cookie', 'other=1');
    return currentStatsig().checkGate('open');
  }
}

it.each(['Express', 'Fastify'] as const)(
  'issues a stable ID on %s that the same request has, beside the cookies of others',
  async (platform) => {
    const found: unknown[] = [];
    const user = (request: HttpRequest) => {
      const { customIDs } = userOfRequest(request);
      found.push(customIDs?.['stableID']);
      return { customIDs };
    };
    const specs = { bootstrap: testSpecs };
    const imports = [StatsigModule.forRoot({ offline: true, specs, cookie: true, user })];
    await using app = await serve({ imports, controllers: [CookiesController] }, { platform });

    const first = await fetch(app.url);
    const [id] = found;
    expect(id).toMatch(/^[\da-f-]{36}$/);
    const cookie = `statsig_stable_id=${String(id)}`;
    const issued = first.headers.getSetCookie().toSorted((one, other) => one.localeCompare(other));
    expect(issued).toEqual(['other=1', expect.stringContaining(`${cookie};`)]);

    const again = await fetch(app.url, { headers: { cookie } });
    expect(again.headers.getSetCookie()).toEqual(['other=1']);
    expect(found).toEqual([id, id]);
  },
);
