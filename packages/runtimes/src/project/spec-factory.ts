import { conditions, everybody } from './conditions.ts';
import type { ConditionDescription, Fields, RuleDescription, SpecDescription } from './project.ts';
import type { Random } from './random.ts';

/** Makes up specs of each kind. */
export interface SpecFactory {
  /** A gate for those who pass the conditions, and a fifth of the others. */
  gate(name: string, tested: readonly ConditionDescription[]): SpecDescription;
  config(name: string): SpecDescription;
  /** Three groups that share the users by bucket, as Statsig's servers write it. */
  experiment(name: string): SpecDescription;
  /** A layer that hands some of its users over to an experiment. */
  layer(name: string, configDelegate: string): SpecDescription;
}

const percentages = [100, 100, 50, 33.33, 99.99, 0.5] as const;
const idTypes = ['userID', 'userID', 'stableID', 'companyID'] as const;

/** Makes specs up by lot: the same ones by the same lots. */
export function specFactory(random: Random): SpecFactory {
  const { rule, spec, anyCondition } = draftsBy(random);
  return {
    gate: (name, tested) => {
      const rules = [
        rule(`${name}:tested`, { conditions: tested }),
        rule(`${name}:some`, { passPercentage: 20 }),
      ];
      return spec(name, { entity: 'feature_gate', rules, defaultValue: false });
    },
    config: (name) => {
      const rules = ['a', 'b', 'c'].map((id) =>
        rule(`${name}:${id}`, { conditions: [anyCondition()], returnValue: parameters(id) }),
      );
      return spec(name, { entity: 'dynamic_config', rules });
    },
    experiment: (name) => {
      const rules = groups(name).map((group, index) => rule(`${name}:${index}`, group));
      const isActive = random.next() < 0.8;
      const fields = { isActive, hasSharedParams: true, explicitParameters: ['title'] };
      return spec(name, { entity: 'experiment', rules, ...fields });
    },
    layer: (name, configDelegate) => {
      const rules = [
        rule(`${name}:held`, { conditions: [anyCondition()], returnValue: parameters('held') }),
        rule(`${name}:allocated`, { conditions: [anyCondition()], passPercentage: 100, configDelegate }),
        rule(`${name}:rest`, { returnValue: parameters('rest') }),
      ];
      return spec(name, { entity: 'layer', rules });
    },
  };
}

/** Rules and specs, drawn by lot but for what is said of them. */
interface Drafts {
  rule(id: string, fields: Partial<RuleDescription>): RuleDescription;
  spec(
    name: string,
    fields: Pick<SpecDescription, 'entity' | 'rules'> & Partial<SpecDescription>,
  ): SpecDescription;
  anyCondition(): ConditionDescription;
}

function draftsBy({ next, pick }: Random): Drafts {
  const salt = (): string => next().toString(36).slice(2);
  return {
    rule: (id, fields) => ({
      id,
      salt: salt(),
      idType: pick(idTypes),
      passPercentage: pick(percentages),
      conditions: [everybody],
      returnValue: true,
      ...fields,
    }),
    spec: (name, fields) => ({
      name,
      salt: salt(),
      idType: pick(idTypes),
      enabled: true,
      defaultValue: parameters('default'),
      version: Math.floor(next() * 20),
      ...fields,
    }),
    anyCondition: () => pick(conditions),
  };
}

function groups(salt: string): readonly Partial<RuleDescription>[] {
  const below = { Control: 333, Größer: 666, 東京: 1_000 };
  return Object.entries(below).map(([groupName, targetValue]) => ({
    idType: 'userID',
    passPercentage: 100,
    groupName,
    isExperimentGroup: true,
    returnValue: parameters(groupName),
    conditions: [
      { ...everybody, type: 'user_bucket', operator: 'lt', targetValue, additionalValues: { salt } },
    ],
  }));
}

function parameters(title: string): Fields {
  return {
    title: `Größe ${title} 😀`,
    price: 0.1 + 0.2,
    huge: 1e21,
    list: [1, 'a', null],
    nested: { on: true },
  };
}
