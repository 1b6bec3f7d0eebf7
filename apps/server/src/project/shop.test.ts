import { describe, expect, it } from 'vitest';
import { loadProject, shopProjectFile } from './shop.ts';

describe('the demo project', () => {
  it('holds something of every kind', async () => {
    const project = await loadProject();
    expect(project.gates).toHaveLength(10);
    expect(project.segments.map(({ id }) => id)).toEqual(['loyal_customers']);
    expect(project.holdouts.map(({ id }) => id)).toEqual(['company_holdout']);
    expect(project.dynamic_configs).toHaveLength(4);
    expect(project.experiments).toHaveLength(5);
    expect(project.layers.map(({ id }) => id)).toEqual(['checkout', 'home_page']);
  });

  it('gives each rule and each salt to one spec only', async () => {
    const { gates, segments, holdouts, dynamic_configs, experiments, layers } =
      await loadProject(shopProjectFile);
    const specs = [...gates, ...segments, ...holdouts, ...dynamic_configs, ...experiments, ...layers];
    expect(new Set(specs.map(({ id }) => id)).size).toBe(specs.length);
    expect(new Set(specs.map(({ salt }) => salt)).size).toBe(specs.length);
  });
});
