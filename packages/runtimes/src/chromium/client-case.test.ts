import { describe, expect, it } from 'vitest';
import { shopProject } from '../project/projects.ts';
import { clientCases } from './client-case.ts';

const cases = clientCases(shopProject());

describe('a case for the client SDK', () => {
  it('is made for users who have all IDs', () => {
    expect(cases.length).toBeGreaterThan(20);
    expect(cases.map(({ user }) => user)).toEqual(
      cases.map(() =>
        expect.objectContaining({ customIDs: { companyID: expect.anything(), stableID: expect.anything() } }),
      ),
    );
  });

  it('has the names hashed by djb2', () => {
    expect(JSON.parse(cases[0]?.response ?? '')).toMatchObject({ hash_used: 'djb2' });
    expect(cases[0]?.response).not.toContain('new_checkout');
  });

  it.each`
    method                | name                 | parameters
    ${'getFeatureGate'}   | ${'new_checkout'}    | ${[]}
    ${'getFeatureGate'}   | ${'no_such_gate'}    | ${[]}
    ${'getDynamicConfig'} | ${'catalog_page'}    | ${['page_size', 'columns', 'lazy_images']}
    ${'getExperiment'}    | ${'checkout_button'} | ${['color', 'discount', 'express_payment']}
    ${'getLayer'}         | ${'checkout'}        | ${['color', 'discount', 'express_payment']}
  `('asks $method for $name', (asked: { method: string; name: string; parameters: readonly string[] }) => {
    const question = cases[0]?.questions.find(({ name }) => name === asked.name);

    expect(question).toMatchObject({ method: asked.method, name: asked.name });
    expect(new Set(question?.parameters)).toEqual(new Set(asked.parameters));
  });
});
