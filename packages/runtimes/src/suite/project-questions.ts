import { experimentGroups, fieldsNeeded, parseSpecs, sha256Base64, specNames } from '@acme/statsig-core';
import type { Answer, Subject } from './answers.ts';

/** Payloads that cannot be read: core says why in words of its own, not of the engine. */
const unreadable: readonly unknown[] = [
  '',
  '{',
  'null',
  '[]',
  '{"has_updates":false}',
  '{"feature_gates":1}',
];

/** One block of SHA-256, the last text that fits one, several, and letters of two to four bytes. */
const texts = ['', 'a', 'x'.repeat(55), 'x'.repeat(56), 'ñ'.repeat(200), '東京', '😀', 'a\ud83db', '\udc00'];

/** What is asked of a project, whoever the user is. */
export function* projectQuestions({ specs, names }: Pick<Subject, 'specs' | 'names'>): Generator<Answer> {
  yield { question: 'specNames', text: JSON.stringify(specNames(specs)) };
  for (const name of names.configs) {
    yield { question: `experimentGroups ${name}`, text: JSON.stringify(experimentGroups(specs, name)) };
  }
  for (const kind of ['gate', 'config', 'layer'] as const) {
    for (const name of names[`${kind}s`]) {
      yield {
        question: `fieldsNeeded ${kind} ${name}`,
        text: JSON.stringify(fieldsNeeded(specs, kind, name)),
      };
    }
  }
  for (const payload of unreadable) {
    const parsed = parseSpecs(payload);
    yield { question: `parseSpecs ${String(payload)}`, text: parsed.ok ? 'read' : parsed.error.message };
  }
  for (const text of texts) yield { question: `sha256Base64 ${text}`, text: sha256Base64(text) };
}
