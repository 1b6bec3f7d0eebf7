import type { Dialect } from '../dialects/dialect.ts';
import { ask } from '../evaluate/ask.ts';
import { gateKind } from '../evaluate/kinds.ts';
import { type Check, expose, type Run } from '../evaluate/run.ts';
import type { SecondaryExposure } from '../results/evaluation.ts';
import { textOf } from '../specs/text.ts';
import { type ConditionType, giveUp } from './condition.ts';

/** Asks one gate. An unknown gate answers false, so that `fail_gate` passes. */
export function gateCondition(test: (value: boolean) => boolean): ConditionType {
  return ({ targetValue }, { dialect }) => {
    const name = textOf(targetValue);
    const expose = exposer(name, dialect);
    const check: Check = (run) => {
      const gate = ask(gateKind, name, run);
      if (gate !== undefined) exposeAll(run, gate.secondaryExposures);
      if (gate?.details.reason === 'Unsupported') return giveUp(run);
      const value = gate?.value === true;
      expose(run, value, gate?.ruleID ?? '');
      return test(value);
    };
    return { check, nested: true, read: null, gates: [name] };
  };
}

/** Asks gates in turn until one answers as wanted. Here a gate is exposed before what it asked itself. */
export function multiGateCondition(wanted: boolean): ConditionType {
  return ({ targetValue }, { dialect }) => {
    if (!Array.isArray(targetValue)) return null;
    const gates = targetValue.map(textOf).map((name) => ({ name, expose: exposer(name, dialect) }));
    const check: Check = (run) => {
      for (const { name, expose } of gates) {
        const gate = ask(gateKind, name, run);
        if (gate?.details.reason === 'Unsupported') return giveUp(run);
        const value = gate?.value === true;
        expose(run, value, gate?.ruleID ?? '');
        if (gate !== undefined) exposeAll(run, gate.secondaryExposures);
        if (value === wanted) return true;
      }
      return false;
    };
    return { check, nested: true, read: null, gates: gates.map(({ name }) => name) };
  };
}

function exposeAll(run: Run, asked: readonly SecondaryExposure[]): void {
  for (let i = 0; i < asked.length; i++) expose(run, asked[i]!);
}

/**
 * Notes that a gate was asked; segments never show. Each of a gate's few answers is one record for all users, so that
 * lists of exposures can be compared by what they hold.
 */
function exposer(gate: string, { results }: Dialect): (run: Run, value: boolean, ruleID: string) => void {
  if (gate.startsWith('segment:')) return () => {};
  const answers: SecondaryExposure[] = [];
  return (run, value, ruleID) => {
    if (ruleID === '' && !results.exposesNameless) return;
    const gateValue = value ? 'true' : 'false';
    for (const known of answers) {
      if (known.gateValue !== gateValue || known.ruleID !== ruleID) continue;
      expose(run, known);
      return;
    }
    const exposure = Object.freeze({ gate, gateValue, ruleID });
    answers.push(exposure);
    expose(run, exposure);
  };
}
