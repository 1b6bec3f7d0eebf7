import {
  type ConfigurableModuleAsyncOptions,
  ConfigurableModuleBuilder,
  type ConfigurableModuleCls,
} from '@nestjs/common';
import type { StatsigModuleOptions } from './module-options.ts';
import { providersOf } from './providers.ts';

/** What is said where the module is imported, rather than by a factory. */
export interface StatsigModuleExtras {
  /**
   * Whether every module can inject the SDK object, without importing this one.
   *
   * @defaultValue true
   */
  readonly isGlobal?: boolean | undefined;
  /**
   * Tells the SDK object from others of the app, for `@InjectStatsig(name)`. Requests, with `currentStatsig()` and all that
   * is made of it, belong to the module without a name.
   *
   * @defaultValue None
   */
  readonly name?: string | undefined;
}

/** What `forRootAsync` takes: `useFactory` with `inject`, or `useClass`, or `useExisting`. */
export type StatsigModuleAsyncOptions = ConfigurableModuleAsyncOptions<
  StatsigModuleOptions,
  'createStatsigOptions'
> &
  StatsigModuleExtras;

const optionsToken = Symbol('StatsigOptions');

const definition = new ConfigurableModuleBuilder<StatsigModuleOptions>({
  optionsInjectionToken: optionsToken,
})
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createStatsigOptions')
  .setExtras<StatsigModuleExtras>({ isGlobal: true, name: undefined }, (module, { isGlobal, name }) => {
    const { providers, exports } = providersOf(name, optionsToken);
    return {
      ...module,
      global: isGlobal !== false,
      providers: [...(module.providers ?? []), ...providers],
      exports,
    };
  })
  .build();

/** Has `forRoot` and `forRootAsync`. */
export const ConfigurableStatsigModule: ConfigurableModuleCls<
  StatsigModuleOptions,
  'forRoot',
  'createStatsigOptions',
  StatsigModuleExtras
> = definition.ConfigurableModuleClass;
