import type { StatsigUser, StickyValues, UserPersistedValues } from '@acme/statsig-core';
import {
  condition,
  config,
  everybody,
  experiment,
  type FeatureProject,
  from,
  gate,
  gateRule,
  group,
  layer,
  type Part,
  passes,
  rule,
  unsupported,
} from './payloads.test-support.ts';

const overridden = condition('unit_id', { operator: 'any', targetValue: ['overridden'] });

const rules: readonly Part[] = [
  rule('targetingGate', [passes('is_left_out')]),
  rule('group:userID:id_override', [overridden], { groupName: 'Overridden' }),
  group('Control', 300, { returnValue: { arm: 'control' } }),
  group('Test', 600, { returnValue: { arm: 'test' } }),
];

const inline = [rule('inlineTargetingRules', [passes('is_left_out')])];

const over = (to: string): Part => ({ rules: [rule('over', [everybody], { configDelegate: to })] });

/** Experiments and layers that run, that do not, and that are not there. */
export const stickyProject: FeatureProject = {
  gates: [gate('is_left_out', { rules: [gateRule('out', [from('ZZ')])] })],
  configs: [
    experiment('running', { explicitParameters: ['arm'], rules }),
    experiment('stopped', { isActive: false, rules }),
    experiment('disabled', { enabled: false, rules }),
    experiment('of_companies', { idType: 'companyID', rules }),
    experiment('unlisted', { rules }),
    experiment('halting', {
      rules: [rule('targetingGate', [everybody], { passPercentage: 0 }), ...inline, ...rules],
    }),
    experiment('odd', { rules: [rule('targetingGate', [unsupported]), ...inline, ...rules] }),
    config('settings', { rules }),
  ],
  layers: [
    layer('over_to_running', over('running')),
    layer('over_to_stopped', over('stopped')),
    layer('over_to_unlisted', over('unlisted')),
    layer('over_to_nothing', over('no_such')),
    layer('by_itself', { rules: [rule('all', [everybody])] }),
    layer('active_by_itself', { isActive: true, rules: [group('own', 500)] }),
  ],
};

/** One thing to ask, with something that storage holds for it. */
export interface AssignmentRow {
  readonly kind: 'experiment' | 'layer';
  readonly name: string;
  readonly stored: string;
}

/** Users in each group and in none, overridden, left out by targeting, with and without the units that are asked for. */
export const assignedUsers: readonly StatsigUser[] = [
  ...Array.from({ length: 12 }, (_, i) => ({ userID: `user-${i}` })),
  { userID: 'overridden' },
  { userID: 'user-1', country: 'ZZ' },
  { userID: '' },
  { customIDs: { companyID: 'acme' } },
  { userID: 'user-3', customIDs: { companyID: 'acme' } },
  { userID: 'user-4', customIDs: { companyid: 'acme' } },
];

/** What storage may hold for a name, by what there is to say about it. */
export const storedFor: Readonly<Record<string, (name: string) => UserPersistedValues | null | undefined>> = {
  'nothing to keep': () => undefined,
  'null to keep': () => null,
  'nothing yet': () => ({}),
  'an assignment to something else': () => ({ other: assignment() }),
  'an assignment': (name) => ({ [name]: assignment() }),
  'an assignment with exposures': (name) => ({
    [name]: { ...assignment(), secondary_exposures: [{ gate: 'is_old', gateValue: 'true', ruleID: 'old' }] },
  }),
  'an assignment from a running experiment': (name) => ({ [name]: assignment('running') }),
  'an assignment from a stopped experiment': (name) => ({ [name]: assignment('stopped') }),
  'an assignment from an experiment that is gone': (name) => ({
    [name]: assignment('no_such'),
  }),
};

/** Everything to ask with everything that storage may hold; the last experiment and layer are in no payload. */
export const assignmentRows: readonly AssignmentRow[] = [
  ...[...(stickyProject.configs ?? []), { name: 'no_such' }].map(({ name }) => ['experiment', name] as const),
  ...[...(stickyProject.layers ?? []), { name: 'no_such' }].map(({ name }) => ['layer', name] as const),
].flatMap(([kind, name]) => Object.keys(storedFor).map((stored) => ({ kind, name: String(name), stored })));

/** What callers may ask to be enforced; only Server Core knows about overrides. */
export const enforcements = {
  legacy: [{}, { enforceTargeting: true }],
  core: [{}, { enforceTargeting: true }, { enforceOverrides: true }],
} as const;

/** An assignment as both SDKs write it; they call the version of the spec differently. */
export function assignment(delegate: string | null = null): StickyValues {
  return {
    value: true,
    json_value: { arm: 'kept' },
    rule_id: 'Test',
    group_name: 'Test',
    secondary_exposures: [],
    undelegated_secondary_exposures: [],
    config_delegate: delegate,
    explicit_parameters: ['arm'],
    time: 1_600_000_000_000,
    configVersion: 2,
    config_version: 2,
  };
}

/** A call of storage, with its arguments. */
export type StorageCall = readonly ['save' | 'delete', key: string, name: string, values?: StickyValues];

/** Storage that notes what it is asked to do, and does nothing. */
export function recordingStorage(): RecordingStorage {
  let calls: StorageCall[] = [];
  return {
    load: () => ({}) as never,
    save: (key, name, given) => {
      const { explicit_parameters: parameters, ...values } = given as StickyValues;
      // The legacy SDK leaves undefined what the other makes null; in storage that is the same.
      calls.push(['save', key, name, { ...values, explicit_parameters: parameters ?? null }]);
    },
    delete: (key, name) => void calls.push(['delete', key, name]),
    taken: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
  };
}

interface RecordingStorage {
  load(key: string): never;
  save(key: string, name: string, values: unknown): void;
  delete(key: string, name: string): void;
  /** The calls since the last time. */
  taken(): readonly StorageCall[];
}
