import { isDeepStrictEqual } from 'node:util';
import {
  attributesOf,
  distinct,
  exposuresIn,
  gateEntities,
  handsOver,
  hasExponent,
  isCircular,
  isDisputed,
  isInherited,
  isReadable,
  leaked,
  nestedSpecs,
} from './difference-signs.ts';
import type { DialectName, Difference } from './differences.ts';
import { asksGates, reachedConditions, reachedSpecs } from './reach.ts';

/** An official answer that we refuse to give. */
export interface KnownDifference {
  readonly name: string;
  /** Whose answers it is about. */
  readonly dialect: readonly DialectName[];
  /** Why our answer is the better one. */
  readonly reason: string;
  /** Whether this may have led to the difference in this field; as narrow as can be told from outside. */
  applies(difference: Difference): boolean;
}

/** Every difference that a run may show; any other one fails it. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    name: 'inherited properties',
    dialect: ['legacy'],
    reason: 'A field called `toString` finds what every object inherits. We look at own properties only.',
    applies: ({ question }) =>
      reachedConditions(question).some(({ field, idType, targetValue }) =>
        [field, idType, targetValue].flat().some(isInherited),
      ) || reachedSpecs(question).some(({ rules }) => rules.some(({ idType }) => isInherited(idType))),
  },
  {
    name: 'exceptions as answers',
    dialect: ['legacy'],
    reason:
      'An attribute that has no text, because its own `toString` is none, makes it throw. To us its text is empty.',
    applies: ({ question, official, ours }) =>
      /"(?:toString|valueOf)":/.test(JSON.stringify(question.user)) &&
      (official.reason === 'Error' ||
        ours.reason === 'Error' ||
        reachedConditions(question).some(({ operator }) => operator === 'str_matches')),
  },
  {
    name: 'null as text',
    dialect: ['legacy'],
    reason:
      'What a user agent, address or project does not tell is the text `null`, and what a user lacks `undefined`.',
    applies: ({ question }) =>
      reachedConditions(question).some(
        ({ type, operator, targetValue }) =>
          /^(?:ua_based|ip_based|target_app)$/i.test(type) &&
          (operator === 'str_matches' || /null|undefined/.test(JSON.stringify(targetValue ?? null))),
      ),
  },
  {
    name: 'membership in another case',
    dialect: ['legacy'],
    reason:
      '`Any` takes another path than `any` and then treats what is missing differently. No server spells it so.',
    applies: ({ question }) =>
      reachedConditions(question).some(
        ({ operator }) => /^(?:any|none)/i.test(operator ?? '') && operator !== operator?.toLowerCase(),
      ),
  },
  {
    name: 'line separators',
    dialect: ['core'],
    reason: "To JavaScript's `.` U+2028 ends a line, to Rust's only a line feed does.",
    applies: ({ question }) =>
      /[\u2028\u2029]|\\r/.test(JSON.stringify(question.user)) &&
      reachedConditions(question).some(({ operator }) => operator === 'str_matches'),
  },
  {
    name: 'huge numbers as text',
    dialect: ['core'],
    reason:
      'Inside a list 1e21 is spelled with an exponent, by itself with 22 digits. Ours has one spelling.',
    applies: ({ question }) =>
      reachedConditions(question).some(
        ({ operator, targetValue }) =>
          /^(?:any|none|str_|array_|not_array_|eq|neq)/.test(operator ?? '') &&
          (hasExponent(targetValue) ||
            Object.values(attributesOf(question)).some(
              (value) => Array.isArray(value) && hasExponent(value),
            )),
      ),
  },
  {
    name: 'circles',
    dialect: ['legacy', 'core'],
    reason:
      'One SDK overflows its stack, the other counts to 300, and each stops early at what it cannot evaluate. Nobody ' +
      'can rely on which of two reasons for no answer comes first.',
    applies: ({ question, official, ours }) =>
      isCircular(question) && (official.reason === 'Error' || ours.reason === 'Error'),
  },
  {
    name: 'leak into unsupported answers',
    dialect: ['core'],
    reason:
      'Specs share one result object: the rule and group of the gate asked last show in an answer that has none.',
    applies: ({ question, field, official, ours }) =>
      official.reason === 'Unsupported' &&
      ours.reason === 'Unsupported' &&
      leaked(question, field, official[field]),
  },
  {
    name: 'leak into default answers',
    dialect: ['core'],
    reason:
      'Specs share one result object: the group of the gate asked last shows in an answer that no rule gave.',
    applies: ({ question, field, official, ours }) =>
      (official.ruleID === 'default' || official.ruleID === 'disabled') &&
      official.ruleID === ours.ruleID &&
      (field === 'groupName' || field === 'isExperimentGroup') &&
      leaked(question, field, official[field]),
  },
  {
    name: 'comparing a leaked group',
    dialect: ['core'],
    reason:
      'What leaks into the answer of an experiment is then taken for the group that the user has in it.',
    applies: ({ question }) =>
      reachedConditions(question).some(({ type }) => type === 'experiment_group') &&
      reachedSpecs(question).some(
        ({ entity, rules }) =>
          gateEntities.has(entity) && rules.some(({ groupName }) => groupName !== undefined),
      ),
  },
  {
    name: 'passing while unsupported',
    dialect: ['core'],
    reason:
      'A gate that cannot be evaluated is on when the condition before the unsupported one held. Ours is off.',
    applies: ({ question, field, official, ours }) =>
      question.method === 'checkGate' &&
      field === 'value' &&
      official.value === true &&
      official.reason === 'Unsupported' &&
      ours.reason === 'Unsupported' &&
      reachedConditions(question).length > 1,
  },
  {
    name: 'repeated exposures',
    dialect: ['core'],
    reason:
      'A gate that is asked twice is exposed twice. To the backend the list is a set; ours has no repetitions.',
    applies: ({ field, official, ours }) => {
      const theirs = exposuresIn(official[field]);
      const own = exposuresIn(ours[field]);
      return theirs.length > own.length && isDeepStrictEqual(distinct(theirs), own);
    },
  },
  {
    name: 'exposures of unknown gates',
    dialect: ['core'],
    reason:
      'A gate that is not there is exposed under the rule of the gate that was asked before. It has no rule.',
    applies: ({ question, field, official, ours }) => {
      const theirs = exposuresIn(official[field]);
      const known = theirs.filter(({ gate }) => isReadable(question, gate));
      return known.length < theirs.length && isDeepStrictEqual(distinct(known), exposuresIn(ours[field]));
    },
  },
  {
    name: 'exposures lost to unknown gates',
    dialect: ['core'],
    reason: 'Asking a gate that is not there forgets what a layer asked by itself. Ours remembers.',
    applies: ({ question, field, official }) =>
      field === 'undelegatedSecondaryExposures' &&
      exposuresIn(official[field]).length === 0 &&
      official.secondaryExposures?.length !== 0 &&
      reachedConditions(question)
        .filter(asksGates)
        .some(({ targetValue }) => typeof targetValue !== 'string' || !isReadable(question, targetValue)),
  },
  {
    name: 'exposures lost to unsupported gates',
    dialect: ['core'],
    reason:
      'A gate that asks an unsupported one leaves without putting back what was exposed before it. Ours keeps its list.',
    applies: ({ question, field, official, ours }) => {
      const theirs = exposuresIn(official[field]);
      const own = exposuresIn(ours[field]);
      return (
        (field === 'secondaryExposures' || field === 'undelegatedSecondaryExposures') &&
        official.reason === 'Unsupported' &&
        ours.reason === 'Unsupported' &&
        nestedSpecs(question).length > 1 &&
        theirs.every(
          (exposure) =>
            !isReadable(question, exposure.gate) || own.some((other) => isDeepStrictEqual(exposure, other)),
        )
      );
    },
  },
  {
    name: 'exposures of a chain of delegates',
    dialect: ['core'],
    reason:
      'When an experiment hands over once more, what it asked before counts as undelegated too. No console makes such a ' +
      'chain, and the experiment is not the layer.',
    applies: ({ question, field, official }) =>
      field === 'undelegatedSecondaryExposures' && handsOver(question, official.allocatedExperiment),
  },
  {
    name: 'user-agent tokenizer',
    dialect: ['core'],
    reason: 'Its own tokenizer knows few browsers. Look-ups are injected, and ours is the usual parser.',
    applies: ({ question }) =>
      isDisputed(question.user['userAgent']) &&
      reachedConditions(question).some(({ type }) => type === 'ua_based'),
  },
];
