import type { Publication } from './publication.ts';

/** Resolves when the server has received so many events from this child, in all. */
export function delivered(serverURL: string, count: number): Promise<void> {
  return ask(`${serverURL}/delivered/${count}`);
}

/** Has all events of this child answered with a status, or not at all, from now on. */
export function refuseEvents(serverURL: string, refusal: 500 | 'hang'): Promise<void> {
  return ask(`${serverURL}/refuse/${refusal}`);
}

/** Has specs handed out once, at the next poll. */
export function publish(serverURL: string, publication: Publication): Promise<void> {
  return ask(`${serverURL}/publish`, { method: 'POST', body: JSON.stringify(publication) });
}

/** Resolves when specs were handed out to this child so many times, in all. */
export function served(serverURL: string, count: number): Promise<void> {
  return ask(`${serverURL}/served/${count}`);
}

/**
 * Waits for the server's answer.
 *
 * @throws {Error} When the server fails.
 */
async function ask(url: string, init?: RequestInit): Promise<void> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`The bench's own server failed: ${text}`);
}
