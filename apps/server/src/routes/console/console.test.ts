import { describe, expect, it } from 'vitest';
import { now } from '../../server.test-support.ts';
import { startConsole } from './console.test-support.ts';

const gate = { id: 'beta', rules: [{ passPercentage: 50 }] };
const project = { gates: [gate] };

describe('PUT /project', () => {
  it('publishes, and says what changed', async () => {
    const { server, ask } = await startConsole();
    const put = await ask('PUT', '/project?message=first', project);
    expect(put).toMatchObject({
      status: 200,
      body: {
        data: {
          outcome: 'published',
          time: now,
          changes: [{ section: 'gates', id: 'beta', change: 'added' }],
        },
      },
    });
    const specs = await server.fetch('http://server/v1/download_config_specs/secret-under-test.json');
    expect(await specs.json()).toMatchObject({ time: now, feature_gates: [{ name: 'beta' }] });
    expect((await ask('GET', '/project')).body).toMatchObject({
      time: now,
      data: { gates: [{ id: 'beta' }] },
    });
  });

  it('adds no version of what is the same', async () => {
    const { ask } = await startConsole();
    await ask('PUT', '/project', project);
    expect((await ask('PUT', '/project', project)).body.data).toMatchObject({
      outcome: 'unchanged',
      time: now,
    });
  });

  it('only tries when it is a dry run', async () => {
    const { ask } = await startConsole();
    const tried = await ask('PUT', '/project?dryRun=true', project);
    expect(tried.body.data).toMatchObject({ outcome: 'dryRun', time: 1, changes: [{ id: 'beta' }] });
    expect((await ask('GET', '/project')).body.data.gates).toEqual([]);
  });

  it.each(['', '?dryRun=true'])('names the path of every mistake, with "%s"', async (query) => {
    const { ask } = await startConsole();
    const broken = { gates: [{ id: 'a', rules: [{ passPercentage: 200 }] }, {}] };
    expect(await ask('PUT', `/project${query}`, broken)).toEqual({
      status: 422,
      body: {
        status: 422,
        message: expect.any(String),
        errors: [
          { path: 'gates.0.rules.0.passPercentage', message: expect.any(String) },
          { path: 'gates.1.id', message: expect.any(String) },
        ],
      },
    });
  });

  it('imports a payload, and gives it out again', async () => {
    const { ask } = await startConsole();
    await ask('PUT', '/project', project);
    const v2 = (await ask('GET', '/project?format=v2')).body.data;
    expect(v2).toMatchObject({ response_format: 'dcs-v2', feature_gates: { beta: {} } });
    expect((await ask('PUT', '/project', { ...v2, company_id: 'me' })).body.data).toMatchObject({
      outcome: 'published',
    });
  });

  it('refuses what was made from another version', async () => {
    const { ask } = await startConsole();
    await ask('PUT', '/project?parent=1', project);
    for (const query of ['parent=1', 'parent=1&dryRun=true', 'parent=7']) {
      expect(await ask('PUT', `/project?${query}`, {})).toMatchObject({
        status: 409,
        body: { message: expect.stringContaining(String(now)) },
      });
    }
    expect((await ask('PUT', `/project?parent=${now}`, {})).status).toBe(200);
    expect((await ask('PUT', '/project?parent=old', {})).status).toBe(400);
  });

  it('gives one of many who publish at once the version, and the others 409', async () => {
    const { ask } = await startConsole();
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((id) => ask('PUT', '/project?parent=1', { gates: [{ id }] })),
    );
    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([
      200, 409, 409, 409,
    ]);
  });

  it.each([
    ['no JSON', '{', 400],
    ['nothing', '', 422],
    ['a list', [], 422],
  ])('answers %s with a reason', async (_what, body, status) => {
    const { ask } = await startConsole();
    expect(await ask('PUT', '/project', body)).toMatchObject({
      status,
      body: { status, message: expect.any(String) },
    });
  });
});

describe('entities', () => {
  it('are all there when many are created at once', async () => {
    const { ask } = await startConsole();
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const created = await Promise.all(ids.map((id) => ask('POST', '/gates', { id })));
    expect(created.map(({ status }) => status)).toEqual(ids.map(() => 201));
    const { data } = (await ask('GET', '/gates')).body;
    expect(new Set(data.map(({ id }: { id: string }) => id))).toEqual(new Set(ids));
  });

  it('are created, read, changed in part and whole, listed and deleted', async () => {
    const { ask } = await startConsole();
    expect(await ask('POST', '/gates', { name: 'beta', rules: [{ passPercentage: 10 }] })).toMatchObject({
      status: 201,
      body: { data: { id: 'beta', idType: 'userID' }, revision: { outcome: 'published' } },
    });
    expect((await ask('POST', '/gates', { id: 'beta' })).status).toBe(409);
    expect((await ask('GET', '/gates/beta')).body.data.rules[0].passPercentage).toBe(10);
    expect((await ask('PATCH', '/gates/beta', { description: 'why' })).body.data).toMatchObject({
      description: 'why',
      rules: [{ passPercentage: 10 }],
    });
    expect((await ask('POST', '/gates/beta', { description: 'all new' })).body.data).toMatchObject({
      rules: [],
    });
    expect((await ask('GET', '/gates')).body).toMatchObject({
      data: [{ id: 'beta' }],
      pagination: { totalItems: 1 },
    });
    expect((await ask('DELETE', '/gates/beta')).status).toBe(200);
    expect((await ask('GET', '/gates/beta')).status).toBe(404);
    expect((await ask('DELETE', '/gates/beta')).status).toBe(404);
  });

  it.each([
    ['gates', {}],
    ['dynamic_configs', { defaultValue: { a: 1 } }],
    ['experiments', { groups: [{ name: 'A', size: 100, parameterValues: { a: 1 } }] }],
    ['layers', { defaultValue: { a: 1 } }],
    ['segments', { type: 'id_list', ids: ['u'] }],
    ['holdouts', { passPercentage: 5 }],
    ['param_stores', { parameters: { a: { ref_type: 'static', value: 1 } } }],
  ])('may be %s', async (section, fields) => {
    const { ask } = await startConsole();
    expect(await ask('POST', `/${section}`, { id: 'x', ...fields })).toMatchObject({
      status: 201,
      body: { data: { id: 'x', ...fields } },
    });
  });

  it('are switched off and on, started and decided by name', async () => {
    const { ask } = await startConsole();
    await ask('POST', '/gates', gate);
    expect((await ask('PUT', '/gates/beta/disable')).body.data.isEnabled).toBe(false);
    expect((await ask('PUT', '/gates/beta/enable')).body.data.isEnabled).toBe(true);
    expect((await ask('PUT', '/gates/beta/start')).status).toBe(404);
    await ask('POST', '/experiments', { id: 'e', groups: [{ name: 'A', size: 100 }] });
    expect((await ask('PUT', '/experiments/e/start')).body.data.status).toBe('active');
    expect((await ask('PUT', '/experiments/e/make_decision', { id: 'B' })).status).toBe(422);
    expect((await ask('PUT', '/experiments/e/make_decision', { id: 'A' })).body.data.launchedGroupID).toBe(
      'A',
    );
  });

  it('come in pages', async () => {
    const { ask } = await startConsole();
    await ask('PUT', '/project', { gates: ['a', 'b', 'c'].map((id) => ({ id })) });
    const page = await ask('GET', '/gates?page=2&limit=2');
    expect(page.body.data).toMatchObject([{ id: 'c' }]);
    expect(page.body.pagination).toEqual({
      itemsPerPage: 2,
      pageNumber: 2,
      totalItems: 3,
      nextPage: null,
      previousPage: '/console/v1/gates?page=1&limit=2',
    });
    expect((await ask('GET', '/gates?page=0')).status).toBe(400);
  });
});

describe('revisions', () => {
  it('are listed, compared and gone back to', async () => {
    const { ask } = await startConsole();
    await ask('PUT', '/project?message=one', project);
    await ask('PUT', '/project?message=two', { gates: [{ ...gate, rules: [] }, { id: 'new' }] });
    const { data } = (await ask('GET', '/revisions')).body;
    expect(data).toMatchObject([
      { time: now + 1, parent: now, message: 'two', author: expect.stringContaining('console') },
      { time: now, parent: 1, message: 'one' },
    ]);
    expect((await ask('GET', `/revisions/${now}`)).body.data.project.gates).toHaveLength(1);
    const changed = {
      section: 'gates',
      id: 'beta',
      change: 'changed',
      fields: [{ field: 'rules', after: [] }],
    };
    const added = { section: 'gates', id: 'new', change: 'added' };
    expect((await ask('GET', `/revisions/${now + 1}/diff`)).body.data).toMatchObject([added, changed]);
    expect((await ask('GET', `/revisions/${now + 1}/diff?against=${now + 1}`)).body.data).toEqual([]);
    expect((await ask('GET', `/revisions/${now}/diff`)).body.data).toMatchObject([
      { id: 'beta', change: 'added' },
    ]);
    expect((await ask('POST', `/revisions/${now}/rollback`)).body.data.time).toBe(now + 2);
    expect((await ask('GET', '/project')).body).toMatchObject({
      time: now + 2,
      data: { gates: [{ id: 'beta' }] },
    });
    expect((await ask('GET', '/revisions/5')).status).toBe(404);
    expect((await ask('POST', '/revisions/x/rollback')).status).toBe(404);
  });
});

describe('POST /evaluate', () => {
  const ask = async (request: object) => {
    const console = await startConsole();
    await console.ask('PUT', '/project', project);
    await console.ask('PUT', '/project', { gates: [{ ...gate, rules: [{ passPercentage: 100 }] }] });
    return console.ask('POST', '/evaluate', {
      kind: 'gate',
      name: 'beta',
      user: { userID: 'user-3' },
      ...request,
    });
  };

  it('says why', async () => {
    expect((await ask({})).body.data).toMatchObject({
      time: now + 1,
      explanation: { value: true, ruleID: 'rule_1', rules: [{ outcome: 'passed' }] },
      text: expect.stringContaining('gate beta: true'),
    });
  });

  it('asks another version, or a draft', async () => {
    const then = (await ask({ revision: now })).body.data;
    expect(then).toMatchObject({
      time: now,
      explanation: { rules: [{ percentage: { passesBelow: 5000 } }] },
    });
    const draft = (await ask({ draft: {} })).body.data;
    expect(draft).toMatchObject({ time: null, explanation: { value: false, reason: 'Unrecognized' } });
  });

  it.each([
    ['an unknown kind', { kind: 'flag' }, 422],
    ['no user', { user: null }, 422],
    ['an unknown version', { revision: 5 }, 404],
    ['a draft with mistakes', { draft: { gates: [{}] } }, 422],
  ])('refuses %s', async (_what, request, status) => {
    expect((await ask(request)).status).toBe(status);
  });
});
