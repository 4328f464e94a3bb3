import { beforeEach, describe, expect, it } from 'vitest';
import { type MemoryTable, memoryTable } from '../../../../adapters/table/memory.ts';
import { changeList, createList, deleteList, getList } from '../../../../domain/automation/enrichment/commands.ts';
import type { Entry } from '../../../../domain/automation/enrichment/list.ts';
import { clearStage } from '../../../../domain/automation/enrichment/stage.ts';
import { listEntriesPk, tenantKey } from '../../../../domain/configuration/keys.ts';
import type { Context } from '../../../../domain/context.ts';
import { type Table, TableUnavailable } from '../../../../domain/table/port.ts';
import { wholeConfiguration } from '../../../harness/configuration.ts';

const TENANT = 'acme';
const context: Context = { tenantId: TENANT, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 };
const HOUR = 3_600_000;

let table: MemoryTable;
let now: number;
let ids: number;
beforeEach(async () => {
  table = memoryTable();
  [now, ids] = [Date.parse('2026-11-28T10:00:00Z'), 0];
  await table.write({ op: 'put', item: { ...tenantKey(TENANT), generation: 1 } });
});
const deps = (using: Table = table) => ({ table: using, clock: () => now, newId: () => `id${(ids += 1)}` });
/** About 10 KB an entry. */
const entries = (count: number, mark: string): Entry[] =>
  Array.from({ length: count }, (_, at) => ({
    value: `${mark}-${at}`,
    set: { customFields: Object.fromEntries(Array.from({ length: 10 }, (__, n) => [`f${n}`, mark.repeat(1_000)])) },
  }));
const draft = (list: Entry[]) => ({ name: 'VIPs', key: 'author.id' as const, match: 'exact' as const, entries: list });
const chunks = () => table.all().filter(({ pk }) => pk.includes('#EL#'));
const valuesOf = async (id: string) => (await getList({ table }, context, id)).entries.map(({ value }) => value);

describe('a list whose entries are more than one transaction takes', () => {
  it('is made, replaced and deleted whole, and leaves nothing behind', async () => {
    const { id } = await createList(deps(), context, draft(entries(500, 'a')));
    expect(await valuesOf(id)).toEqual(entries(500, 'a').map(({ value }) => value));
    expect((await wholeConfiguration(table, TENANT)).lists[0]?.find({ ticket: { author: { id: 'a-499' } }, message: null })).toBeDefined();
    await changeList(deps(), context, id, { entries: entries(900, 'b') });
    expect(await valuesOf(id)).toHaveLength(900);
    expect(chunks().every(({ entries: text }) => !String(text).includes('a-1'))).toBe(true);
    await changeList(deps(), context, id, { entries: entries(1, 'c') });
    expect([await valuesOf(id), chunks().length]).toEqual([['c-0'], 1]);
    await changeList(deps(), context, id, { entries: entries(900, 'd') });
    await deleteList(deps(), context, id);
    expect(chunks()).toEqual([]);
  });

  it('stays as it was until all of it is written, and the next change cleans up what a crash left', async () => {
    const { id } = await createList(deps(), context, draft(entries(400, 'a')));
    const whole = chunks().length;
    let writes = 0;
    const dying: Table = {
      ...table,
      write: async (write) => ((writes += 1) > 10 ? Promise.reject(new TableUnavailable(new Error('killed'))) : table.write(write)),
    };
    await expect(changeList(deps(dying), context, id, { entries: entries(400, 'b') })).rejects.toBeInstanceOf(TableUnavailable);
    expect((await valuesOf(id))[0]).toBe('a-0');
    expect(chunks().length).toBeGreaterThan(whole);
    now += 2 * HOUR;
    await changeList(deps(), context, id, { entries: entries(400, 'c') });
    expect([(await valuesOf(id))[0], chunks().length]).toEqual(['c-0', whole]);
  });

  it('goes on to clean up where it was broken off', async () => {
    const { id } = await createList(deps(), context, draft(entries(400, 'a')));
    const whole = chunks().length;
    let deletes = 0;
    const dying: Table = {
      ...table,
      write: async (write) => (write.op === 'delete' && (deletes += 1) > 5 ? Promise.reject(new TableUnavailable(new Error('killed'))) : table.write(write)),
    };
    await expect(changeList(deps(dying), context, id, { entries: entries(400, 'b') })).rejects.toBeInstanceOf(TableUnavailable);
    expect((await valuesOf(id))[0]).toBe('b-0');
    await changeList(deps(), context, id, { entries: entries(2, 'c') });
    expect([await valuesOf(id), chunks().length, whole > 10]).toEqual([['c-0', 'c-1'], 1, true]);
  });

  it('never names entries that somebody has taken away meanwhile: it is written again', async () => {
    const { id } = await createList(deps(), context, draft(entries(300, 'a')));
    let raced = false;
    const racing: Table = {
      ...table,
      transact: async (writes) => {
        if (!raced && writes.some((write) => write.op === 'delete' && write.key.sk.startsWith('V#'))) {
          raced = true;
          now += 2 * HOUR;
          // Another administrator, to whom this one seems to be gone permanently.
          await changeList(deps(), context, id, { entries: entries(1, 'x') });
        }
        return table.transact(writes);
      },
    };
    await changeList(deps(racing), context, id, { entries: entries(300, 'b') });
    expect([raced, (await valuesOf(id)).length, (await valuesOf(id))[299]]).toEqual([true, 300, 'b-299']);
    expect(chunks().filter(({ sk }) => sk.startsWith('V#'))).toEqual([]);
  });

  it('is left alone while another administrator is still writing it', async () => {
    const { id } = await createList(deps(), context, draft(entries(300, 'a')));
    let puts = 0;
    let marks: unknown[] = [];
    const beside: Table = {
      ...table,
      write: async (write) => {
        const answer = await table.write(write);
        // In the middle of the other's chunks.
        if (write.op === 'put' && (puts += 1) === 3) {
          await clearStage(deps(), TENANT, id);
          marks = chunks()
            .filter(({ sk }) => sk.startsWith('V#'))
            .map(({ state }) => state);
        }
        return answer;
      },
    };
    await changeList(deps(beside), context, id, { entries: entries(300, 'b') });
    expect([marks, (await valuesOf(id)).length, (await valuesOf(id))[299]]).toEqual([['writing'], 300, 'b-299']);
  });

  it('whose mark the swap takes away in that moment keeps its chunks', async () => {
    const mark = { pk: listEntriesPk(TENANT, 'l'), sk: 'V#v1' };
    const chunk = { pk: mark.pk, sk: 'v1#0000' };
    await table.write({ op: 'put', item: { ...mark, state: 'writing', at: now - 2 * HOUR, names: [chunk.sk] } });
    await table.write({ op: 'put', item: chunk });
    const late: Table = {
      ...table,
      // The swap's transaction comes between the reading of the mark and its change.
      write: async (write) => {
        if (write.op === 'update') await table.write({ op: 'delete', key: mark });
        return table.write(write);
      },
    };
    await clearStage(deps(late), TENANT, 'l');
    expect(chunks().map(({ sk }) => sk)).toEqual([chunk.sk]);
  });

  it('that is refused leaves nothing behind', async () => {
    await table.write({ op: 'update', key: tenantKey(TENANT), set: { bytes: 15_999_000 } });
    await expect(createList(deps(), context, draft(entries(300, 'a')))).rejects.toMatchObject({ status: 422, errors: [{ path: 'entries' }] });
    expect(chunks()).toEqual([]);
  });
});

it('a list whose entries are gone for good keeps nothing else of its tenant from working', async () => {
  const { id } = await createList(deps(), context, draft(entries(1, 'a')));
  await createList(deps(), context, draft(entries(1, 'b')));
  for (const { pk, sk } of chunks().filter(({ pk: of }) => of.endsWith(id))) await table.write({ op: 'delete', key: { pk, sk } });
  expect((await wholeConfiguration(table, TENANT)).lists.map(({ id: found }) => found)).not.toContain(id);
});
