import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { liveThroughADay } from '../data-model/day.ts';
import { type NarrowedFunction, startNarrowedFunction } from '../harness/narrowed-function.ts';

/** The same as tenant-walls.test.ts for the function that hears clients' frames. */
let gateway: NarrowedFunction;
beforeAll(async () => {
  gateway = await startNarrowedFunction('functions/realtime/gateway.ts');
});
afterAll(() => gateway.stop());
beforeEach(() => void (gateway.proxy.calls.length = 0));

describe('the gateway', () => {
  it('opens, hears and forgets connections of two tenants without one refused call, and none of them strays', async () => {
    for (const _tenant of ['first', 'second']) await liveThroughADay(gateway.everything, gateway.changes, { gateway: gateway.tables });
    expect(gateway.refused()).toEqual([]);
    expect(gateway.strayed()).toEqual([]);
    expect(new Set(gateway.proxy.calls.flatMap(({ by }) => (by === 'function' ? [] : [by.tenant]))).size).toBe(2);
    const operations = new Set(gateway.proxy.calls.map(({ operation }) => operation));
    expect([...operations].toSorted()).toEqual(['BatchGetItem', 'DeleteItem', 'PutItem', 'Query', 'TransactWriteItems', 'UpdateItem']);
  });

  it.each([
    ['writes an item alone', { op: 'put', item: { pk: 'DIR#cx#c', sk: 'DIR' } }],
    ["makes a socket's ticket", { op: 'put', item: { pk: 'DIR#ticket#t', sk: 'DIR' } }],
    ['makes an API key', { op: 'put', item: { pk: 'DIR#key#k', sk: 'DIR' } }],
  ] as const)('is refused when it %s', async (_what, write) => {
    const own = gateway.tables.tableOf(randomUUID());
    for (const table of [gateway.tables.table, own]) await expect(table.write(write)).rejects.toMatchObject({ name: 'TableUnavailable' });
    expect(gateway.refused()).toHaveLength(2);
  });

  it('is refused when it joins entries that are not its own to items of a tenant', async () => {
    const tenantId = randomUUID();
    const item = { op: 'put', item: { pk: `T#${tenantId}`, sk: 'X' } } as const;
    const entry = { op: 'put', item: { pk: 'DIR#origin#o', sk: 'DIR' } } as const;
    await expect(gateway.tables.tableOf(tenantId).transact([item, entry])).rejects.toMatchObject({ name: 'TableUnavailable' });
    await expect(gateway.tables.tableOf(randomUUID()).transact([item])).rejects.toMatchObject({ name: 'TableUnavailable' });
    await gateway.tables.tableOf(tenantId).transact([item]);
    expect(gateway.refused()).toHaveLength(2);
  });
});
