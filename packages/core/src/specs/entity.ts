import type { Entity, SpecKind } from './spec.ts';

const entities: Readonly<Record<SpecKind, readonly [Entity, ...Entity[]]>> = {
  gate: ['feature_gate', 'segment', 'holdout'],
  config: ['dynamic_config', 'experiment', 'autotune'],
  layer: ['layer'],
};

/**
 * Reads what a spec is: from `entity`, or from `type`, where contracts other than the official one put it, or from its
 * place in the payload.
 */
export function entityOf(
  kind: SpecKind,
  name: string,
  { entity, type }: { entity?: unknown; type?: unknown },
): Entity {
  const [ordinary, ...others] = entities[kind];
  const known = others.find((other) => other === entity) ?? others.find((other) => other === type);
  return (
    known ?? (kind === 'gate' && name.startsWith('segment:') && entity === undefined ? 'segment' : ordinary)
  );
}
