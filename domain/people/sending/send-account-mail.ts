import { tenantKey } from '../../configuration/keys.ts';
import type { Clock } from '../../context.ts';
import type { Outcome } from '../../outbound/outcome.ts';
import { givenUpAt, pauseAfter } from '../../outbound/patience.ts';
import { RetryLater } from '../../outbound/retry-later.ts';
import type { Table } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { slugKey } from '../../tenants/tenant.ts';
import { type AccountMail, type AccountMailEntry, invitationWords, RESET_MINS, resetWords } from '../account-mail/account-mail.ts';
import { newToken } from '../account-mail/one-time-token.ts';
import { credentialVersionOf, versionAttribute } from '../credentials/credential.ts';
import { invitationKey, invitationOf, isOpen } from '../invitations/invitation.ts';
import { credentialKey, emailKey, personOf, profileKey, resetKey } from '../person.ts';
import { agentChanged } from '../sessions/session-audit.ts';

export interface AccountMailDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newSecret: () => string;
  readonly repeatForMs: number;
  /** Where the console is, without a slash at its end. */
  readonly consoleUrl: string;
  readonly send: (mail: AccountMail) => Promise<Outcome>;
}

interface Attempt {
  /** When the queue got it, epoch ms. */
  readonly queuedAt: number;
  readonly receives: number;
}

/** `nobody`: there is no such account, or the invitation has ended. */
export type Mailed = 'sent' | 'failed' | 'unknown' | 'nobody';

type Entry = AccountMailEntry['accountMail'];
type Of<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

/**
 * Makes a link and mails it. A mail that may have been sent is not sent again: whoever misses it asks once more.
 * @throws RetryLater; TableUnavailable and others: try again
 */
export const sendAccountMail = (deps: AccountMailDeps, entry: Entry, attempt: Attempt): Promise<Mailed> =>
  entry.kind === 'password_reset' ? mailReset(deps, entry, attempt) : mailInvitation(deps, entry, attempt);

/** Marks an invitation whose mail Parley's own errors have delayed for too long. @throws TableUnavailable */
export const giveUpAccountMail = async ({ table }: Pick<AccountMailDeps, 'table'>, entry: Entry): Promise<Mailed> => {
  if (entry.kind === 'invitation') await tellInvitation(table, entry, 'failed');
  return 'failed';
};

async function mailReset(deps: AccountMailDeps, { slug, email, correlationId }: Of<'password_reset'>, attempt: Attempt): Promise<Mailed> {
  const { table } = deps;
  const [directory] = await table.get([slugKey(slug)]);
  if (!directory) return 'nobody';
  const tenantId = String(directory['tenantId']);
  const [owner] = await table.get([emailKey(tenantId, email)], { consistent: true });
  if (!owner) return 'nobody';
  const personId = String(owner['personId']);
  const [tenant, profile, credential] = await table.get([tenantKey(tenantId), profileKey(tenantId, personId), credentialKey(tenantId, personId)], {
    consistent: true,
  });
  if (!tenant || !profile || !credential) return 'nobody';
  const now = deps.clock();
  const person = personOf(profile);
  const { token, hash } = newToken(slug, personId, deps.newSecret);
  const expiresAt = Math.floor(now / 1000) + RESET_MINS * 60;
  // The version: a link is void once the password was changed by another way.
  const row = { ...resetKey(tenantId, personId), hash, expiresAt, ttl: expiresAt, ...versionAttribute(credentialVersionOf(credential)) };
  const change = { field: 'passwordReset', from: null, to: 'asked', by: { type: 'system', id: null }, name: `${personId}#reset`, correlationId };
  await table.transact([{ op: 'put', item: row }, ...(person.kind === 'agent' ? [agentChanged({ tenantId, personId }, now, change)] : [])]);
  const tenantName = String(tenant['name']);
  const words = resetWords({ tenantName, link: `${deps.consoleUrl}/#reset=${token}` });
  // To the stored address, not to what somebody typed.
  return settled(deps, await deps.send({ tenantId, id: hash, senderName: tenantName, to: person.email, ...words }), attempt);
}

async function mailInvitation(deps: AccountMailDeps, entry: Of<'invitation'>, attempt: Attempt): Promise<Mailed> {
  const { table } = deps;
  const { tenantId, id } = entry;
  const [tenant, item] = await table.get([tenantKey(tenantId), invitationKey(tenantId, id)], { consistent: true });
  if (!tenant || !item || !isOpen(invitationOf(item), deps.clock())) return 'nobody';
  const { token, hash } = newToken(String(tenant['slug']), id, deps.newSecret);
  await table.write({ op: 'update', key: invitationKey(tenantId, id), set: { hash }, when: { exists: true } });
  const tenantName = String(tenant['name']);
  const words = invitationWords({ tenantName, link: `${deps.consoleUrl}/#invitation=${token}` });
  const result = settled(deps, await deps.send({ tenantId, id: hash, senderName: tenantName, to: invitationOf(item).email, ...words }), attempt);
  await tellInvitation(table, entry, result);
  return result;
}

/** Nothing is left to tell if it was revoked or accepted meanwhile. */
const tellInvitation = async (table: Table, { tenantId, id }: Of<'invitation'>, mail: Mailed): Promise<void> => {
  await written(table.write({ op: 'update', key: invitationKey(tenantId, id), set: { mail }, when: { exists: true } }));
};

/** @throws RetryLater as long as it makes sense */
function settled({ clock, random, repeatForMs }: AccountMailDeps, outcome: Outcome, { queuedAt, receives }: Attempt): Mailed {
  if (outcome.outcome === 'sent') return 'sent';
  if (outcome.outcome === 'unknown') return 'unknown';
  if (outcome.outcome !== 'retry' || clock() >= givenUpAt(queuedAt, null, repeatForMs)) return 'failed';
  throw new RetryLater(outcome.error.code, pauseAfter(receives, random(), outcome.retryAfterSeconds));
}
