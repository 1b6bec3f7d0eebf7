import { describe, expect, it } from 'vitest';
import { loadProject, shopProjectFile } from './shop.ts';

describe('the demo project', () => {
  it('holds something of every kind', async () => {
    const project = await loadProject();
    const ofEntity = (entity: string): number =>
      project.dynamic_configs.filter((config) => config['entity'] === entity).length;
    expect(project.feature_gates).toHaveLength(12);
    expect(ofEntity('dynamic_config')).toBe(4);
    expect(ofEntity('experiment')).toBe(5);
    expect(project.layer_configs.map(({ name }) => name)).toEqual(['checkout', 'home_page']);
  });

  it('gives each rule and each salt to one spec only', async () => {
    const { feature_gates, dynamic_configs, layer_configs } = await loadProject(shopProjectFile);
    const specs = [...feature_gates, ...dynamic_configs, ...layer_configs];
    expect(new Set(specs.map(({ name }) => name)).size).toBe(specs.length);
    expect(new Set(specs.map((spec) => spec['salt'])).size).toBe(specs.length);
  });
});
