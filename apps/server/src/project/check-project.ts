import { askedGate, segmentName } from '../payload/conditions.ts';
import { layerShares } from '../payload/layer-shares.ts';
import type { Mistake } from './mistake.ts';
import { type Experiment, type Project, type Rule, sections } from './project.ts';

/** What a project's parts say about each other. */
export interface ProjectCheck {
  /** What cannot be served. */
  readonly mistakes: readonly Mistake[];
  /** What can be served and is hardly meant. */
  readonly warnings: readonly Mistake[];
}

/** Checks what no part's schema can see alone. */
export function checkProject(project: Project): ProjectCheck {
  return {
    mistakes: [...duplicates(project), ...experimentMistakes(project), ...shareMistakes(project)],
    warnings: [...unknownGates(project), ...unknownHeldOut(project)],
  };
}

/** Those that answer under one name: a gate and a holdout, a config and an experiment. */
const namespaces: readonly (readonly (typeof sections)[number][])[] = [
  ['gates', 'holdouts'],
  ['dynamic_configs', 'experiments'],
  ['layers'],
  ['segments'],
  ['param_stores'],
];

function duplicates(project: Project): readonly Mistake[] {
  return namespaces.flatMap((namespace) => {
    const places = new Map<string, string>();
    return namespace.flatMap((section) =>
      project[section].flatMap(({ id }, index) => {
        const path = `${section}.${index}.id`;
        const earlier = places.get(id);
        places.set(id, earlier ?? path);
        return earlier === undefined ? [] : [{ path, message: `"${id}" is the ID of ${earlier} already` }];
      }),
    );
  });
}

function experimentMistakes(project: Project): readonly Mistake[] {
  return project.experiments.flatMap((experiment, index) =>
    mistakesOfExperiment(experiment, project).map(({ path, message }) => ({
      path: `experiments.${index}.${path}`,
      message,
    })),
  );
}

function mistakesOfExperiment(experiment: Experiment, project: Project): readonly Mistake[] {
  const { groups, layerID, launchedGroupID, rules, status, targetingGateID } = experiment;
  if (rules !== null) return [];
  const layer = project.layers.find(({ id }) => id === layerID);
  const total = groups.reduce((sum, { size }) => sum + size, 0);
  const problems: readonly (readonly [isWrong: boolean, path: string, message: string])[] = [
    [groups.length > 0 && Math.abs(total - 100) > 0.05, 'groups', `The sizes add up to ${total}, not to 100`],
    [status === 'active' && groups.length === 0, 'groups', 'An active experiment has groups'],
    [new Set(groups.map(({ id }) => id)).size < groups.length, 'groups', 'Two groups have one ID'],
    [layerID !== null && layer === undefined, 'layerID', `There is no layer "${layerID}"`],
    [layer?.rules != null, 'layerID', `The layer "${layerID}" has rules of its own: remove them first`],
    [
      status === 'decision_made' && !groups.some(({ id }) => id === launchedGroupID),
      'launchedGroupID',
      'Name the group that everyone gets',
    ],
    [
      targetingGateID !== null && !gateNames(project).has(targetingGateID),
      'targetingGateID',
      `There is no gate "${targetingGateID}"`,
    ],
  ];
  return problems.flatMap(([isWrong, path, message]) => (isWrong ? [{ path, message }] : []));
}

/** Each bucket of a layer is one experiment's at most. */
function shareMistakes(project: Project): readonly Mistake[] {
  const shares = layerShares(project);
  const taken = new Map<string, string>();
  return project.experiments.flatMap(({ id, layerID }, index) => {
    const path = `experiments.${index}.allocation`;
    const buckets = shares.get(id) ?? [];
    const other = buckets
      .map((bucket) => taken.get(`${layerID} ${bucket}`))
      .find((owner) => owner !== undefined);
    for (const bucket of buckets) taken.set(`${layerID} ${bucket}`, id);
    if (other !== undefined)
      return [{ path, message: `Takes users of "${other}", which is in the same layer` }];
    return (buckets.at(-1) ?? 0) < 1_000
      ? []
      : [{ path, message: `The layer "${layerID}" has no more users` }];
  });
}

function gateNames(project: Project): ReadonlySet<string> {
  return new Set([
    ...project.gates.map(({ id }) => id),
    ...project.holdouts.map(({ id }) => id),
    ...project.segments.map(({ id }) => segmentName(id)),
  ]);
}

/** A gate that does not exist is closed, so that a rule that asks for it can still be served. */
function unknownGates(project: Project): readonly Mistake[] {
  const known = gateNames(project);
  return sections.flatMap((section) =>
    project[section].flatMap((entity, index) =>
      rulesOf(entity).flatMap(({ conditions }, rule) =>
        conditions.flatMap((condition, place) => {
          const gate = askedGate(condition);
          const path = `${section}.${index}.rules.${rule}.conditions.${place}.targetValue`;
          return gate === undefined || known.has(gate)
            ? []
            : [{ path, message: `There is no gate "${gate}"` }];
        }),
      ),
    ),
  );
}

function rulesOf(entity: Project[(typeof sections)[number]][number]): readonly Rule[] {
  return 'rules' in entity && entity.rules !== null ? entity.rules : [];
}

function unknownHeldOut(project: Project): readonly Mistake[] {
  const heldOut = [
    ['gateIDs', 'gates'],
    ['dynamicConfigIDs', 'dynamic_configs'],
    ['experimentIDs', 'experiments'],
    ['layerIDs', 'layers'],
  ] as const;
  return project.holdouts.flatMap((holdout, index) =>
    heldOut.flatMap(([field, section]) =>
      holdout[field].flatMap((id, place) =>
        project[section].some((entity) => entity.id === id)
          ? []
          : [{ path: `holdouts.${index}.${field}.${place}`, message: `There is no "${id}" in ${section}` }],
      ),
    ),
  );
}
