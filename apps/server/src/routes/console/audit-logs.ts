import { Hono } from 'hono';
import type { KeyedEnv } from '../../auth/require-key.ts';
import type { ServerParts } from '../../server-parts.ts';
import { pageOf } from './envelope.ts';

/** Something that was done, and when, in epoch milliseconds. */
interface AuditLog {
  readonly time: number;
  readonly action: 'project_published' | 'key_created' | 'key_revoked' | 'key_expires';
  readonly details: object;
}

/** `/audit_logs`: what was done to the project and the keys of the key's environment, newest first. */
export function auditRoutes({
  revisions,
  keyService,
}: Pick<ServerParts, 'revisions' | 'keyService'>): Hono<KeyedEnv> {
  return new Hono<KeyedEnv>().get('/audit_logs', async (context) => {
    const { environment } = context.get('key');
    const published = (await revisions.list(environment)).map(
      ({ createdAt, time, parent, author, message }): AuditLog => ({
        time: createdAt,
        action: 'project_published',
        details: { version: time, parent, author, message },
      }),
    );
    const keys = (await keyService.list()).filter((key) => key.environment === environment);
    const ofKeys = keys.flatMap(({ id, kind, hint, name, createdAt, revokedAt, expiresAt }): AuditLog[] => {
      const details = { id, type: kind, hint, name };
      return [
        { time: createdAt, action: 'key_created', details },
        ...(revokedAt === null ? [] : [{ time: revokedAt, action: 'key_revoked' as const, details }]),
        ...(expiresAt === null ? [] : [{ time: expiresAt, action: 'key_expires' as const, details }]),
      ];
    });
    const logs = [...published, ...ofKeys].sort((left, right) => right.time - left.time);
    return context.json(pageOf(context, 'What was done.', logs));
  });
}
