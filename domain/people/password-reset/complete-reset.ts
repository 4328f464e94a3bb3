import { tenantKey } from '../../configuration/keys.ts';
import type { Clock, NewId } from '../../context.ts';
import { count } from '../../rate-limits/window.ts';
import { type Table, type TableOf, TransactionRefused, type Write } from '../../table/port.ts';
import { slugKey } from '../../tenants/tenant.ts';
import { isSameHash, linkInvalid, readToken } from '../account-mail/one-time-token.ts';
import { credentialVersionOf, credentialWrite, hasVersion } from '../credentials/credential.ts';
import { hashPassword } from '../credentials/passwords.ts';
import { requireStrength } from '../credentials/strength.ts';
import { credentialKey, personOf, profileKey, resetKey } from '../person.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import type { SessionRef } from '../sessions/session.ts';
import { agentChanged } from '../sessions/session-audit.ts';

interface Deps {
  /** The directory: slugs, and counts of attempts. */
  readonly table: Table;
  readonly tableOf: TableOf;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
  readonly closeSockets: (ref: Pick<SessionRef, 'tenantId' | 'personId'> & { readonly sessionId: null }) => Promise<void>;
  /** Attempts a minute. */
  readonly limits: { readonly passwordResetsPerAddress: number };
}

interface CompleteReset {
  readonly token: string;
  readonly password: string;
  readonly address: string;
  readonly correlationId: string;
}

/** Stands for every tenant that there is not. */
const NO_TENANT = 'nobody';

/**
 * Sets a new password with the link of a mail and ends all sessions of the person. A second factor stays on. Each link is good once, and void when the
 * password was changed by another way.
 * @throws Problem unprocessable (invalid link, weak password), rate_limited; TableUnavailable
 */
export async function completeReset(deps: Deps, { token, password, address, correlationId }: CompleteReset): Promise<void> {
  await count(deps, { what: 'link-address', who: address, most: deps.limits.passwordResetsPerAddress });
  const given = readToken(token);
  const [directory] = await deps.table.get([slugKey(given.slug)]);
  const tenantId = directory ? String(directory['tenantId']) : NO_TENANT;
  const table = deps.tableOf(tenantId);
  const personId = given.id;
  const keys = [resetKey(tenantId, personId), profileKey(tenantId, personId), credentialKey(tenantId, personId), tenantKey(tenantId)];
  const [row, profile, credential, tenant] = await table.get(keys, { consistent: true });
  const now = deps.clock();
  if (!row || !profile || !credential || !tenant || !isSameHash(given, row['hash']) || Number(row['expiresAt']) * 1000 <= now) throw linkInvalid();
  const version = credentialVersionOf(credential);
  if (credentialVersionOf(row) !== version) throw linkInvalid();
  const person = personOf(profile);
  await requireStrength(password, [person.name, person.email, String(tenant['name']), given.slug]);
  const hash = await hashPassword(password, deps.newSecret, address);
  const by = { type: 'agent', id: personId };
  const change = { field: 'password', from: '***', to: '***', by, name: deps.newId(), correlationId };
  const writes: Write[] = [
    { op: 'delete', key: resetKey(tenantId, personId), when: { equals: { hash: given.hash } } },
    { ...credentialWrite(tenantId, personId, hash, version + 1), when: hasVersion(version) },
    { op: 'update', key: profileKey(tenantId, personId), set: { credentialVersion: version + 1 }, when: hasVersion(version) },
    ...(person.kind === 'agent' ? [agentChanged({ tenantId, personId }, now, change)] : []),
  ];
  try {
    await table.transact(writes);
  } catch (error) {
    // Used or changed at the same instant.
    throw error instanceof TransactionRefused && error.refusals.some(({ reason }) => reason === 'condition') ? linkInvalid() : error;
  }
  await endSessions({ ...deps, table }, { tenantId, personId });
}
