import {
  type ConfigurableModuleAsyncOptions,
  ConfigurableModuleBuilder,
  type ConfigurableModuleCls,
} from '@nestjs/common';
import type { StatsigModuleOptions } from './module-options.ts';

/** What is said where the module is imported, rather than by a factory. */
export interface StatsigModuleExtras {
  /**
   * Whether every module can inject the SDK object, without importing this one.
   *
   * @defaultValue true
   */
  readonly isGlobal?: boolean | undefined;
}

/** What `forRootAsync` takes: `useFactory` with `inject`, or `useClass`, or `useExisting`. */
export type StatsigModuleAsyncOptions = ConfigurableModuleAsyncOptions<
  StatsigModuleOptions,
  'createStatsigOptions'
> &
  StatsigModuleExtras;

const definition = new ConfigurableModuleBuilder<StatsigModuleOptions>({ moduleName: 'Statsig' })
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createStatsigOptions')
  .setExtras<StatsigModuleExtras>({ isGlobal: true }, (module, { isGlobal }) => ({
    ...module,
    global: isGlobal !== false,
  }))
  .build();

/** Has `forRoot` and `forRootAsync`. */
export const ConfigurableStatsigModule: ConfigurableModuleCls<
  StatsigModuleOptions,
  'forRoot',
  'createStatsigOptions',
  StatsigModuleExtras
> = definition.ConfigurableModuleClass;

/** Under it the module's options are injected. */
export const moduleOptionsToken: string | symbol = definition.MODULE_OPTIONS_TOKEN;
