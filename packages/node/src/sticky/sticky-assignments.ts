import {
  type CompiledSpecs,
  type Evaluation,
  type EvaluationContext,
  isStatsigError,
  StatsigError,
  type StatsigUser,
  type StickyAssignment,
  type StickyContext,
  stickyKey,
  type UserPersistedValues,
} from '@acme/statsig-core';
import { errorText } from '../diagnostics/error-text.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { StickyOptions } from '../evaluation-options.ts';
import type { Clock } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { isReadable } from './readable-values.ts';
import type { UserPersistentStorage } from './user-persistent-storage.ts';

/** What sticky assignments need. */
export interface StickyAssignmentsOptions {
  readonly storage: UserPersistentStorage | undefined;
  readonly reporter: Reporter;
  readonly clock: Clock;
  readonly requestTimeoutMs: number;
}

/** An experiment or layer to be evaluated. */
export interface StickyQuestion {
  readonly specs: CompiledSpecs;
  readonly user: StatsigUser;
  readonly name: string;
  readonly context: EvaluationContext;
  readonly options: StickyOptions | undefined;
}

/** Core's `assignExperiment` or `assignLayer`. */
export type Assign<E extends Evaluation> = (
  specs: CompiledSpecs,
  user: StatsigUser,
  name: string,
  context: StickyContext,
) => StickyAssignment<E>;

/** Whose unit is looked up. */
export interface Unit {
  readonly specs: CompiledSpecs;
  readonly user: StatsigUser;
  /** Undefined for all of the user's units. */
  readonly idType: string | undefined;
}

const nothingStored: UserPersistedValues = Object.freeze({});

/** What a load that failed brings. An answer to it is not kept, because something better may be kept already. */
const unread: UserPersistedValues = Object.freeze({});

/** Keeps users in their groups: core decides, this reads and writes the application's storage. */
export class StickyAssignments {
  readonly #options: StickyAssignmentsOptions;
  readonly #never = new AbortController().signal;
  readonly #writes = new Set<Promise<unknown>>();

  constructor(options: StickyAssignmentsOptions) {
    this.#options = options;
  }

  /** Whether anything is kept, or was. Payloads of the legacy SDK let callers do the keeping, without a storage. */
  isUsed({ dialect }: CompiledSpecs, options: StickyOptions | undefined): boolean {
    if (this.#options.storage !== undefined) return true;
    return Boolean(options?.userPersistedValues) && !dialect.sticky.needsStorage;
  }

  /** Evaluates, and keeps what is to be kept. Undefined when the user cannot be read. */
  assign<E extends Evaluation>(decide: Assign<E>, question: StickyQuestion): E | undefined {
    const assignment = this.#decide(decide, question);
    if (assignment === undefined) return undefined;
    if (question.options?.userPersistedValues !== unread) this.#write(assignment.storage, question.name);
    return assignment.evaluation;
  }

  /** The same answer, and nothing is written. */
  find<E extends Evaluation>(decide: Assign<E>, question: StickyQuestion): E | undefined {
    return this.#decide(decide, question)?.evaluation;
  }

  /** Loads what is kept for a user's unit. Never rejects; settles within `requestTimeoutMs`. */
  async load({ specs, user, idType }: Unit): Promise<UserPersistedValues> {
    const { storage } = this.#options;
    if (storage === undefined) return nothingStored;
    if (idType === undefined) return this.#loadAll({ specs, user });
    try {
      const key = stickyKey(specs, user, idType);
      if (key === null) return nothingStored;
      return (await this.#inTime(async () => storage.load(key))) ?? nothingStored;
    } catch (error) {
      this.#report('load', 'answers are as if no group was kept', error);
      return unread;
    }
  }

  /** Resolves when all writes so far have ended, well or not. */
  async written(): Promise<void> {
    await Promise.all(this.#writes);
  }

  /** Each experiment's assignment is that of the unit which the experiment is for. */
  async #loadAll({ specs, user }: Pick<Unit, 'specs' | 'user'>): Promise<UserPersistedValues> {
    const load = async (idType: string) => ({ idType, values: await this.load({ specs, user, idType }) });
    const units = await Promise.all(idTypesOf(user).map(load));
    // Where something could not be read, nothing may be replaced.
    if (units.some(({ values }) => values === unread)) return unread;
    const entries = units.flatMap(({ idType, values }) =>
      Object.entries(values).filter(([name]) => idType === idTypeOf(specs, name)),
    );
    return Object.fromEntries(entries);
  }

  #decide<E extends Evaluation>(
    decide: Assign<E>,
    { specs, user, name, context, options }: StickyQuestion,
  ): StickyAssignment<E> | undefined {
    const { userPersistedValues: values, enforceTargeting, enforceOverrides } = options ?? {};
    try {
      const userPersistedValues = values && !isReadable(values, name) ? nothingStored : values;
      return decide(specs, user, name, {
        ...context,
        userPersistedValues,
        enforceTargeting,
        enforceOverrides,
      });
    } catch {
      return undefined;
    }
  }

  #write(change: StickyAssignment<Evaluation>['storage'], name: string): void {
    const { storage } = this.#options;
    if (storage === undefined || change.action === 'keep') return;
    const { action, key } = change;
    const effect = `the group in "${name}" is ${action === 'save' ? 'not' : 'still'} kept`;
    const onFailure = (error: unknown): void => this.#report(action, effect, error);
    try {
      const writing = action === 'save' ? storage.save(key, name, change.values) : storage.delete(key, name);
      if (isPromise(writing)) this.#follow(writing, onFailure);
    } catch (error) {
      onFailure(error);
    }
  }

  /** Remembers a write that is under way, until it ends or takes too long. */
  #follow(writing: PromiseLike<unknown>, onFailure: (error: unknown) => void): void {
    const written = this.#inTime(async () => writing)
      .catch(onFailure)
      .finally(() => this.#writes.delete(written));
    this.#writes.add(written);
  }

  #inTime<T>(work: () => Promise<T>): Promise<T> {
    const { clock, requestTimeoutMs: ms } = this.#options;
    const timeoutError = (): Error => late(ms);
    return withDeadline(work, { clock, ms, signal: this.#never, timeoutError });
  }

  #report(method: keyof UserPersistentStorage, effect: string, cause: unknown): void {
    const message = `userPersistentStorage.${method}() failed, so ${effect}: ${errorText(cause)}`;
    const code = isStatsigError(cause) ? cause.code : 'NETWORK';
    this.#options.reporter.degraded(new StatsigError(code, message, { cause }));
  }
}

function idTypesOf(user: StatsigUser): readonly string[] {
  try {
    return ['userID', ...Object.keys(user.customIDs ?? {})];
  } catch {
    return ['userID'];
  }
}

function idTypeOf(specs: CompiledSpecs, name: string): string {
  return (specs.config(name) ?? specs.layer(name))?.idType ?? 'userID';
}

function late(ms: number): StatsigError {
  return new StatsigError('TIMEOUT', `It gave no answer within ${ms} ms (requestTimeoutMs).`);
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
