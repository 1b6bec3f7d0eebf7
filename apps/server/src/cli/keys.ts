import { keyKinds } from '../auth/key.ts';
import { createKeyService, type IssuedKey, type KeyService } from '../auth/key-service.ts';
import { systemClock } from '../clock.ts';
import { isEnvironment } from '../environment.ts';
import { createKeyStore, type StoredKey } from '../store/key-store.ts';
import { type Command, type CommandInput, UsageError } from './command.ts';
import { withDatabase } from './with-database.ts';

type KeyCommand = (input: CommandInput, keys: KeyService) => Promise<void>;

const hourMs = 3_600_000;

const keyCommands: ReadonlyMap<string, KeyCommand> = new Map<string, KeyCommand>([
  [
    'list',
    async ({ print }, keys) => {
      for (const key of await keys.list()) print(lineOf(key));
    },
  ],
  [
    'create',
    async ({ print, options }, keys) => {
      const kind = keyKinds.find((known) => known === options.kind);
      if (kind === undefined) throw new UsageError(`--kind is one of ${keyKinds.join(', ')}.`);
      const { environment, name, 'target-app': targetApp } = options;
      if (!isEnvironment(environment)) throw new UsageError('--environment is made of a-z, 0-9, - and _.');
      show(print, await keys.issue({ kind, environment, name, targetApp }));
    },
  ],
  [
    'rotate',
    async ({ print, positionals, options }, keys) => {
      const graceMs = Number(options['grace-hours']) * hourMs;
      if (!(graceMs >= 0)) throw new UsageError('--grace-hours is a number.');
      const issued = await keys.rotate(positionals[1] ?? '', graceMs);
      if (issued === undefined)
        throw new UsageError(`There is no such key, or it has ended: ${positionals[1]}.`);
      show(print, issued);
    },
  ],
  [
    'revoke',
    async ({ print, positionals }, keys) => {
      const isRevoked = await keys.revoke(positionals[1] ?? '');
      if (!isRevoked) throw new UsageError(`There is no such key, or it has ended: ${positionals[1]}.`);
      print('Revoked.');
    },
  ],
]);

/** `keys list | create | rotate <id> | revoke <id>`, for all environments. */
export const keys: Command = async (input) => {
  const command = keyCommands.get(input.positionals[0] ?? 'list');
  if (command === undefined) throw new UsageError(`keys has ${[...keyCommands.keys()].join(', ')}.`);
  await withDatabase(input, (database) =>
    command(input, createKeyService(createKeyStore(database), systemClock)),
  );
};

function show(print: CommandInput['print'], { key, text }: IssuedKey): void {
  print(`${text}  (${key.id}, ${key.environment}; not shown again)`);
}

function lineOf({ id, hint, environment, name, expiresAt, revokedAt }: StoredKey): string {
  const end = revokedAt === null ? expiresAt : revokedAt;
  const state =
    end === null ? '' : `${revokedAt === null ? 'until' : 'revoked'} ${new Date(end).toISOString()}`;
  return [id, hint, environment, name, state].join('  ').trimEnd();
}
