import { type Section, sections } from '../../project/project.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A change that has a name of its own. */
interface EntityAction {
  readonly sections: readonly Section[];
  /** The fields that it sets, given the request's body. */
  readonly set: (body: Fields) => Fields;
}

const experiments: readonly Section[] = ['experiments'];
const switchable = sections.filter((section) => section !== 'param_stores');

export const entityActions: ReadonlyMap<string, EntityAction> = new Map([
  ['enable', { sections: switchable, set: () => ({ isEnabled: true }) }],
  ['disable', { sections: switchable, set: () => ({ isEnabled: false }) }],
  ['start', { sections: experiments, set: () => ({ status: 'active' }) }],
  ['abandon', { sections: experiments, set: () => ({ status: 'abandoned' }) }],
  [
    'make_decision',
    {
      sections: experiments,
      set: ({ id }: Fields) => ({ status: 'decision_made', launchedGroupID: id }),
    },
  ],
]);
