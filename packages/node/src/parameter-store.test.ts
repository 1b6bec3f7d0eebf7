import { describe, expect, it } from 'vitest';
import { startOffline } from './offline.test-support.ts';
import { asV2, specsPayload } from './specs.test-support.ts';

const user = { userID: 'user-1' };
const payload = specsPayload({
  gates: { open: true },
  configs: { banner: { text: 'Hello' } },
  layers: { home: { title: 'Home' } },
});
const theme = {
  radius: { ref_type: 'static', param_type: 'number', value: 4 },
  dark: { ref_type: 'gate', gate_name: 'open', pass_value: 'yes', fail_value: 'no' },
  text: { ref_type: 'dynamic_config', config_name: 'banner', param_name: 'text' },
  label: { ref_type: 'experiment', experiment_name: 'banner', param_name: 'text' },
  title: { ref_type: 'layer', layer_name: 'home', param_name: 'title' },
  subtitle: { ref_type: 'layer', layer_name: 'home', param_name: 'subtitle' },
};
const bootstrap = { ...asV2(payload), param_stores: { theme: { parameters: theme } } };

describe('getParameterStore', () => {
  it.each<[parameter: string, fallback: unknown, value: unknown, exposure: object | null]>([
    ['radius', 0, 4, null],
    ['radius', 'of another type', 'of another type', null],
    ['unknown', 'fallback', 'fallback', null],
    ['__proto__', 'fallback', 'fallback', null],
    ['dark', '', 'yes', { eventName: 'statsig::gate_exposure', gate: 'open', gateValue: 'true' }],
    ['dark', 0, 0, { eventName: 'statsig::gate_exposure', gate: 'open' }],
    ['text', '', 'Hello', { eventName: 'statsig::config_exposure', config: 'banner' }],
    ['label', '', 'Hello', { eventName: 'statsig::config_exposure', config: 'banner' }],
    ['title', '', 'Home', { eventName: 'statsig::layer_exposure', config: 'home', parameterName: 'title' }],
    ['subtitle', 'fallback', 'fallback', null],
  ])('reads %s with the fallback %j as %j', async (parameter, fallback, value, exposure) => {
    const { statsig, exposures } = await startOffline(bootstrap);
    const store = statsig.getParameterStore(user, 'theme');
    expect(await exposures()).toEqual([]);
    expect(store.get(parameter, fallback)).toBe(value);
    expect(await exposures()).toEqual(exposure === null ? [] : [expect.objectContaining(exposure)]);
  });

  it('logs what is read together with where it comes from, too', async () => {
    const { statsig, exposures } = await startOffline(bootstrap);
    const reading = statsig.forUser(user).getParameterStore('theme').read('dark');
    expect(reading).toMatchObject({ value: 'yes', origin: { gate: { name: 'open' } } });
    expect(await exposures()).toMatchObject([{ gate: 'open' }]);
  });

  it('logs nothing when the caller says so', async () => {
    const { statsig, exposures } = await startOffline(bootstrap);
    const store = statsig.getParameterStore(user, 'theme', { disableExposureLogging: true });
    expect(store.get('dark', '')).toBe('yes');
    expect(store.get('title', '')).toBe('Home');
    expect(await exposures()).toEqual([]);
  });

  it('names its parameters, and says why there are none', async () => {
    const { statsig } = await startOffline(bootstrap);
    expect(statsig.getParameterStore(user, 'theme')).toMatchObject({
      name: 'theme',
      parameters: Object.keys(theme),
      details: { reason: 'Recognized' },
    });
    const unknown = statsig.getParameterStore(user, 'unknown');
    expect(unknown).toMatchObject({ parameters: [], details: { reason: 'Unrecognized' } });
    expect(unknown.get('radius', 1)).toBe(1);
  });
});
