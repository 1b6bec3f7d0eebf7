import { consoleLogger } from '../logger.ts';
import { type Database, openDatabase } from '../store/open-database.ts';
import type { CommandInput } from './command.ts';

/** Opens the configured database for one command, and closes it afterwards. */
export async function withDatabase<Result>(
  { config }: CommandInput,
  use: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(config.store, consoleLogger);
  try {
    return await use(database);
  } finally {
    await database.destroy();
  }
}
