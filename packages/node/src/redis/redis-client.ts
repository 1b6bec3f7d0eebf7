/** Any client of Redis or of something that speaks like it: node-redis, ioredis, or an object of one's own. */
export interface RedisClient {
  get(key: string): Promise<unknown>;
  set(key: string, value: string): Promise<unknown>;
}

/** What Redis can do besides, whichever client is asked. */
export interface RedisCommands {
  evaluate(script: string, key: string, args: readonly string[]): Promise<unknown>;
  hashField(key: string, field: string): Promise<unknown>;
  setHashField(key: string, field: string, value: string): Promise<unknown>;
  deleteHashField(key: string, field: string): Promise<unknown>;
}

/** What the two clients that nearly everybody uses have in common, in their own spellings. */
interface NodeRedis {
  eval(script: string, options: { readonly keys: string[]; readonly arguments: string[] }): Promise<unknown>;
  hGet(key: string, field: string): Promise<unknown>;
  hSet(key: string, field: string, value: string): Promise<unknown>;
  hDel(key: string, field: string): Promise<unknown>;
}

interface IORedis {
  eval(script: string, keyCount: number, ...keysAndArgs: string[]): Promise<unknown>;
  hget(key: string, field: string): Promise<unknown>;
  hset(key: string, field: string, value: string): Promise<unknown>;
  hdel(key: string, field: string): Promise<unknown>;
}

/** @returns Undefined for a client that is neither of node-redis nor of ioredis. */
export function commandsOf(client: object): RedisCommands | undefined {
  if (has<NodeRedis>(client, ['eval', 'hGet', 'hSet', 'hDel'])) {
    return {
      evaluate: (script, key, args) => client.eval(script, { keys: [key], arguments: [...args] }),
      hashField: (key, field) => client.hGet(key, field),
      setHashField: (key, field, value) => client.hSet(key, field, value),
      deleteHashField: (key, field) => client.hDel(key, field),
    };
  }
  if (has<IORedis>(client, ['eval', 'hget', 'hset', 'hdel'])) {
    return {
      evaluate: (script, key, args) => client.eval(script, 1, key, ...args),
      hashField: (key, field) => client.hget(key, field),
      setHashField: (key, field, value) => client.hset(key, field, value),
      deleteHashField: (key, field) => client.hdel(key, field),
    };
  }
  return undefined;
}

function has<T>(client: object, methods: readonly (keyof T & string)[]): client is T & object {
  return methods.every((method) => method in client);
}
