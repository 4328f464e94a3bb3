import { beforeEach, describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { asNew, type Projection } from '../../../../domain/projections/projection.ts';
import { overMarksOnly } from '../../../../domain/projections/rebuild/over-tenant.ts';
import { dropMark, dueMarks, type Mark, marksWithin, postponeMark, putMark } from '../../../../domain/projections/relay/marks.ts';
import { type Item, type Table, TableUnavailable, TransactionRefused } from '../../../../domain/table/port.ts';

const projection: Projection = {
  name: 'p',
  ordered: true,
  wants: () => true,
  of: async () => ({ count: 0, failures: [] }),
  again: asNew,
  rebuild: overMarksOnly,
};
const item = { pk: 'T#t#TH#x', sk: 'M#1' };
const refused = () => new TransactionRefused([{ index: 0, reason: 'condition' }]);
let table: ReturnType<typeof memoryTable>;
beforeEach(() => {
  table = memoryTable();
});
/** A table whose next writes fail so; then it works. */
const failing = (...errors: readonly (Error | null)[]): Table => {
  const waiting = [...errors];
  return {
    ...table,
    write: async (write) => {
      const error = waiting.shift();
      if (error) throw error;
      return table.write(write);
    },
  };
};
const put = (over: Table, before?: Item) => putMark(over, projection, { before, after: item }, { now: 1_000, dueAt: 2_000 });
const marks = (): Promise<Mark[]> => marksWithin(table, 'p', item.pk, 10);

describe('a mark', () => {
  it('of an item that fails again keeps its age and gets a new version', async () => {
    await put(table);
    await putMark(table, projection, { before: item, after: item }, { now: 9_000, dueAt: 10_000 });
    expect(await marks()).toMatchObject([{ since: 1_000, dueAt: 2_000, version: 2, stood: false, item: 'M#1' }]);
  });

  it('says whether everybody saw the item before', async () => {
    await put(table, item);
    expect(await marks()).toMatchObject([{ stood: true }]);
  });

  it('of an item that was only shadowed says that nobody saw it', async () => {
    await put(table, { ...item, shadowed: true });
    expect(await marks()).toMatchObject([{ stood: false }]);
  });

  it('is written in the end, though another comes and goes between the tries', async () => {
    await put(failing(refused(), refused()));
    expect(await marks()).toHaveLength(1);
  });

  it('that can never be written is an error, and so is a table that is away', async () => {
    const always = Array.from({ length: 10 }, refused);
    await expect(put(failing(...always))).rejects.toBeInstanceOf(TransactionRefused);
    const away = new TableUnavailable(new Error('away'));
    await expect(put(failing(away))).rejects.toBe(away);
    await expect(put(failing(refused(), away))).rejects.toBe(away);
  });

  it('is dropped and postponed only as it was read', async () => {
    await put(table);
    const [read] = (await marks()) as [Mark];
    await put(table);
    await dropMark(table, read);
    expect(await marks()).toHaveLength(1);
    await postponeMark(table, read, 5_000, true);
    expect(await marks()).toMatchObject([{ dueAt: 5_000, tries: 1 }]);
    await postponeMark(table, read, 6_000, false);
    const [now] = (await marks()) as [Mark];
    expect(now).toMatchObject({ dueAt: 6_000, tries: 1 });
    await dropMark(table, now);
    expect(await marks()).toEqual([]);
    await postponeMark(table, now, 7_000, true);
    expect(await marks()).toEqual([]);
  });

  it('cannot be dropped or postponed while the table is away', async () => {
    await put(table);
    const [read] = (await marks()) as [Mark];
    const away = new TableUnavailable(new Error('away'));
    await expect(dropMark(failing(away), read)).rejects.toBe(away);
    await expect(postponeMark(failing(away), read, 1, false)).rejects.toBe(away);
  });

  it('is due from its time on', async () => {
    await put(table);
    expect(await dueMarks(table, 'p', 1_999, 10)).toEqual([]);
    expect(await dueMarks(table, 'p', 2_000, 10)).toHaveLength(1);
    const gone: Table = { ...table, get: async () => [undefined] };
    expect(await dueMarks(gone, 'p', 2_000, 10)).toEqual([]);
  });
});
