import { compileSpecs, evaluateGate, evaluateLayer, parseSpecs, specNames } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { usersFrom } from '../users.ts';
import { generatedNames } from './benchmarked-specs.ts';
import { generatedProject } from './generated.ts';

const project = generatedProject(100);
const issues: string[] = [];

function compiled(payload: string): ReturnType<typeof compileSpecs> {
  const specs = parseSpecs(payload);
  if (!specs.ok) throw specs.error;
  return compileSpecs(specs.value, { onIssue: ({ name, message }) => issues.push(`${name}: ${message}`) });
}

describe('generatedProject', () => {
  it('makes the same project each time', () => {
    expect(generatedProject(100)).toEqual(project);
  });

  it('answers alike in both formats', () => {
    const [v1, v2] = [compiled(project.v1), compiled(project.v2)];
    const { gates } = specNames(v1);
    const values = ({ specs }: { readonly specs: typeof v1 }): boolean[] =>
      usersFrom(0, 20).flatMap((user) =>
        gates.map((name) => evaluateGate(specs, user, name, { now: 0 }).value),
      );
    const answers = values({ specs: v1 });
    expect(answers).toEqual(values({ specs: v2 }));
    expect(new Set(answers)).toEqual(new Set([true, false]));
    expect(issues).toEqual([]);
  });

  it('has a layer that hands some users over to its experiment', () => {
    const specs = compiled(project.v1);
    const experiments = usersFrom(0, 50).map(
      (user) => evaluateLayer(specs, user, generatedNames.layer, { now: 0 }).allocatedExperiment,
    );
    expect(new Set(experiments)).toEqual(new Set([null, 'perf_layer_experiment']));
  });
});
