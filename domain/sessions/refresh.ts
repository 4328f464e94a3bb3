import type { Clock } from '../context.ts';
import { personOf, presentPerson, profileKey } from '../people/person.ts';
import { type Table, type TableOf, TransactionRefused } from '../table/port.ts';
import { keyOf, SESSION_SECONDS, type SessionRef, standing, stillCounts } from './session.ts';
import { readRefreshToken, signTokens, unauthenticated } from './tokens.ts';

export interface RefreshDeps {
  readonly tableOf: TableOf;
  readonly clock: Clock;
  readonly tokenKey: string;
  /** Called with a session that was revoked here. */
  readonly closeSockets: (ref: SessionRef) => Promise<void>;
}

/**
 * New tokens for old ones. A refresh token is good once: who brings a used one may have stolen it, or been stolen from, so the
 * session ends for both.
 * @throws Problem unauthenticated, TableUnavailable
 */
export async function refresh(deps: RefreshDeps, refreshToken: string) {
  const now = deps.clock();
  const ref = await readRefreshToken(deps.tokenKey, refreshToken, now);
  const table = deps.tableOf(ref.tenantId);
  const [item, profile] = await table.get([keyOf(ref), profileKey(ref.tenantId, ref.personId)], { consistent: true });
  const session = standing(item, now);
  if (!session || !profile || !stillCounts(session, profile)) throw unauthenticated();
  const next = { ...session, generation: session.generation + 1, expiresAt: Math.floor(now / 1000) + SESSION_SECONDS };
  if (ref.generation !== session.generation || !(await rotated(table, ref, next))) {
    await revoke({ table, closeSockets: deps.closeSockets }, ref);
    throw unauthenticated('This refresh token was used before; the session has ended.');
  }
  return { ...(await signTokens(deps.tokenKey, ref.tenantId, next, now)), user: presentPerson(personOf(profile)) };
}

/** False when somebody else rotated (or ended) the session at the same instant. */
async function rotated(table: Table, ref: SessionRef, next: { generation: number; expiresAt: number }): Promise<boolean> {
  const { generation, expiresAt } = next;
  try {
    await table.write({ op: 'update', key: keyOf(ref), set: { generation, expiresAt, ttl: expiresAt }, when: { equals: { generation: generation - 1 } } });
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
}

/** Ends one session at once: its tokens are a 401 from now on and its sockets close. @throws TableUnavailable */
export async function revoke(deps: Pick<RefreshDeps, 'closeSockets'> & { readonly table: Table }, ref: SessionRef): Promise<void> {
  await deps.table.write({ op: 'delete', key: keyOf(ref) });
  await deps.closeSockets(ref);
}
