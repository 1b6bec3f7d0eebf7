import { compileSpecs } from './compile.ts';
import type { CompiledSpecs } from './compiled.ts';
import { parseSpecs } from './parse.ts';

/** What there is before the first specs arrive: every answer has the reason `Uninitialized`. */
export const noSpecs: CompiledSpecs = /* @__PURE__ */ createNoSpecs();

function createNoSpecs(): CompiledSpecs {
  const parsed = parseSpecs({ feature_gates: [], dynamic_configs: [], layer_configs: [] });
  if (!parsed.ok) throw parsed.error;
  return { ...compileSpecs(parsed.value, { source: '' }), missing: 'Uninitialized' };
}
