import fc from 'fast-check';
import { environmentTiers, idListNames, unitIDs } from './names.ts';
import type { Project, SpecDescription, UserDescription } from './project.ts';
import { type SpecShape, specOf } from './specs.ts';
import { anyUser } from './users.ts';

/** A project with the users to ask about. */
export interface Case {
  readonly project: Project;
  readonly users: readonly UserDescription[];
}

const gateNames = [
  ...['holdout_1', 'holdout_2', 'segment:paying', 'segment:nested'],
  ...Array.from({ length: 14 }, (_, i) => `gate_${i + 1}`),
];
const configNames = [
  ...Array.from({ length: 6 }, (_, i) => `experiment_${i + 1}`),
  ...['autotune_1', ...Array.from({ length: 3 }, (_, i) => `config_${i + 1}`)],
];
const layerNames = Array.from({ length: 5 }, (_, i) => `layer_${i + 1}`);

const entities: Readonly<Record<string, string>> = {
  holdout: 'holdout',
  segment: 'segment',
  gate: 'feature_gate',
  experiment: 'experiment',
  autotune: 'autotune',
  config: 'dynamic_config',
  layer: 'layer',
};

/** Two gates that wait for each other. */
const circle: readonly SpecDescription[] = ['circle_1', 'circle_2'].map((name, i, names) => ({
  name,
  entity: 'feature_gate',
  salt: '',
  enabled: true,
  idType: 'userID',
  defaultValue: false,
  rules: [
    {
      id: 'round',
      idType: 'userID',
      passPercentage: 100,
      returnValue: true,
      conditions: [{ type: 'pass_gate', targetValue: names[1 - i] ?? null }],
    },
  ],
}));

function shapeOf(name: string, delegates: readonly string[] = []): SpecShape {
  const entity = entities[name.split(/[_:]/, 1)[0] ?? ''] ?? '';
  const isGate = gateNames.includes(name);
  return { name, entity, delegates, answers: isGate ? 'boolean' : 'parameters' };
}

/** What varies from project to project. */
interface Traits {
  readonly loops: readonly SpecDescription[];
  /** Only Server Core's result objects can evaluate `experiment_group`; its other ways to look then show nothing. */
  readonly asksExperiments: boolean;
}

const traits: fc.Arbitrary<Traits> = fc.record({
  loops: fc.oneof({ weight: 15, arbitrary: fc.constant([]) }, fc.constant(circle)),
  asksExperiments: fc.constantFrom(false, false, false, true),
});

function gatesOf({ loops, asksExperiments }: Traits): fc.Arbitrary<readonly SpecDescription[]> {
  const known = [...loops.map(({ name }) => name), ...gateNames];
  const experiments = asksExperiments ? [] : undefined;
  const gates = gateNames.map((name) =>
    specOf(shapeOf(name), { gates: known.slice(0, known.indexOf(name)), experiments }),
  );
  return fc.tuple(...gates).map((made) => [...loops, ...made]);
}

function configsOf({ asksExperiments }: Traits): fc.Arbitrary<readonly SpecDescription[]> {
  const configs = configNames.map((name, i) => {
    const earlier = configNames.slice(0, i);
    const experiments = asksExperiments ? earlier : undefined;
    return specOf(shapeOf(name, earlier.slice(-2)), { gates: gateNames, experiments });
  });
  return fc.tuple(...configs);
}

function layersOf({ asksExperiments }: Traits): fc.Arbitrary<readonly SpecDescription[]> {
  const experiments = asksExperiments ? configNames : undefined;
  const shapes = layerNames.map((name) => shapeOf(name, ['no_such_config', ...configNames]));
  return fc.tuple(...shapes.map((shape) => specOf(shape, { gates: gateNames, experiments })));
}

const project: fc.Arbitrary<Project> = traits.chain((chosen) =>
  fc.record(
    {
      gates: gatesOf(chosen),
      configs: configsOf(chosen),
      layers: layersOf(chosen),
      environmentTier: fc.constantFrom(null, ...environmentTiers),
      idLists: fc.dictionary(fc.constantFrom(...idListNames), fc.subarray([...unitIDs])),
      defaultEnvironment: fc.constantFrom(...environmentTiers),
      appID: fc.constantFrom('a', 'abc', '5', ''),
    },
    { requiredKeys: ['gates', 'configs', 'layers', 'environmentTier', 'idLists'] },
  ),
);

/** Projects of some forty specs, each with a dozen users: what a JSON text of them would give. */
export const anyCase: fc.Arbitrary<Case> = fc
  .record({ project, users: fc.array(anyUser, { minLength: 12, maxLength: 12 }) })
  .map((made) => JSON.parse(JSON.stringify(made)) as Case);
