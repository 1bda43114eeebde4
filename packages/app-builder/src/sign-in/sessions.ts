import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, ServiceOf } from '@caruso/core-service-manager/contract';
import type { Storage, TableDefinition } from '@caruso/storage-manager/contract';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A signed-in browser. */
export interface Session {
  readonly user: string;
  readonly csrfToken: string;
}

/** Sessions live in storage, so that a restart signs nobody out and several processes see the same ones. */
export interface Sessions {
  /** A new session; the token goes into the cookie and is kept as a hash only. */
  open(user: string): Promise<{ readonly token: string; readonly session: Session }>;
  find(token: string): Promise<Session | undefined>;
  close(token: string): Promise<void>;
  closeAllOf(user: string): Promise<void>;
}

const table = 'caruso_session';
const hours = 3_600_000;
/** A working day; after that one signs in again. */
export const sessionHours = 12;

const definition: TableDefinition = {
  name: table,
  columns: [
    { name: 'token_hash', type: 'text' },
    { name: 'user_id', type: 'text' },
    { name: 'csrf_token', type: 'text' },
    { name: 'expires_at', type: 'timestamp' },
  ],
  primaryKey: ['token_hash'],
  indexes: [{ columns: ['user_id'] }],
};

export async function createSessions(storage: ServiceOf<typeof Storage>, clock: Clock): Promise<Sessions> {
  await storage.define({ store: 'own', tables: [definition] });
  return {
    open: async (user) => {
      const token = randomBytes(32).toString('base64url');
      const csrfToken = randomBytes(32).toString('base64url');
      const now = clock.now();
      await storage.write({
        store: 'own',
        steps: [
          { kind: 'delete', table, where: { column: 'expires_at', op: '<', value: new Date(now).toISOString() } },
          {
            kind: 'insert',
            table,
            rows: [
              {
                token_hash: hashOf(token),
                user_id: user,
                csrf_token: csrfToken,
                expires_at: new Date(now + sessionHours * hours).toISOString(),
              },
            ],
          },
        ],
      });
      return { token, session: { user, csrfToken } };
    },
    find: async (token) => {
      const [row] = await storage.select({
        store: 'own',
        table,
        where: { column: 'token_hash', op: '=', value: hashOf(token) },
        limit: 1,
      });
      if (row === undefined || Date.parse(String(row['expires_at'])) <= clock.now()) return undefined;
      return { user: String(row['user_id']), csrfToken: String(row['csrf_token']) };
    },
    close: async (token) => {
      await storage.write({
        store: 'own',
        steps: [{ kind: 'delete', table, where: { column: 'token_hash', op: '=', value: hashOf(token) } }],
      });
    },
    closeAllOf: async (user) => {
      await storage.write({
        store: 'own',
        steps: [{ kind: 'delete', table, where: { column: 'user_id', op: '=', value: user } }],
      });
    },
  };
}

/** `forbidden` unless the header carries the session's token (OWASP CSRF, synchronizer token). */
export function assertCsrfToken(session: Session, given: string | undefined): void {
  const expected = Buffer.from(session.csrfToken);
  const actual = Buffer.from(given ?? '');
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) {
    throw new CarusoError('forbidden', 'The request does not carry the token of your session. Load the page again.');
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
