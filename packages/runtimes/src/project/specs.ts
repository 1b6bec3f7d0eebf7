import { condition, conditions, everybody } from './conditions.ts';
import type { SpecDescription } from './project.ts';
import type { Random } from './random.ts';
import { specFactory } from './spec-factory.ts';

/** All that a project has, in neither payload format. */
export interface SpecDescriptions {
  readonly gates: readonly SpecDescription[];
  readonly configs: readonly SpecDescription[];
  readonly layers: readonly SpecDescription[];
}

/** Gates that ask a segment, nobody, and each other, by the gate they ask. */
const askedGates = {
  asks_segment: 'segment:gt_0',
  asks_nobody: 'no_such_gate',
  circle_1: 'circle_2',
  circle_2: 'circle_1',
} as const;

/** Makes up a project that has a gate for each condition, gates that ask those, and experiments inside layers. */
export function createSpecs(random: Random): SpecDescriptions {
  const create = specFactory(random);
  const gates = conditions.map((tested, index) => create.gate(`${tested.operator}_${index}`, [tested]));
  const asks = (name: string, asked: string) => create.gate(name, [condition('pass_gate', asked)]);
  const experiments = Array.from({ length: 6 }, (_, index) => create.experiment(`experiment_${index}`));
  return {
    gates: [
      ...gates,
      ...gates.filter((_, index) => index % 9 === 0).map(({ name }) => asks(`größe_${name}_😀`, name)),
      ...gates
        .slice(0, 4)
        .map((gate) => ({ ...gate, name: `segment:${gate.name}`, entity: 'segment' as const })),
      ...Object.entries(askedGates).map(([name, asked]) => asks(name, asked)),
      { ...create.gate('off', [everybody]), enabled: false },
    ],
    configs: [...Array.from({ length: 8 }, (_, index) => create.config(`config_${index}`)), ...experiments],
    layers: experiments.map(({ name }) => create.layer(`layer_of_${name}`, name)),
  };
}
