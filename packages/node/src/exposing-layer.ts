import { hasParameter, type Layer, type Sampled } from '@acme/statsig-core';

/**
 * Makes reading a layer's parameter, which the layer has, count as seen.
 *
 * @param expose - Is told the parameter.
 */
export function exposingLayer(layer: Layer, expose: (answer: Sampled) => void): Layer {
  const get = <T>(parameter: string, fallback: T): T => {
    if (hasParameter(layer.value, parameter, fallback)) expose({ layer, parameter });
    return layer.get(parameter, fallback);
  };
  return Object.freeze({ ...layer, get });
}
