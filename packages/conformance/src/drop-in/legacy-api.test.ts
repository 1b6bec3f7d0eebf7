import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as ours from '@acme/statsig-node/legacy';
import type * as Theirs from 'statsig-node';
import { describe, expect, expectTypeOf, it } from 'vitest';

// What the legacy SDK offers, by its own run-time keys and declarations, is offered by `@acme/statsig-node/legacy`.

const require = createRequire(import.meta.url);
const theirs = require('statsig-node') as Record<string, unknown> & { readonly default: object };
const theirOptions = require('statsig-node/dist/StatsigOptions.js') as {
  OptionsWithDefaults(options: object): object;
};
const declared = (file: string) =>
  readFileSync(require.resolve(`statsig-node/dist/${file}.js`).replace(/js$/, 'd.ts'), 'utf8');

/** What is left out on purpose: nobody's code is to rely on it. */
const leftOut: Readonly<Record<string, string>> = {
  _enforceServer: 'finds the instance, for the singleton itself',
  initializeImpl: 'a private half of initializeAsync',
  logGateExposureImpl: 'private',
  evalGate: 'private',
  getGateImpl: 'private',
  logConfigExposureImpl: 'private',
  evalConfig: 'private',
  getConfigImpl: 'private',
  evalLayer: 'private',
  getLayerImpl: 'private',
  logLayerParameterExposureImpl: 'private',
  _validateInputs: 'private',
  _makeOnDefaultValueFallbackFunction: 'private',
  _normalizeUser: 'private: it changes the user of the caller',
  OptionsWithDefaults: 'fills in defaults, for the SDK itself; declared, but not there at run time',
  OptionsLoggingCopy: 'shortens options for error reports; declared, but not there at run time',
};

type Extends<Narrow, Wide> = Narrow extends Wide ? true : false;

/** Callbacks get results, which are classes with private members on both sides; keys of adapters are an enum on one. */
type Plain<Options> = Omit<Options, 'evaluationCallback' | 'evaluationCallbacks' | 'dataAdapter'>;

/** Methods that do not take what theirs take. */
type Unlike = {
  [Name in keyof Theirs.StatsigServer]: Name extends keyof ours.StatsigServer
    ? Parameters<Theirs.StatsigServer[Name]> extends Parameters<ours.StatsigServer[Name]>
      ? never
      : Name
    : Name;
}[keyof Theirs.StatsigServer];

const missing = (names: readonly string[], where: object) =>
  names.filter((name) => !(name in where) && !Object.hasOwn(leftOut, name));

describe('@acme/statsig-node/legacy', () => {
  it('exports what statsig-node does', () => {
    expect(missing(Object.keys(theirs), ours)).toEqual([]);
  });

  it('has the singleton as its default and as Statsig, with the same members', () => {
    expect(ours.default).toBe(ours.Statsig);
    expect(missing(Object.keys(theirs.default), ours.default)).toEqual([]);
    expect(Object.keys(ours.default).filter((name) => !(name in theirs.default))).toEqual([]);
  });

  it.each(['StatsigServer', 'DynamicConfig', 'Layer'] as const)('has the methods of %s', (name) => {
    const { prototype } = theirs[name] as { readonly prototype: object };
    expect(missing(Object.getOwnPropertyNames(prototype), ours.default[name].prototype)).toEqual([]);
  });

  it('has the same places for data adapters', () => {
    expect(ours.DataAdapterKeyPath).toEqual(theirs['DataAdapterKeyPath']);
  });

  it('declares the types that statsig-node does', () => {
    const listed = [...declared('index').matchAll(/^export (?:type )?\{([^}]*)\}/gm)];
    const named = listed.flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
    const own = declared('StatsigOptions').matchAll(
      /^export (?:declare )?(?:type|interface|function) (\w+)/gm,
    );
    const names = [...named, ...[...own].map(([, name = '']) => name)].filter((name) => name !== '');
    const file = require.resolve('@acme/statsig-node/legacy').replace(/js$/, 'd.ts');
    const text = readFileSync(file, 'utf8');

    expect(names.length).toBeGreaterThan(20);
    const absent = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
    expect(absent.filter((name) => !Object.hasOwn(leftOut, name))).toEqual([]);
  });

  it('says in docs/migrate.md what becomes of each option', () => {
    const guide = readFileSync(new URL('../../../../docs/migrate.md', import.meta.url), 'utf8');
    const names = Object.keys(theirOptions.OptionsWithDefaults({}));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it('takes the same options and arguments', () => {
    expectTypeOf<Exclude<keyof Theirs.StatsigOptions, keyof ours.StatsigOptions>>().toBeNever();
    expectTypeOf<Exclude<keyof ours.StatsigOptions, keyof Theirs.StatsigOptions>>().toBeNever();
    expectTypeOf<Extends<Plain<Theirs.StatsigOptions>, Plain<ours.StatsigOptions>>>().toEqualTypeOf<true>();
    expectTypeOf<Extends<Theirs.StatsigUser, ours.StatsigUser>>().toEqualTypeOf<true>();
    expectTypeOf<
      Extends<Theirs.ClientInitializeResponseOptions, ours.ClientInitializeResponseOptions>
    >().toEqualTypeOf<true>();
    expectTypeOf<Extends<Theirs.LogEventObject, ours.LogEventObject>>().toEqualTypeOf<true>();
    expectTypeOf<Unlike>().toBeNever();
  });
});
