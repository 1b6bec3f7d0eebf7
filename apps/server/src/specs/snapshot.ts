import { type CompiledSpecs, compileSpecs, parseSpecs } from '@acme/statsig-core';
import { type PayloadOptions, v1Payload, v2Payload } from '../payload/payloads.ts';
import type { Project } from '../project/project.ts';
import { type EncodedBody, encodeBody } from './encode-body.ts';
import { type IDLists, idListsOf } from './id-lists.ts';

/** Which SDKs a payload is for: `v1` for the legacy ones and the published contract, `v2` for Server Core. */
export type Generation = 'v1' | 'v2';

/** One version of an environment's project, ready to be served. */
export interface Snapshot {
  readonly environment: string;
  /** The version: epoch milliseconds that grow with every one. */
  readonly time: number;
  readonly project: Project;
  /** For answers that are given here. */
  specs(targetApp: string): CompiledSpecs;
  readonly idLists: IDLists;
  /** The body of `download_config_specs`. It is made by the first who asks for it, and kept. */
  body(generation: Generation, targetApp: string): Promise<EncodedBody>;
}

const payloads = { v1: v1Payload, v2: v2Payload };

/** The version of an environment's project before anything was published. */
export const emptyTime = 1;

/** A project of nothing, for environments that have none yet. */
export const emptyProject: Project = {
  gates: [],
  dynamic_configs: [],
  experiments: [],
  layers: [],
  segments: [],
  holdouts: [],
  param_stores: [],
  settings: {},
};

/** Makes a snapshot; the bodies that most SDKs ask for are encoded when it is ready. */
export async function createSnapshot(
  project: Project,
  { environment, time }: { readonly environment: string; readonly time: number },
): Promise<Snapshot> {
  const bodies = remembered((generation: Generation) =>
    remembered((targetApp: string) => encodeBody(payloads[generation](project, { time, targetApp }))),
  );
  await Promise.all([bodies('v1')(''), bodies('v2')('')]);
  return {
    environment,
    time,
    project,
    specs: remembered((targetApp: string) => compileProject(project, { time, targetApp })),
    idLists: idListsOf(project, environment, time),
    body: (generation, targetApp) => bodies(generation)(targetApp),
  };
}

/** Makes what is asked for once. */
function remembered<Name, Made>(make: (name: Name) => Made): (name: Name) => Made {
  const made = new Map<Name, Made>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}

/** Compiles a project for answers that are given here: as Server Core reads it, parameter stores included. */
export function compileProject(project: Project, options: PayloadOptions): CompiledSpecs {
  const specs = parseSpecs(v2Payload(project, options));
  if (!specs.ok) throw specs.error;
  return compileSpecs(specs.value);
}
