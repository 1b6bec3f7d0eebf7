import { readFileSync } from 'node:fs';
import type { Fields, Project } from './project.ts';
import { createRandom } from './random.ts';
import { renderV1, renderV2 } from './render.ts';
import { createSpecs } from './specs.ts';
import { createUsers } from './users.ts';

const usersPerProject = 80;
const seed = 20_261_123;
/** On 29 March 2026, an hour after midnight UTC: elsewhere it is another day. */
const now = 1_774_746_000_000;

const shop = new URL('../../../../apps/server/project/shop.json', import.meta.url);

/** The projects that every runtime is asked about: a made-up one in both payload formats, and the demo's shop. */
export function createProjects(): readonly Project[] {
  const specs = createSpecs(createRandom(seed));
  const envelope: Fields = { has_updates: true, time: now - 1_000, app_id: 'app-1' };
  return [
    project('v1', JSON.stringify(renderV1(specs, envelope))),
    project('v2', JSON.stringify(renderV2(specs, envelope))),
    shopProject(),
  ];
}

/** The project of the demo, which no runtime changes. */
export function shopProject(): Project {
  return project('shop', readFileSync(shop, 'utf8'));
}

function project(name: string, payload: string): Project {
  return {
    name,
    payload,
    users: createUsers(usersPerProject, createRandom(seed)),
    now,
    environment: { tier: 'staging' },
    idLists: { list_1: ['user-20', 'user-21', 'ünï-😀', '5', 'x'.repeat(55)] },
  };
}
