import type { Role } from '../context.ts';
import { visitorKey } from '../livechat/visitor.ts';
import { listingKey } from '../people/api-keys/api-key.ts';
import { personOf, profileKey, sessionKey } from '../people/person.ts';
import { isCredentialCurrent, standing } from '../people/sessions/session.ts';
import type { Check, Item, Key, Table } from '../table/port.ts';
import type { Connection } from './connection.ts';

type Holder = Pick<Connection, 'tenantId' | 'personId' | 'principal' | 'sessionId' | 'role' | 'teamIds'>;

/** The rights with which a socket may be open now. */
export interface Rights {
  readonly role: Role;
  readonly teamIds: readonly string[];
  /** Conditions that hold while the rights are unchanged. */
  readonly checks: readonly Check[];
}

/** The facts behind a ticket's or a connection's credential, which may have been revoked since. */
const credentialKey = ({ tenantId, personId, principal, sessionId }: Omit<Holder, 'role' | 'teamIds'>): Key => {
  if (principal === 'visitor') return visitorKey(tenantId, personId);
  return sessionId === null ? listingKey(tenantId, personId) : sessionKey(tenantId, personId, sessionId);
};

/**
 * The current rights behind a ticket or a connection, checked as for every request of the API; undefined if its session or key is
 * no longer valid. A key keeps its original role, and a visitor has only their conversation. `now`: epoch ms. @throws TableUnavailable
 */
export const rightsOf = async (table: Table, holder: Holder, now: number): Promise<Rights | undefined> => {
  const { tenantId, personId, sessionId } = holder;
  const own = credentialKey(holder);
  const person = profileKey(tenantId, personId);
  const [item, profile] = await table.get([own, ...(sessionId === null ? [] : [person])], { consistent: true });
  const credential: Check = { op: 'check', key: own, when: { exists: true } };
  if (sessionId === null) return item && { role: holder.role, teamIds: holder.teamIds, checks: [credential] };
  const session = standing(item, now);
  if (!session || !profile || !isCredentialCurrent(session, profile)) return undefined;
  const { role, teamIds } = personOf(profile);
  const unchanged: Check = { op: 'check', key: person, when: { exists: true, equals: { revision: revisionOf(profile) } } };
  return { role, teamIds, checks: [credential, unchanged] };
};

/** Incremented by each change of an agent; a user has none. */
const revisionOf = (profile: Item): number | null => (profile['revision'] as number | undefined) ?? null;

/**
 * Whether an open connection may stay: its credential is valid, and its person still has the role and teams with which it was accepted. `now`:
 * epoch ms. @throws TableUnavailable
 */
export const hasSameRights = async (table: Table, holder: Holder, now: number): Promise<boolean> => {
  const rights = await rightsOf(table, holder, now);
  return rights !== undefined && rights.role === holder.role && rights.teamIds.join('\n') === holder.teamIds.join('\n');
};
