import { MetadataScanner, type ModulesContainer } from '@nestjs/core';

/** What Nest's decorators leave on classes and methods that handle messages. */
const gatewayKey = 'websockets:is_gateway';
const methodKeys = ['microservices:pattern', 'graphql:resolver_type'];

/** Whether an app handles anything else than HTTP; those that don't need not be slowed down for it. */
export function handlesMessages(modules: ModulesContainer): boolean {
  const wrappers = [...modules.values()].flatMap(({ controllers, providers }) => [
    ...controllers.values(),
    ...providers.values(),
  ]);
  return wrappers.some(({ metatype }) => typeof metatype === 'function' && isHandler(metatype));
}

function isHandler(type: { readonly prototype?: unknown }): boolean {
  if (Reflect.hasMetadata(gatewayKey, type)) return true;
  const { prototype } = type;
  if (typeof prototype !== 'object' || prototype === null) return false;
  return new MetadataScanner()
    .getAllMethodNames(prototype)
    .map((name): unknown => Reflect.get(prototype, name))
    .filter((method) => typeof method === 'function')
    .some((method) => methodKeys.some((key) => Reflect.hasMetadata(key, method)));
}
