import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { longestReplyOf } from '../../../channels/registry/capabilities.ts';
import { createRule } from '../../../domain/automation/rules/commands.ts';
import { tenantKey } from '../../../domain/configuration/keys.ts';
import type { Context } from '../../../domain/context.ts';
import { createTeam } from '../../../domain/people/teams/teams.ts';
import { changeQueue, createQueue, deleteQueue } from '../../../domain/support/queues/commands.ts';

const TENANT = 'acme';
const context: Context = { tenantId: TENANT, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 };
const open = async (tenant: object = {}) => {
  const table = memoryTable();
  let id = 0;
  await table.write({ op: 'put', item: { ...tenantKey(TENANT), generation: 1, ...tenant } });
  const deps = { table, clock: () => 0, newId: () => `id${(id += 1)}`, outside: { refusalOf: () => null, longestReplyOf } };
  return { table, deps, tenant: async () => (await table.get([tenantKey(TENANT)]))[0] };
};
const visibleTo = { teamIds: [], agentIds: [] };
const queue = { name: 'q', priority: 1, condition: { all: [] }, visibleTo };
const numbers = (leaves: number) => ({
  any: Array.from({ length: leaves }, (_, at) => ({ field: 'sequence', op: 'in' as const, value: Array.from({ length: 1_000 }, (__, n) => at + n) })),
});

describe('a tenant’s configuration', () => {
  it('takes an entry of 350 KB, and refuses a larger one by the name of its largest field', async () => {
    const { deps } = await open();
    const texts = (leaves: number) => ({
      any: Array.from({ length: leaves }, () => ({ field: 'topic', op: 'in' as const, value: Array.from({ length: 100 }, () => 'x'.repeat(97)) })),
    });
    await createQueue(deps, context, { ...queue, condition: texts(34) });
    await expect(createQueue(deps, context, { ...queue, condition: texts(36) })).rejects.toMatchObject({ status: 413, errors: [{ path: 'condition' }] });
    // Small numbers are larger in an item than in JSON.
    await expect(createQueue(deps, context, { ...queue, condition: numbers(120) })).rejects.toMatchObject({ status: 413, errors: [{ path: 'condition' }] });
    const note = { type: 'note' as const, text: '\u0001'.repeat(5_000) };
    const rule = {
      name: 'r',
      event: 'timer' as const,
      weight: 1,
      stop: false,
      enabled: true,
      condition: { all: [] },
      actions: Array.from({ length: 20 }, () => note),
    };
    await expect(createRule(deps, context, rule)).rejects.toMatchObject({ status: 413, errors: [{ path: 'actions' }] });
  });

  it('has as many entries of each kind as it may have, and room again when one goes', async () => {
    const { deps, tenant } = await open({ counts: { QUEUE: 498 } });
    const { id } = await createQueue(deps, context, queue);
    await createQueue(deps, context, queue);
    await expect(createQueue(deps, context, queue)).rejects.toMatchObject({ status: 422, message: 'A tenant may have at most 500 queues.' });
    await deleteQueue(deps, context, id);
    await createQueue(deps, context, queue);
    expect((await tenant())?.['counts']).toEqual({ QUEUE: 500 });
    await createTeam(deps, context, { name: 't' });
    expect((await tenant())?.['counts']).toEqual({ QUEUE: 500, TEAM: 1 });
  });

  it('counts what was there before it was counted', async () => {
    const { table, deps, tenant } = await open();
    for (const id of ['a', 'b']) await table.write({ op: 'put', item: { pk: tenantKey(TENANT).pk, sk: `QUEUE#${id}`, id, ...queue, revision: 1 } });
    await createQueue(deps, context, queue);
    expect(await tenant()).toMatchObject({ counts: { QUEUE: 3 }, bytes: expect.any(Number) });
    const before = Number((await tenant())?.['bytes']);
    await changeQueue(deps, context, 'a', { condition: numbers(1) });
    expect(Number((await tenant())?.['bytes'])).toBeGreaterThan(before + 3_000);
    await changeQueue(deps, context, 'a', { condition: { all: [] } });
    await deleteQueue(deps, context, 'b');
    expect(Number((await tenant())?.['bytes'])).toBeLessThan(before);
  });

  it('as a whole has at most 16 MB, and what makes it smaller always goes', async () => {
    const { deps } = await open({ bytes: 15_999_000, counts: {} });
    const { id } = await createQueue(deps, context, queue);
    await expect(changeQueue(deps, context, id, { condition: numbers(1) })).rejects.toMatchObject({ status: 422, errors: [{ path: 'condition' }] });
    await changeQueue(deps, context, id, { name: 'p' });
    await deleteQueue(deps, context, id);
  });
});
