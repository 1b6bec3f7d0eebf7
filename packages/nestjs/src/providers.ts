import type { Statsig } from '@acme/statsig-node';
import type { DynamicModule, Provider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, ModulesContainer } from '@nestjs/core';
import { handlesMessages } from './handles-messages.ts';
import { getStatsigToken } from './inject-statsig.ts';
import { messageRequest } from './message-request.ts';
import { MessageScopes } from './message-scopes.ts';
import { type ResolvedModuleOptions, resolveModuleOptions } from './module-options.ts';
import { startStatsig } from './start-statsig.ts';
import { StatsigService } from './statsig.service.ts';

/** The module's own SDK object, whatever its name. */
export const instanceToken: unique symbol = Symbol('Statsig of the module');
export const resolvedOptionsToken: unique symbol = Symbol('StatsigModuleOptions');
/** Whether requests are the module's: of several in an app, those are of the one without a name. */
export const servesRequestsToken: unique symbol = Symbol('StatsigServesRequests');

const messageScopesToken = Symbol('StatsigMessageScopes');

/** What a module of a name provides, to be made from the options that are under a token. */
export function providersOf(
  name: string | undefined,
  optionsToken: string | symbol,
): Required<Pick<DynamicModule, 'providers' | 'exports'>> {
  const token = getStatsigToken(name);
  const providers: Provider[] = [
    { provide: resolvedOptionsToken, useFactory: resolveModuleOptions, inject: [optionsToken] },
    { provide: token, useFactory: startStatsig, inject: [resolvedOptionsToken] },
    { provide: instanceToken, useExisting: token },
    { provide: servesRequestsToken, useValue: name === undefined },
  ];
  if (name !== undefined) return { providers, exports: [token] };
  return { providers: [...providers, StatsigService, ...ofMessages], exports: [token, StatsigService] };
}

const ofMessages: readonly Provider[] = [
  {
    provide: messageScopesToken,
    useFactory: messageScopes,
    inject: [instanceToken, resolvedOptionsToken, ModulesContainer],
  },
  { provide: APP_GUARD, useExisting: messageScopesToken },
  { provide: APP_INTERCEPTOR, useExisting: messageScopesToken },
];

/** Undefined where there are no messages: HTTP requests need not wait for it. */
function messageScopes(
  statsig: Statsig,
  { user }: ResolvedModuleOptions,
  modules: ModulesContainer,
): MessageScopes | undefined {
  if (!handlesMessages(modules)) return undefined;
  return new MessageScopes({ statsig, findUser: (context) => user(messageRequest(context), context) });
}
