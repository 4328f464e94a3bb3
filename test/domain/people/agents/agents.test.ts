import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import type { Context } from '../../../../domain/context.ts';
import { agentKey } from '../../../../domain/people/agents/agent.ts';
import { changeAgent, deleteAgent } from '../../../../domain/people/agents/change-agent.ts';
import { createAgent } from '../../../../domain/people/agents/create-agent.ts';
import { listAgents } from '../../../../domain/people/agents/list-agents.ts';
import { profileKey } from '../../../../domain/people/person.ts';
import { createTenant } from '../../../../domain/people/registration/create-tenant.ts';
import { changeTeam, createTeam, deleteTeam, listTeams } from '../../../../domain/people/teams/teams.ts';
import { type Item, TableUnavailable } from '../../../../domain/table/port.ts';
import { conflict, faultyTable, refuse } from '../../faulty-table.ts';

let items: Item[];
let tenantId: string;

const depsOn = (table: ReturnType<typeof faultyTable>) => ({
  table,
  clock: () => 1000,
  newId: randomUUID,
  newSecret: () => randomUUID(),
  closeSockets: async () => undefined,
});
const admin = { name: 'Ada', email: 'ada@shop.example', password: 'correct horse' };

beforeAll(async () => {
  const table = memoryTable();
  tenantId = (
    await createTenant(
      { tableOf: () => table, clock: () => 1000, newId: randomUUID, newSecret: () => randomUUID() },
      {},
      { name: 'S', slug: 's', registration: 'closed', admin },
    )
  ).id;
  items = table.all();
});

const world = async () => {
  const inner = memoryTable();
  await inner.transact(items.map((item) => ({ op: 'put', item })));
  const table = faultyTable(inner);
  const context: Context = { tenantId, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 };
  const deps = depsOn(table);
  const agent = await createAgent(deps, context, { name: 'Bo', email: 'bo@shop.example', password: 'correct horse', role: 'agent', teamIds: [] });
  return { table, context, deps, agent };
};

describe('changes of agents', () => {
  it('that lose a race are made anew on what the winner left', async () => {
    const { table, context, deps, agent } = await world();
    // Between the read and the write, somebody renames the agent.
    table.nextReads.push(async (found) => {
      await changeAgent(depsOn(faultyTable(table.inner)), context, agent.id, { name: 'Bob' });
      return found;
    });
    const changed = await changeAgent(deps, context, agent.id, { role: 'supervisor' });
    expect(changed).toMatchObject({ name: 'Bob', role: 'supervisor' });
  });

  it('give up when they keep losing, and change nothing', async () => {
    const { table, context, deps, agent } = await world();
    const before = table.inner.all();
    table.nextWrites.push(...Array.from({ length: 5 }, () => refuse(0)));
    await expect(changeAgent(deps, context, agent.id, { name: 'Bob' })).rejects.toMatchObject({ name: 'TransactionRefused' });
    expect(table.inner.all()).toEqual(before);
  });

  it('pass on that the table is down', async () => {
    const { table, context, deps, agent } = await world();
    const down = { fail: new TableUnavailable(new Error('x')), written: false };
    table.nextWrites.push(down);
    await expect(changeAgent(deps, context, agent.id, { name: 'Bob' })).rejects.toBeInstanceOf(TableUnavailable);
    table.nextWrites.push(down);
    await expect(
      createAgent(deps, context, { name: 'C', email: 'c@shop.example', password: 'correct horse', role: 'agent', teamIds: [] }),
    ).rejects.toBeInstanceOf(TableUnavailable);
    table.nextWrites.push(refuse(1));
    await expect(
      createAgent(deps, context, { name: 'C', email: 'c@shop.example', password: 'correct horse', role: 'agent', teamIds: [] }),
    ).rejects.toMatchObject({ name: 'TransactionRefused' });
    table.nextWrites.push(conflict);
    await deleteAgent(deps, context, agent.id);
  });

  it('work on what an older release wrote: no count of admins, no time of sessions', async () => {
    const { table, context, deps, agent } = await world();
    await table.inner.write({ op: 'delete', key: { pk: `T#${tenantId}`, sk: 'ADMINS' } });
    await table.inner.write({ op: 'update', key: profileKey(tenantId, agent.id), remove: ['sessionsFrom'] });
    expect(await changeAgent(deps, context, agent.id, { role: 'admin' })).toMatchObject({ role: 'admin' });
    // One admin is counted now, who cannot be removed.
    await expect(deleteAgent(deps, context, agent.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('ask for both halves of an agent', async () => {
    const { table, context, deps, agent } = await world();
    await table.inner.write({ op: 'delete', key: profileKey(tenantId, agent.id) });
    await expect(changeAgent(deps, context, agent.id, {})).rejects.toMatchObject({ code: 'not_found' });
    await table.inner.write({ op: 'delete', key: agentKey(tenantId, agent.id) });
    expect((await listAgents(deps, context)).map(({ name }) => name)).toEqual(['Ada']);
  });
});

describe('lists', () => {
  it('of configuration are read to their end', async () => {
    const { table, context, deps } = await world();
    for (const name of ['a', 'b', 'c']) await createTeam(deps, context, { name });
    const small = { ...table, query: (query: Parameters<typeof table.query>[0]) => table.inner.query({ ...query, limit: 2 }) };
    expect(await listTeams({ table: small }, context)).toHaveLength(3);
  });
});

describe('a team', () => {
  it('that vanishes while it is renamed or removed is not found', async () => {
    const { table, context, deps } = await world();
    const { id } = await createTeam(deps, context, { name: 'a' });
    const vanish = async (found: (Item | undefined)[]) => {
      await deleteTeam({ table: table.inner, clock: Date.now }, context, id);
      return found;
    };
    table.nextReads.push(vanish);
    await expect(changeTeam(deps, context, id, { name: 'b' })).rejects.toMatchObject({ code: 'not_found' });
    const second = await createTeam(deps, context, { name: 'a' });
    table.nextReads.push(async (found) => {
      await deleteTeam({ table: table.inner, clock: Date.now }, context, second.id);
      return found;
    });
    await expect(deleteTeam(deps, context, second.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('passes on that the table is down', async () => {
    const { table, context, deps } = await world();
    const { id } = await createTeam(deps, context, { name: 'a' });
    const down = () => table.nextWrites.push({ fail: new TableUnavailable(new Error('x')), written: false });
    down();
    await expect(changeTeam(deps, context, id, { name: 'b' })).rejects.toBeInstanceOf(TableUnavailable);
    down();
    await expect(deleteTeam(deps, context, id)).rejects.toBeInstanceOf(TableUnavailable);
  });

  it('of an older release counts no members', async () => {
    const { table, context, deps } = await world();
    await table.inner.write({ op: 'put', item: { pk: `T#${tenantId}`, sk: 'TEAM#old', id: 'old', name: 'Old', createdAt: '2026-01-01T00:00:00.000Z' } });
    expect(await listTeams(deps, context)).toMatchObject([{ id: 'old', members: 0 }]);
  });
});
