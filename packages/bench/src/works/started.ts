import { readFile } from 'node:fs/promises';
import type { Subject, SubjectName } from '../subjects/subject.ts';
import { subjects } from '../subjects/subjects.ts';
import type { Setting } from './work.ts';

/** Reads the payload in the format that the participant's SDK understands. */
export function payloadOf({ participant, project }: Setting): Promise<string> {
  return readFile(participant === 'core' ? project.v2Path : project.v1Path, 'utf8');
}

/** Starts the participant's SDK with the setting's project, without any network. */
export async function started(setting: Setting): Promise<Subject> {
  const start = await subjects[sdkOf(setting)]();
  return start({ payload: await payloadOf(setting) });
}

/** The same, with events that go to the bench's own server. */
export async function startedWithEvents(setting: Setting): Promise<Subject> {
  const start = await subjects[sdkOf(setting)]();
  return start({ payload: await payloadOf(setting), eventsURL: setting.serverURL });
}

/**
 * The participant as an SDK.
 *
 * @throws {Error} When it is none.
 */
export function sdkOf({ participant }: Setting): SubjectName {
  if (participant === 'parse') throw new Error('JSON.parse is no SDK.');
  return participant;
}
