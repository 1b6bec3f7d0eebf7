import { storableText } from './storable-text.ts';

/** The events by which SDKs report what was shown. */
export type ExposureEventName =
  | 'statsig::gate_exposure'
  | 'statsig::config_exposure'
  | 'statsig::layer_exposure';

/** What a user was shown, read from an exposure event. What an exposure of its kind does not have is the empty string. */
export interface ExposureRecord {
  readonly eventName: ExposureEventName;
  /** Of the gate, config, experiment or layer. */
  readonly name: string;
  /** Of a gate exposure: `true` or `false`. */
  readonly gateValue: string;
  /** Of a layer exposure: the parameter that was read. */
  readonly parameterName: string;
  /** Of a layer exposure: the experiment that the layer delegated to. */
  readonly allocatedExperiment: string;
  readonly ruleID: string;
}

/** Which metadata field names what was seen, by event name. */
const kinds: readonly { readonly eventName: ExposureEventName; readonly nameField: string }[] = [
  { eventName: 'statsig::gate_exposure', nameField: 'gate' },
  { eventName: 'statsig::config_exposure', nameField: 'config' },
  { eventName: 'statsig::layer_exposure', nameField: 'config' },
];

/**
 * Reads an exposure event.
 *
 * @returns Null for any other event, and for an exposure that does not say of what.
 */
export function readExposure(event: string, metadata: unknown): ExposureRecord | null {
  const kind = kinds.find(({ eventName }) => eventName === event);
  if (kind === undefined || typeof metadata !== 'object' || metadata === null) return null;
  const fields = new Map<string, unknown>(Object.entries(metadata));
  const text = (field: string): string => {
    const value = fields.get(field);
    return typeof value === 'string' || typeof value === 'boolean' ? storableText(String(value)) : '';
  };
  const name = text(kind.nameField);
  if (name === '') return null;
  return {
    eventName: kind.eventName,
    name,
    gateValue: text('gateValue'),
    parameterName: text('parameterName'),
    allocatedExperiment: text('allocatedExperiment'),
    ruleID: text('ruleID'),
  };
}
