import type { DynamicConfig, Evaluation, FeatureGate, Layer, Sampled } from '@acme/statsig-core';
import type { EventUser } from './event-user.ts';
import { Fingerprint } from './fingerprint.ts';

/** Tells exposures apart that say different things, whatever the time, the reason and the age of the specs. */
export class ExposureKeys {
  readonly #seed: Fingerprint;
  /** Answers are shared between users, so their part is worked out once. */
  readonly #answers = new WeakMap<Evaluation, Fingerprint>();

  /** @param random - Numbers from 0 up to, but not including, 1. */
  constructor(random: () => number) {
    this.#seed = new Fingerprint((random() * 2 ** 32) | 0, (random() * 2 ** 32) | 0);
  }

  /** The key of something that has nothing to do with a user. */
  ofText(text: string): Fingerprint {
    return this.#seed.copy().addText(text);
  }

  of(user: EventUser, answer: Sampled, isManualExposure: boolean): Fingerprint {
    const key = user.identity(this.#seed).copy();
    if ('gate' in answer) key.add(this.#partOf(answer.gate, gateTexts));
    else if ('config' in answer) key.add(this.#partOf(answer.config, configTexts));
    else {
      const { layer, parameter } = answer;
      key.add(this.#partOf(layer, layerTexts)).addText(textOf(parameter));
      if (layer.explicitParameters.includes(parameter)) key.addText('explicit');
    }
    return isManualExposure ? key.addText('manual') : key;
  }

  #partOf<E extends Evaluation>(answer: E, textsOf: (answer: E) => readonly string[]): Fingerprint {
    const known = this.#answers.get(answer);
    if (known !== undefined) return known;
    const { name, ruleID, details } = answer;
    const { version, overrideConfigName } = details;
    const part = this.#seed.copy();
    for (const text of textsOf(answer)) part.addText(text);
    part.addText(textOf(name)).addText(ruleID).addText(String(version)).addText(String(overrideConfigName));
    this.#answers.set(answer, part);
    return part;
  }
}

const gateTexts = ({ value }: FeatureGate): readonly string[] => ['gate', String(value)];
const configTexts = ({ rulePassed }: DynamicConfig): readonly string[] => ['config', String(rulePassed)];
const layerTexts = ({ allocatedExperiment }: Layer): readonly string[] => [
  'layer',
  String(allocatedExperiment),
];

/** Callers without types ask for anything. */
function textOf(name: unknown): string {
  return typeof name === 'string' ? name : '';
}
