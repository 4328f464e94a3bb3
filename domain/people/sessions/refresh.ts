import type { Clock } from '../../context.ts';
import { Problem } from '../../errors.ts';
import type { Table, TableOf, Write } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { unauthenticated } from '../credentials/unauthenticated.ts';
import { personOf, presentPerson, profileKey } from '../person.ts';
import { isCredentialCurrent, keyOf, rotate, type Session, type SessionRef, standing, verdictOn } from './session.ts';
import { ended } from './session-audit.ts';
import { readRefreshToken, signTokens } from './tokens.ts';

export interface RefreshDeps {
  readonly tableOf: TableOf;
  readonly clock: Clock;
  readonly tokenKey: string;
  /** Called with a session that was revoked here. */
  readonly closeSockets: (ref: SessionRef) => Promise<void>;
}

/** Who loses a race finds the winner's generation at the next look; more looks are needed only when the engine refuses for its own reasons. */
const LOOKS = 5;

/**
 * New tokens for old ones. The token of the present generation makes the next one. One that was replaced within the last 30 s gets tokens of
 * the present generation, so that a second tab, or a client whose answer was lost, continues as if it had been first. Any older one was copied,
 * by a thief or from one: the session ends for both.
 * @throws Problem unauthenticated, unavailable; TableUnavailable
 */
export async function refresh(deps: RefreshDeps, refreshToken: string, correlationId: string) {
  const ref = await readRefreshToken(deps.tokenKey, refreshToken, deps.clock());
  const table = deps.tableOf(ref.tenantId);
  for (let look = 0; look < LOOKS; look += 1) {
    const now = deps.clock();
    const [item, profile] = await table.get([keyOf(ref), profileKey(ref.tenantId, ref.personId)], { consistent: true });
    const session = standing(item, now);
    if (!session || !profile || !isCredentialCurrent(session, profile)) throw unauthenticated();
    const answer = async (of: Session) => ({ ...(await signTokens(deps.tokenKey, ref.tenantId, of, now)), user: presentPerson(personOf(profile)) });
    const verdict = verdictOn(session, ref.generation, now);
    if (verdict === 'replaced') return answer(session);
    if (verdict === 'spent') {
      const line = personOf(profile).kind === 'agent' ? ended(ref, now, 'token_reused', correlationId) : null;
      await revoke({ table, closeSockets: deps.closeSockets }, ref, line);
      throw unauthenticated('This refresh token was used before; the session has ended.');
    }
    const next = rotate(session, now);
    if (await rotated(table, ref, session, next)) return answer(next);
  }
  throw new Problem('unavailable', 'Too many refreshes of this session at once. Try again.', { retryAfter: 1 });
}

/** False when somebody else rotated or ended the session at the same instant. */
async function rotated(table: Table, ref: SessionRef, before: Session, { generation, replacedAt, expiresAt }: Session): Promise<boolean> {
  const set = { generation, replacedAt, expiresAt, ttl: expiresAt };
  return written(table.write({ op: 'update', key: keyOf(ref), set, when: { equals: { generation: before.generation } } }));
}

/** False: it has ended already, or the engine refuses; the session must end in any case. */
const endedWith = (table: Table, ref: SessionRef, line: Write): Promise<boolean> =>
  written(table.transact([{ op: 'delete', key: keyOf(ref), when: { exists: true } }, line]));

/** Ends one session at once: its tokens are a 401 from now on and its sockets close. `line`: for the audit, once. @throws TableUnavailable */
export async function revoke(deps: Pick<RefreshDeps, 'closeSockets'> & { readonly table: Table }, ref: SessionRef, line: Write | null): Promise<void> {
  if (!line || !(await endedWith(deps.table, ref, line))) await deps.table.write({ op: 'delete', key: keyOf(ref) });
  await deps.closeSockets(ref);
}
