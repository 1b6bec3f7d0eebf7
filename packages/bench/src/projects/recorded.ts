import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { anyOfGate } from './benchmarked-specs.ts';
import type { Project } from './project.ts';
import { ConditionMap, specV1, specV2 } from './render.ts';
import type { Fields } from './spec.ts';

/** Lies beside the repository, where there is one: a real project that an official SDK is tested with. */
const recording = new URL(
  '../../../../../shared/vectors/official/node_rulesets_e2e_full.specs.json.gz',
  import.meta.url,
);

interface RecordedPayloads {
  readonly v1: Fields & { readonly feature_gates: readonly Fields[] };
  readonly v2: Fields & { readonly feature_gates: Fields; readonly condition_map: Fields };
}

/** The recorded project and the gate that is added to it; undefined when the recording is not there. */
export function recordedProject(): Project | undefined {
  if (!existsSync(recording)) return undefined;
  const { v1, v2 } = JSON.parse(gunzipSync(readFileSync(recording)).toString()) as RecordedPayloads;
  const conditions = new ConditionMap();
  const gate = specV2(anyOfGate, conditions);
  return {
    description: 'a real project of 78 gates',
    v1: JSON.stringify({ ...v1, feature_gates: [...v1.feature_gates, specV1(anyOfGate)] }),
    v2: JSON.stringify({
      ...v2,
      feature_gates: { ...v2.feature_gates, [anyOfGate.name]: gate },
      condition_map: { ...v2.condition_map, ...conditions.toFields() },
    }),
  };
}
