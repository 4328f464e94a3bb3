import { commitConfiguration } from '../../configuration/commit.ts';
import type { Clock, Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { type Table, TransactionRefused, type Write } from '../../table/port.ts';
import { type Agent, agentWrites, emailItem, teamKey } from '../agents/agent.ts';
import { adminWrites, membershipWrites } from '../agents/membership.ts';
import { profileKey } from '../person.ts';
import type { GivenAgent, GivenTeam, Skipped } from './answer.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}
interface Addition {
  readonly kind: Skipped['kind'];
  readonly id: string;
  readonly writes: readonly Write[];
}

/** Writes per transaction: `commitConfiguration` takes 90 including its own. */
const WRITES = 80;
/** Entries per transaction: each has a note and an audit entry besides its writes. */
const ENTRIES = 15;

export const teamAddition = (deps: Deps, tenantId: string, { id, name }: GivenTeam): Addition => {
  const item = { ...teamKey(tenantId, id), id, name, members: 0, createdAt: new Date(deps.clock()).toISOString(), source: 'user_service' };
  return { kind: 'team', id, writes: [{ op: 'put', item, when: { absent: true } }] };
};

/** Without a password: the agent cannot sign in until an admin sets one. */
export const agentAddition = (deps: Deps, tenantId: string, given: GivenAgent): Addition => {
  const createdAt = new Date(deps.clock()).toISOString();
  const agent: Agent = { ...given, kind: 'agent', mobileNumber: null, capacity: null, skills: [], createdAt, revision: 1, source: 'user_service' };
  const { pk, sk } = profileKey(tenantId, agent.id);
  const writes: Write[] = [
    { op: 'put', item: emailItem(tenantId, agent), when: { absent: true } },
    ...membershipWrites(tenantId, [], agent.teamIds).map(({ write }) => write),
    ...adminWrites(tenantId, null, agent.role, 0).map(({ write }) => write),
    // A user of the tenant may have this id.
    ...agentWrites(tenantId, agent, 0, null).map((write) =>
      write.op === 'put' && write.item.pk === pk && write.item.sk === sk ? ({ ...write, when: { absent: true } } as const) : write,
    ),
  ];
  return { kind: 'agent', id: agent.id, writes };
};

/** A transaction can write an item only once, so several additions to one counter are merged. */
const together = (additions: readonly Addition[]): Write[] => {
  const counted = new Map<string, Extract<Write, { op: 'update' }>>();
  const others: Write[] = [];
  for (const write of additions.flatMap(({ writes }) => writes)) {
    if (write.op !== 'update') {
      others.push(write);
      continue;
    }
    const key = `${write.key.pk}\n${write.key.sk}`;
    const before = counted.get(key)?.add ?? {};
    const add = Object.fromEntries(Object.entries(write.add ?? {}).map(([field, by]) => [field, by + (before[field] ?? 0)]));
    counted.set(key, { ...write, add });
  }
  return [...others, ...counted.values()];
};

/** Adds entries, many per transaction; a rejected one does not affect the others. Returns those that were not added. @throws TableUnavailable */
export const addPeople = async (deps: Deps, context: Context, additions: readonly Addition[]): Promise<Skipped[]> => {
  const skipped: Skipped[] = [];
  for (const batch of batchesOf(additions)) skipped.push(...(await addBatch(deps, context, batch)));
  return skipped;
};

const batchesOf = (additions: readonly Addition[]): Addition[][] => {
  const batches: Addition[][] = [];
  for (const addition of additions) {
    const last = batches.at(-1);
    if (last && last.length < ENTRIES && together([...last, addition]).length <= WRITES) last.push(addition);
    else batches.push([addition]);
  }
  return batches;
};

const addBatch = async (deps: Deps, context: Context, batch: readonly Addition[]): Promise<Skipped[]> => {
  try {
    await commitConfiguration(deps, context, together(batch), { status: 204 });
    return [];
  } catch (error) {
    if (!(error instanceof TransactionRefused) && !(error instanceof Problem)) throw error;
    const [one] = batch;
    if (one && batch.length === 1) return [{ kind: one.kind, id: one.id, reason: reasonOf(error) }];
    const skipped: Skipped[] = [];
    for (const single of batch) skipped.push(...(await addBatch(deps, context, [single])));
    return skipped;
  }
};

const reasonOf = (error: TransactionRefused | Problem): string =>
  error instanceof Problem ? error.message : 'another person of the tenant has this e-mail address or this id';
