import { commitConfiguration } from '../../configuration/commit.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { type Table, TransactionRefused } from '../../table/port.ts';
import { credentialWrite, FIRST_VERSION } from '../credentials/credential.ts';
import { type Agent, type AgentRole, agentWrites, emailItem, presentAgent } from './agent.ts';
import { adminWrites, membershipWrites } from './membership.ts';
import { newPassword } from './new-password.ts';
import { emailTaken, type Guarded, meaningOf, withRightsChecks } from './refusals.ts';

export interface CreateAgent {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: AgentRole;
  /** At most 40. */
  readonly teamIds: readonly string[];
  /** Maximum of active tickets for assignment by rules; null: no limit. */
  readonly capacity?: number | null | undefined;
  /** The agent's skills, which tags of tickets can name too. */
  readonly skills?: readonly string[] | undefined;
}

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
}

/** `more`: writes of the same transaction. @throws Problem conflict (address in use), unprocessable (unknown team, weak password), unauthenticated (the caller's rights ended in the meantime); Replayed; TableUnavailable */
export async function createAgent(deps: Deps, context: Context, input: CreateAgent, more: readonly Guarded[] = []) {
  const { tenantId } = context;
  const { password, ...given } = input;
  const agent: Agent = {
    id: deps.newId(),
    kind: 'agent',
    ...given,
    teamIds: [...new Set(given.teamIds)],
    mobileNumber: null,
    capacity: given.capacity ?? null,
    skills: [...new Set(given.skills)],
    createdAt: new Date(deps.clock()).toISOString(),
    revision: 1,
    source: 'hub',
  };
  const answer = presentAgent(agent);
  const hash = await newPassword(deps, tenantId, agent, password);
  const writes = withRightsChecks(context, [
    { write: { op: 'put', item: emailItem(tenantId, agent), when: { absent: true } }, refused: emailTaken },
    ...membershipWrites(tenantId, [], agent.teamIds),
    ...adminWrites(tenantId, null, agent.role, 0),
    ...agentWrites(tenantId, agent, FIRST_VERSION, null).map((write) => ({ write })),
    { write: credentialWrite(tenantId, agent.id, hash, FIRST_VERSION) },
    ...more,
  ]);
  try {
    await commitConfiguration(
      deps,
      context,
      writes.map((w) => w.write),
      { status: 201, body: answer },
    );
  } catch (error) {
    throw error instanceof TransactionRefused ? (meaningOf(error, writes) ?? error) : error;
  }
  return answer;
}
