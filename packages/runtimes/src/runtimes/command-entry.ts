// Run as it stands by Node, Bun and Deno: `<command> command-entry.ts <bundle> <records>`.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { runSuite } from '../suite/run-suite.ts';

const [, , modulePath = '', recordsPath = ''] = process.argv;
const suite = (await import(pathToFileURL(modulePath).href)) as { readonly runSuite: typeof runSuite };
const { bun, deno, node } = process.versions;
process.stdout.write(
  JSON.stringify({ version: bun ?? deno ?? node, result: suite.runSuite(readFileSync(recordsPath, 'utf8')) }),
);
