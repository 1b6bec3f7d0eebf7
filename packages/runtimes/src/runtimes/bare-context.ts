import { compileFunction, createContext } from 'node:vm';
import { es2023Globals } from './es2023-globals.ts';

/**
 * Runs a script where there is nothing but the language: no console, timers, fetch, process, Intl, WebAssembly, and no
 * code from text.
 *
 * @param script - Run as a function body; its parameter `text` is the input, its result is returned.
 * @returns With the result, the names of all globals that the script looked for, if only by `typeof`, and that ES2023
 *   does not have.
 */
export function runInBareContext(
  script: string,
  input: string,
): { readonly result: unknown; readonly foreign: readonly string[] } {
  const parsingContext = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  const foreign = new Set<string>();
  const prepare = compileFunction(removeForeign, ['isKnown', 'note'], { parsingContext });
  prepare(
    (name: string) => es2023Globals.has(name),
    (name: string) => foreign.add(name),
  );
  const run = compileFunction(script, ['text'], { parsingContext });
  return { result: run(input) as unknown, foreign: [...foreign] };
}

/**
 * What is looked for and not there is looked for in the global object's prototype at last; that is where it is noted.
 * Compiled inside the context, so that the objects are its own.
 */
const removeForeign = `
  for (const name of Object.getOwnPropertyNames(globalThis)) if (!isKnown(name)) delete globalThis[name];
  const noting = {
    has: (prototype, name) => name in prototype || (note(String(name)), false),
    get: (prototype, name, receiver) => {
      if (!(name in prototype)) note(String(name));
      return Reflect.get(prototype, name, receiver);
    },
  };
  Object.setPrototypeOf(globalThis, new Proxy(Object.prototype, noting));
`;
