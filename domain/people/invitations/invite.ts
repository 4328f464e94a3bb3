import type { Clock, Context } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { commit } from '../../idempotency/commit.ts';
import { everyItem } from '../../table/every-item.ts';
import { type Table, TransactionRefused, type Write } from '../../table/port.ts';
import { type AccountMailEntry, INVITATION_DAYS } from '../account-mail/account-mail.ts';
import { type AgentRole, teamKey } from '../agents/agent.ts';
import { emailTaken, unknownTeam } from '../agents/refusals.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import { emailKey } from '../person.ts';
import { type Invitation, invitationId, invitationKey, invitationOf, isOpen, presentInvitation } from './invitation.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly queues: {
    send(queueUrl: string, messages: readonly { readonly body: string; readonly groupId: string; readonly dedupeId: string }[]): Promise<void>;
  };
  readonly outboundQueueUrl: string;
  /** Whether the deployment has an address for mails about accounts. */
  readonly canMail: boolean;
}

export interface Invite {
  readonly email: string;
  readonly role: AgentRole;
  readonly teamIds: readonly string[];
}

const DAY_MS = 86_400_000;
/** An expired invitation is listed for this time. */
const LISTED_MS = 30 * DAY_MS;

const itemOf = (tenantId: string, invitation: Invitation) => ({
  ...invitationKey(tenantId, invitation.id),
  ...invitation,
  ttl: Math.floor((Date.parse(invitation.expiresAt) + LISTED_MS) / 1000),
});

function requireMail({ canMail }: Deps): void {
  if (!canMail) throw new Problem('conflict', 'This deployment sends no mail about accounts: its operator has set no address for them (MAIL_FROM).');
}

/** The mail's link is made by the sender (`sending/send-account-mail.ts`). If the queue cannot be reached, the invitation stays, and can be sent again. */
async function enqueue(deps: Deps, { tenantId, correlationId }: Context, { id, revision }: Invitation): Promise<void> {
  const entry: AccountMailEntry = { accountMail: { kind: 'invitation', tenantId, id, correlationId } };
  await deps.queues.send(deps.outboundQueueUrl, [{ body: JSON.stringify(entry), groupId: `account.${id}`, dedupeId: `${tenantId}.${id}.${revision}` }]);
}

/**
 * Invites somebody to become an agent, by mail.
 * @throws Problem conflict (the address is in use or invited, no mail), unprocessable (unknown team); Replayed; QueueUnavailable, TableUnavailable
 */
export async function invite(deps: Deps, context: Context, { email, role, teamIds: given }: Invite) {
  requireMail(deps);
  const { tenantId } = context;
  const now = deps.clock();
  const teamIds = [...new Set(given)];
  const id = invitationId(email);
  const [owner, before, ...teams] = await deps.table.get(
    [emailKey(tenantId, email), invitationKey(tenantId, id), ...teamIds.map((team) => teamKey(tenantId, team))],
    { consistent: true },
  );
  if (owner) throw emailTaken();
  if (before && isOpen(invitationOf(before), now)) throw new Problem('conflict', 'This address is invited already. You can send the invitation again.');
  const missing = teams.indexOf(undefined);
  if (missing !== -1) throw unknownTeam(missing)();
  const invitation: Invitation = {
    id,
    email,
    role,
    teamIds,
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + INVITATION_DAYS * DAY_MS).toISOString(),
    mail: 'queued',
    revision: before ? invitationOf(before).revision + 1 : 1,
  };
  const shown = presentInvitation(invitation, now);
  const when = before ? { equals: { revision: invitationOf(before).revision } } : ({ absent: true } as const);
  const writes: Write[] = [{ op: 'put', item: itemOf(tenantId, invitation), when }];
  await commit(deps.table, context, [...writes, ...rightsChecks(context, writes)], { status: 201, body: shown });
  await enqueue(deps, context, invitation);
  return shown;
}

const find = async (deps: Deps, { tenantId }: Context, id: string): Promise<Invitation> => {
  const [item] = await deps.table.get([invitationKey(tenantId, id)], { consistent: true });
  if (!item) throw notFound('invitation');
  return invitationOf(item);
};

/** Mails it again, with a new link and a new end. The former link ends with the new mail. @throws Problem not_found, conflict (no mail); QueueUnavailable, TableUnavailable */
export async function sendAgain(deps: Deps, context: Context, id: string) {
  requireMail(deps);
  const now = deps.clock();
  const before = await find(deps, context, id);
  const expiresAt = new Date(now + INVITATION_DAYS * DAY_MS).toISOString();
  const after: Invitation = { ...before, expiresAt, mail: 'queued', revision: before.revision + 1 };
  const { ttl } = itemOf(context.tenantId, after);
  const set = { expiresAt, mail: after.mail, revision: after.revision, ttl };
  const writes: Write[] = [{ op: 'update', key: invitationKey(context.tenantId, id), set, when: { equals: { revision: before.revision } } }];
  await deps.table.transact([...writes, ...rightsChecks(context, writes)]);
  await enqueue(deps, context, after);
  return presentInvitation(after, now);
}

/** Its link ends at once. @throws Problem not_found, TableUnavailable */
export async function revokeInvitation(deps: Pick<Deps, 'table'>, { tenantId }: Context, id: string): Promise<void> {
  try {
    await deps.table.write({ op: 'delete', key: invitationKey(tenantId, id), when: { exists: true } });
  } catch (error) {
    throw error instanceof TransactionRefused ? notFound('invitation') : error;
  }
}

/** Open and expired ones, by address. @throws TableUnavailable */
export async function listInvitations({ table, clock }: Pick<Deps, 'table' | 'clock'>, { tenantId }: Context) {
  const { pk, sk } = invitationKey(tenantId, '');
  return (await everyItem(table, pk, sk)).map((item) => presentInvitation(invitationOf(item), clock()));
}
