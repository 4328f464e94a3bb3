import { commitConfiguration } from '../../configuration/commit.ts';
import type { Clock, Context } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { type Item, type Table, TransactionRefused } from '../../table/port.ts';
import { credentialVersionOf, credentialWrite } from '../credentials/credential.ts';
import { credentialKey, emailKey, profileKey, resetKey } from '../person.ts';
import { factorKey } from '../second-factor/factor.ts';
import { passkeysGone, passkeysKey, passkeysOf } from '../second-factor/passkeys.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import type { SessionRef } from '../sessions/session.ts';
import { type Agent, adminsKey, agentKey, agentOf, agentWrites, emailItem, presentAgent, sameEmail } from './agent.ts';
import type { CreateAgent } from './create-agent.ts';
import { adminWrites, membershipWrites } from './membership.ts';
import { newPassword } from './new-password.ts';
import { emailTaken, type Guarded, meaningOf, withRightsChecks } from './refusals.ts';
import { requireOwn, type UserServiceUse } from './require-own.ts';

export type ChangeAgent = Partial<CreateAgent>;

interface Deps extends UserServiceUse {
  readonly table: Table;
  readonly clock: Clock;
  readonly newSecret: () => string;
  /** Closes a person's sockets: of one session, or (`null`) of all. */
  readonly closeSockets: (ref: Pick<SessionRef, 'tenantId' | 'personId'> & { readonly sessionId: string | null }) => Promise<void>;
}

/** Fields that the user service provides. Password, capacity and skills are the hub's own. */
const OF_THE_SERVICE = ['name', 'email', 'role', 'teamIds'] as const;

/** Attempts if administrators change the same agent at the same time. */
const TURNS = 5;

interface Read {
  readonly agent: Agent;
  readonly admins: number;
  readonly credentialVersion: number;
}

async function read(table: Table, tenantId: string, id: string): Promise<Read> {
  const [item, admins, profile] = await table.get([agentKey(tenantId, id), adminsKey(tenantId), profileKey(tenantId, id)], { consistent: true });
  if (!item || !profile) throw notFound('agent');
  return { agent: agentOf(item), admins: countOf(admins), credentialVersion: credentialVersionOf(profile) };
}

const countOf = (item: Item | undefined): number => Number(item?.['count'] ?? 0);

function requireAnAdmin({ agent, admins }: Read, role: string | null): void {
  if (agent.role === 'admin' && role !== 'admin' && admins <= 1) throw new Problem('conflict', 'You cannot remove the last admin.');
}

async function inTurns<T>(
  deps: Deps,
  context: Context,
  id: string,
  turn: (found: Read) => Promise<{ readonly writes: Guarded[]; readonly result: T }>,
): Promise<T> {
  for (let left = TURNS; ; left -= 1) {
    const { writes: own, result } = await turn(await read(deps.table, context.tenantId, id));
    const writes = withRightsChecks(context, own);
    try {
      await commitConfiguration(
        deps,
        context,
        writes.map((w) => w.write),
        { status: 200, body: result },
      );
      return result;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      const meaning = meaningOf(error, writes);
      if (meaning || left <= 1) throw meaning ?? error;
    }
  }
}

/** The new password's hash. The password is checked against the agent's new name and address. */
async function changedPassword(deps: Deps, tenantId: string, id: string, change: ChangeAgent & { readonly password: string }): Promise<string> {
  const { agent } = await read(deps.table, tenantId, id);
  return newPassword(deps, tenantId, { name: change.name ?? agent.name, email: change.email ?? agent.email }, change.password);
}

/**
 * Replaces the given members. A new password ends the agent's sessions; a new role or team applies from the agent's next request.
 * @throws Problem not_found, conflict (address in use, the last admin, managed by the user service), unprocessable (unknown team, weak password), rate_limited, unauthenticated (the caller's rights ended
 *   in the meantime); TableUnavailable
 */
export async function changeAgent(deps: Deps, context: Context, id: string, change: ChangeAgent) {
  const { tenantId } = context;
  const password = change.password === undefined ? undefined : await changedPassword(deps, tenantId, id, { ...change, password: change.password });
  let walls = false;
  const changed = await inTurns(deps, context, id, async (found) => {
    const before = found.agent;
    const kept = OF_THE_SERVICE.filter((name) => change[name] !== undefined);
    requireOwn(deps, before, 'agent', kept.length === 0 ? null : kept);
    const after: Agent = {
      ...before,
      name: change.name ?? before.name,
      email: change.email ?? before.email,
      role: change.role ?? before.role,
      teamIds: [...new Set(change.teamIds ?? before.teamIds)],
      capacity: change.capacity === undefined ? before.capacity : change.capacity,
      skills: [...new Set(change.skills ?? before.skills)],
      revision: before.revision + 1,
    };
    const version = found.credentialVersion + Number(password !== undefined);
    requireAnAdmin(found, after.role);
    walls = after.role !== before.role || after.teamIds.join() !== before.teamIds.join();
    const moved: Guarded[] = sameEmail(before.email, after.email)
      ? []
      : [
          { write: { op: 'put', item: emailItem(tenantId, after), when: { absent: true } }, refused: emailTaken },
          { write: { op: 'delete', key: emailKey(tenantId, before.email) } },
        ];
    const writes: Guarded[] = [
      ...moved,
      ...membershipWrites(tenantId, before.teamIds, after.teamIds),
      ...adminWrites(tenantId, before.role, after.role, found.admins),
      ...agentWrites(tenantId, after, version, { ...found, revision: before.revision }).map((write) => ({ write })),
      ...(password === undefined ? [] : [{ write: credentialWrite(tenantId, id, password, version) }]),
    ];
    return { writes, result: presentAgent(after) };
  });
  if (password !== undefined) await endSessions(deps, { tenantId, personId: id });
  // Open sockets were accepted with the old role and teams: their clients reconnect with the new ones.
  else if (walls) await deps.closeSockets({ tenantId, personId: id, sessionId: null });
  return changed;
}

/**
 * Deletes an agent. Their sessions end in the same transaction, because they depend on the profile. Their tickets keep them as the owner until
 * somebody takes over.
 * @throws Problem not_found, conflict (the last admin); TableUnavailable
 */
export async function deleteAgent(deps: Deps, context: Context, id: string): Promise<void> {
  const { tenantId } = context;
  await inTurns(deps, context, id, async (found) => {
    const { agent } = found;
    requireOwn(deps, agent, 'agent', []);
    requireAnAdmin(found, null);
    const writes: Guarded[] = [
      { write: { op: 'delete', key: agentKey(tenantId, id), when: { equals: { revision: agent.revision } } } },
      { write: { op: 'delete', key: profileKey(tenantId, id) } },
      { write: { op: 'delete', key: credentialKey(tenantId, id) } },
      { write: { op: 'delete', key: factorKey(tenantId, id) } },
      { write: { op: 'delete', key: resetKey(tenantId, id) } },
      { write: { op: 'delete', key: emailKey(tenantId, agent.email) } },
      ...membershipWrites(tenantId, agent.teamIds, []),
      ...adminWrites(tenantId, agent.role, null, found.admins),
    ];
    return { writes, result: null };
  });
  await forgetPasskeys(deps.table, tenantId, id);
  await endSessions(deps, { tenantId, personId: id });
}

/** Nobody signs in with them any more, because the person is gone. They are not part of the transaction, because there may be many. */
async function forgetPasskeys(table: Table, tenantId: string, id: string): Promise<void> {
  const [item] = await table.get([passkeysKey(tenantId, id)], { consistent: true });
  if (item) await table.transact(passkeysGone(tenantId, id, passkeysOf(item)));
}
