import { isPayloadText } from '@acme/statsig-core';
import { bodyText } from '../http/read-body.ts';
import type { Statsig } from '../statsig.ts';
import type { Guard } from './guard.ts';
import type { RulesUpdatedCallback } from './options.ts';

/** Calls back with specs that came from the server, as the text they came as. */
export function tellOfRules(engine: Statsig, callback: RulesUpdatedCallback, guard: Guard): void {
  engine.on('specsUpdated', ({ source, payload, lcut }) => {
    if (source === 'Network') guard(() => callback(textOf(payload), lcut));
  });
}

function textOf(payload: unknown): string {
  if (!isPayloadText(payload)) return JSON.stringify(payload);
  return typeof payload === 'string' ? payload : bodyText([payload].flat());
}
