import type { CommonFields } from '../project/project.ts';
import type { WireEntity, WireSpec } from './wire.ts';

/** What all specs have; an experiment says more about itself. */
export function commonSpec(
  fields: CommonFields,
  entity: WireEntity,
): Omit<WireSpec, 'defaultValue' | 'rules'> {
  return {
    name: fields.id,
    type:
      entity === 'feature_gate' || entity === 'segment' || entity === 'holdout'
        ? 'feature_gate'
        : 'dynamic_config',
    entity,
    salt: fields.salt,
    idType: fields.idType,
    isDeviceBased: fields.idType.toLowerCase() === 'stableid',
    enabled: fields.isEnabled,
    isActive: fields.isEnabled,
    hasSharedParams: false,
    ...(fields.targetApps.length === 0 ? {} : { targetAppIDs: fields.targetApps }),
    ...(fields.version === null ? {} : { version: fields.version }),
    ...(fields.forwardAllExposures ? { forwardAllExposures: true } : {}),
  };
}
