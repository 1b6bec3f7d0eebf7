import { setImmediate } from 'node:timers/promises';
import {
  assignExperiment,
  assignLayer,
  type CompiledSpecs,
  type StatsigUser,
  type StickyContext,
} from '@acme/statsig-core';
import { StatsigUser as ServerCoreUser, type Statsig } from '@statsig/statsig-node-core';
import type { StatsigServer } from 'statsig-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownFeatureDifferences } from './known-feature-differences.ts';
import { ourSpecs, startLegacy, startServerCore } from './official-sdks.test-support.ts';
import { now, v1Payload, v2Payload } from './payloads.test-support.ts';
import {
  type AssignmentRow,
  assignedUsers,
  assignment,
  assignmentRows,
  enforcements,
  recordingStorage,
  type StorageCall,
  stickyProject,
  storedFor,
} from './sticky-project.test-support.ts';

interface Question {
  readonly kind: 'experiment' | 'layer';
  readonly name: string;
  readonly user: StatsigUser;
  readonly context: Omit<StickyContext, 'now'>;
}

/** An answer, as far as the official SDK shows it. */
type Shown = Readonly<Record<string, unknown>>;

describe('assignments that are kept, as by the legacy SDK', () => {
  const payload = v1Payload(stickyProject);
  const specs = ourSpecs(payload);
  const storage = recordingStorage();
  let official: StatsigServer;
  beforeAll(async () => {
    official = await startLegacy(payload, { userPersistentStorage: storage });
  });
  afterAll(() => official.shutdownAsync());

  const agree = (row: AssignmentRow): void => {
    const asked = questions(row, enforcements.legacy);

    const expected = asked.map((question) => askLegacy(official, question));
    const calls = storage.taken();
    expect(asked.map((question, i) => askUs(specs, question, expected[i]!))).toEqual(expected);
    expect(asked.flatMap((question) => callsOfOurs(specs, question))).toEqual(calls);
  };
  it.each(assignmentRows)('agree on the $kind $name with $stored', agree);
});

describe('assignments that are kept, as by Server Core', () => {
  const payload = v2Payload(stickyProject);
  const specs = ourSpecs(payload);
  const storage = recordingStorage();
  let official: Statsig;
  beforeAll(async () => {
    official = await startServerCore(payload, { persistentStorage: storage });
  });
  afterAll(async () => {
    await official.shutdown();
  });

  const agree = async (row: AssignmentRow): Promise<void> => {
    const asked = questions(row, enforcements.core);

    const expected = asked.map((question) => askServerCore(official, question));
    // It calls storage in a later turn of the event loop.
    for (let turn = 0; turn < 3; turn++) await setImmediate();
    const calls = storage.taken();
    expect(asked.map((question, i) => askUs(specs, question, expected[i]!))).toEqual(expected);
    expect(asked.flatMap((question) => callsOfOurs(specs, question))).toEqual(calls);
  };
  it.each(assignmentRows)('agree on the $kind $name with $stored', agree);

  it(`differ in versions: ${knownFeatureDifferences['assignments of the legacy SDK'].reason}`, () => {
    const { config_version: _, ...legacy } = assignment();
    const context = { userPersistedValues: { running: legacy } };
    const question = { kind: 'experiment', name: 'running', user: { userID: 'user-1' }, context } as const;

    expect(askServerCore(official, question)).toMatchObject({ isPersisted: true, version: null });
    expect(assign(specs, question).evaluation.details).toMatchObject({ reason: 'Persisted', version: 2 });
  });
});

function questions(
  { kind, name, stored }: AssignmentRow,
  enforced: readonly Partial<StickyContext>[],
): Question[] {
  const userPersistedValues = storedFor[stored]?.(name);
  return assignedUsers.flatMap((user) =>
    enforced.map((enforcement) => ({ kind, name, user, context: { userPersistedValues, ...enforcement } })),
  );
}

function askLegacy(statsig: StatsigServer, { kind, name, user: asking, context }: Question): Shown {
  // It writes the environment into the user.
  const user = structuredClone(asking) as Parameters<StatsigServer['getConfig']>[0];
  const { userPersistedValues, ...persistentAssignmentOptions } = context;
  const options = {
    disableExposureLogging: true,
    userPersistedValues: structuredClone(userPersistedValues) as never,
    persistentAssignmentOptions: persistentAssignmentOptions as { enforceTargeting?: boolean },
  };
  if (kind === 'experiment') {
    const experiment = statsig.getExperiment(user, name, options);
    return {
      value: experiment.value,
      secondaryExposures: experiment._getSecondaryExposures(),
      ...legacyCommon(experiment),
    };
  }
  const layer = statsig.getLayer(user, name, options);
  return {
    value: Reflect.get(layer, '_value') as unknown,
    allocatedExperiment: layer.getAllocatedExperimentName(),
    ...legacyCommon(layer),
  };
}

function legacyCommon(
  answer: Pick<
    ReturnType<StatsigServer['getLayer']>,
    'getRuleID' | 'getGroupName' | 'getIDType' | 'getEvaluationDetails'
  >,
): Shown {
  const details = answer.getEvaluationDetails();
  return {
    ruleID: answer.getRuleID(),
    groupName: answer.getGroupName(),
    idType: answer.getIDType(),
    isPersisted: details?.reason === 'Persisted',
    lcut: details?.configSyncTime,
  };
}

function askServerCore(statsig: Statsig, { kind, name, user: asking, context }: Question): Shown {
  const user = new ServerCoreUser(asking as { userID: string });
  const { userPersistedValues, ...enforcement } = context as Record<string, never>;
  const options = {
    disableExposureLogging: true,
    // It takes undefined for no values, but not null.
    ...(userPersistedValues ? { userPersistedValues } : undefined),
    ...enforcement,
  };
  if (kind === 'experiment') {
    const experiment = statsig.getExperiment(user, name, options);
    const { value, secondaryExposures } = experiment;
    return { value, secondaryExposures, ...serverCoreCommon(experiment) };
  }
  const layer = statsig.getLayer(user, name, options);
  return {
    value: layer.__value,
    allocatedExperiment: layer.allocatedExperimentName || null,
    ...serverCoreCommon(layer),
  };
}

function serverCoreCommon(
  answer: Pick<ReturnType<Statsig['getLayer']>, 'ruleID' | 'groupName' | 'idType' | 'details'>,
): Shown {
  const { reason, lcut } = answer.details;
  return {
    ruleID: answer.ruleID,
    groupName: answer.groupName || null,
    idType: answer.idType || null,
    isPersisted: reason.includes('Persisted'),
    lcut,
    version: answer.details.version ?? null,
  };
}

function assign(specs: CompiledSpecs, { kind, user, name, context }: Question) {
  return kind === 'experiment'
    ? assignExperiment(specs, user, name, { now, ...context })
    : assignLayer(specs, user, name, { now, ...context });
}

/** Our answer, in the fields that the official one shows. */
function askUs(specs: CompiledSpecs, question: Question, expected: Shown): Shown {
  const { evaluation } = assign(specs, question);
  const { reason, ...details } = evaluation.details;
  const shown: Shown = { ...evaluation, ...details, isPersisted: reason === 'Persisted' };
  return Object.fromEntries(Object.keys(expected).map((field) => [field, shown[field]]));
}

function callsOfOurs(specs: CompiledSpecs, question: Question): readonly StorageCall[] {
  const { storage } = assign(specs, question);
  if (storage.action === 'keep') return [];
  if (storage.action === 'delete') return [['delete', storage.key, question.name]];
  return [['save', storage.key, question.name, storage.values]];
}
