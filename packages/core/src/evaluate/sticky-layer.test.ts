import { describe, expect, it } from 'vitest';
import { coreLayer, coreRule, coreSpecs, everyone } from '../specs/core-fixtures.test-support.ts';
import { ada, type Json } from '../specs/fixtures.test-support.ts';
import { noSpecs } from '../specs/no-specs.ts';
import type { StatsigUser } from '../user/user.ts';
import { core, exposures, free, keeping, legacy, pro, stored } from './sticky.test-support.ts';
import { assignLayer, type StickyContext, stickyKey } from './sticky.ts';

describe('a layer', () => {
  const from = (delegate: string | null): Json => ({
    l: stored({ config_delegate: delegate }),
    alone: stored({ config_delegate: delegate }),
  });

  it.each`
    name            | user    | values           | legacySays          | coreSays            | because
    ${'l'}          | ${pro}  | ${{}}            | ${'save'}           | ${'save'}           | ${'its experiment runs and the user is in a group'}
    ${'l'}          | ${free} | ${{}}            | ${'keep'}           | ${'keep'}           | ${'the user is in no group'}
    ${'l'}          | ${pro}  | ${null}          | ${'delete'}         | ${'delete'}         | ${'assignments are not to be kept'}
    ${'over_ended'} | ${pro}  | ${{}}            | ${'delete'}         | ${'delete'}         | ${'its experiment is over'}
    ${'alone'}      | ${pro}  | ${{}}            | ${'delete'}         | ${'save'}           | ${'it has no experiment, but is active'}
    ${'l'}          | ${free} | ${from('e')}     | ${'keep Persisted'} | ${'keep Persisted'} | ${'its experiment runs'}
    ${'l'}          | ${free} | ${from('ended')} | ${'delete'}         | ${'delete'}         | ${'the experiment of then is over'}
    ${'l'}          | ${free} | ${from('gone')}  | ${'delete'}         | ${'keep Persisted'} | ${'the experiment of then is gone'}
    ${'l'}          | ${free} | ${from(null)}    | ${'delete'}         | ${'keep Persisted'} | ${'there was no experiment'}
    ${'alone'}      | ${free} | ${from(null)}    | ${'delete'}         | ${'keep Persisted'} | ${'there was no experiment'}
    ${'unknown'}    | ${pro}  | ${{}}            | ${'keep'}           | ${'keep'}           | ${'there is no such layer'}
  `(
    'says $legacySays or $coreSays for $name: $because',
    ({ name, user, values, legacySays, coreSays }: LayerRow) => {
      const said = [legacy, core].map((specs) => {
        const { evaluation, storage } = assignLayer(specs, user, name, keeping(values));
        return evaluation.details.reason === 'Persisted' ? `${storage.action} Persisted` : storage.action;
      });

      expect(said).toEqual([legacySays, coreSays]);
    },
  );

  it('answers what is stored', () => {
    const values = { l: stored({ config_delegate: 'e', undelegated_secondary_exposures: exposures }) };
    const { evaluation } = assignLayer(core, free, 'l', keeping(values));

    expect(evaluation).toMatchObject({
      ruleID: 'group',
      details: { reason: 'Persisted' },
      name: 'l',
      value: { from: 'storage' },
      allocatedExperiment: 'e',
      explicitParameters: ['from'],
      isUserInExperiment: true,
      secondaryExposures: exposures,
      undelegatedSecondaryExposures: exposures,
    });
  });

  it('is judged by the targeting of the experiment that it came from', () => {
    const user = { userID: 'ada', custom: { plan: 'out' } };
    const enforced = keeping({ l: stored({ config_delegate: 'e' }) }, { enforceTargeting: true });

    expect(assignLayer(core, user, 'l', enforced).evaluation.ruleID).toBe('targetingGate');
    expect(assignLayer(legacy, user, 'l', enforced).evaluation.ruleID).toBe('targetingGate');
  });

  it.each`
    explicitParameters | specs     | name
    ${['from']}        | ${core}   | ${'l'}
    ${['from']}        | ${core}   | ${'alone'}
    ${['from']}        | ${legacy} | ${'l'}
  `(
    'stores $explicitParameters as the parameters of $name',
    ({ explicitParameters, specs, name }: Stored) => {
      const { storage } = assignLayer(specs, pro, name, keeping({}));

      expect(storage).toMatchObject({ action: 'save', values: { explicit_parameters: explicitParameters } });
    },
  );

  it('stores null when it lists no parameters, like both SDKs', () => {
    const own = coreLayer([coreRule('own', [everyone], { isExperimentGroup: true })], { isActive: true });
    const { storage } = assignLayer(coreSpecs({ layers: { own } }), pro, 'own', keeping({}));

    expect(storage).toMatchObject({ action: 'save', values: { explicit_parameters: null } });
  });
});

describe('stickyKey', () => {
  it.each`
    user                                                   | idType         | legacyKey           | coreKey
    ${{ userID: 'ada' }}                                   | ${'userID'}    | ${'ada:userID'}     | ${'ada:userID'}
    ${{ userID: '' }}                                      | ${'userID'}    | ${':userID'}        | ${':userID'}
    ${{ userID: 7 }}                                       | ${'userID'}    | ${'7:userID'}       | ${'7:userID'}
    ${{ userID: 'ada', customIDs: { companyID: 'acme' } }} | ${'companyID'} | ${'acme:companyID'} | ${'acme:companyID'}
    ${{ userID: 'ada' }}                                   | ${'companyID'} | ${':companyID'}     | ${null}
    ${{ customIDs: { companyID: 'acme' } }}                | ${'userID'}    | ${':userID'}        | ${null}
    ${{ userID: 'ada', customIDs: {} }}                    | ${'toString'}  | ${':toString'}      | ${null}
  `('of $user by $idType is $legacyKey or $coreKey', ({ user, idType, legacyKey, coreKey }: Key) => {
    expect(stickyKey(legacy, user, idType)).toBe(legacyKey);
    expect(stickyKey(core, user, idType)).toBe(coreKey);
  });

  it('does without specs', () => {
    expect(stickyKey(noSpecs, ada, 'userID')).toBe('ada:userID');
  });
});

interface LayerRow {
  readonly name: string;
  readonly user: StatsigUser;
  readonly values: StickyContext['userPersistedValues'];
  readonly legacySays: string;
  readonly coreSays: string;
}

interface Stored {
  readonly explicitParameters: string[] | null;
  readonly specs: typeof core;
  readonly name: string;
}

interface Key {
  readonly user: StatsigUser;
  readonly idType: string;
  readonly legacyKey: string;
  readonly coreKey: string | null;
}
