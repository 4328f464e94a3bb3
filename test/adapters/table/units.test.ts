import { describe, expect, it } from 'vitest';
import { indexWrites, itemBytes, readUnitsOf, writeUnitsOf } from '../../../adapters/table/item-size.ts';
import { partitionShape, sortShape } from '../../../adapters/table/key-shape.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { recordUnits } from '../../../adapters/table/units.ts';
import { type Item, TransactionRefused } from '../../../domain/table/port.ts';

const item = (sk: string, more: Record<string, unknown> = {}): Item => ({ pk: 'T#a#TH#x', sk, ...more });
const sizes: [string, Record<string, unknown>, number][] = [
  ['a string by its UTF-8 bytes', { n: 'aé€' }, 1 + 6],
  ['a number by its significant digits', { n: 12345 }, 1 + 3 + 1],
  ['zeros at the end of a number cost nothing', { n: 1000 }, 1 + 1 + 1],
  ['a negative number a byte more', { n: -12 }, 1 + 1 + 1 + 1],
  ['true and null a byte', { t: true, u: null }, 2 + 2],
  ['bytes as they are', { b: new Uint8Array(10) }, 1 + 10],
  ['a list 3 bytes and one a member', { l: ['a', 'b'] }, 1 + 3 + 2 * 2],
  ['a map 3 bytes and one a member', { m: { k: 'v' } }, 1 + 3 + 1 + 1 + 1],
  ['undefined is not there', { u: undefined, m: { k: undefined } }, 1 + 3],
];

describe('what DynamoDB bills', () => {
  it.each(sizes)('%s', (_name, attributes, bytes) => expect(itemBytes(attributes)).toBe(bytes));

  it('a write costs a unit a KB of the larger of old and new', () => {
    const large = item('M#1', { text: 'x'.repeat(2100) });
    expect(writeUnitsOf(undefined, item('M#1'))).toBe(1);
    expect(writeUnitsOf(item('M#1'), large)).toBe(3);
    expect(writeUnitsOf(large, undefined)).toBe(3);
    expect(writeUnitsOf(undefined, undefined)).toBe(1);
  });

  it('a read costs a unit for 4 KB, half when eventually consistent, and never nothing', () => {
    expect(readUnitsOf(0, true)).toBe(1);
    expect(readUnitsOf(4096, true)).toBe(1);
    expect(readUnitsOf(4097, true)).toBe(2);
    expect(readUnitsOf(4097, false)).toBe(1);
  });

  it('an index entry costs 1 to put, 2 to move, 1 to remove, nothing to leave', () => {
    const at = (aSk: string | undefined) => item('HEAD', { aPk: 'T#a#S#created#0', aSk });
    const units = (before: Item | undefined, after: Item | undefined) => indexWrites(before, after).reduce((sum, write) => sum + write.units, 0);
    expect(units(undefined, at('1'))).toBe(1);
    expect(units(at('1'), at('2'))).toBe(2);
    expect(units(at('2'), at(undefined))).toBe(1);
    expect(units(at('2'), { ...at('2'), other: 1 })).toBe(0);
  });
});

describe('key shapes', () => {
  it.each([
    ['T#4f', 'T#t'],
    ['T#4f#SEQ', 'T#t#SEQ'],
    ['T#4f#TH#9a', 'T#t#TH#*'],
    ['T#4f#Q#q1#3', 'T#t#Q#*#*'],
    ['DIR#slug#acme', 'DIR#slug#*'],
    ['elsewhere', 'elsewhere'],
  ])('partition %s is %s', (pk, shape) => expect(partitionShape(pk)).toBe(shape));
  it.each([
    ['HEAD', 'HEAD'],
    ['M#0000000007', 'M#*'],
    ['2#2026-01-01T00:00:00.000Z#x.1', '*'],
    ['POST /v1/tickets', '*'],
  ])('sort key %s is %s', (sk, shape) => expect(sortShape(sk)).toBe(shape));
});

describe('the recorder', () => {
  it('doubles a transaction but not its index entries', async () => {
    const { table, report } = recordUnits(memoryTable());
    await table.transact([
      { op: 'put', item: item('M#0000000001', { text: 'hi' }) },
      { op: 'put', item: item('HEAD', { aPk: 'T#a#S#created#0', aSk: '1' }) },
      { op: 'check', key: { pk: 'T#a', sk: 'TENANT' }, when: { absent: true } },
    ]);
    expect(report()).toMatchObject({ writeUnits: 2 + 3 + 2, readUnits: 0, calls: 1, roundTrips: 1 });
    expect(report().partitions.get('byActivity:T#a#S#created#0')).toEqual({ readUnits: 0, writeUnits: 1 });
  });

  it('bills refused conditions, alone and in a transaction, without the index', async () => {
    const { table, report, reset } = recordUnits(memoryTable());
    const put = { op: 'put', item: item('HEAD', { aPk: 'p', aSk: '1' }), when: { absent: true } } as const;
    await table.write(put);
    reset();
    await expect(table.write(put)).rejects.toThrow(TransactionRefused);
    expect(report().writeUnits).toBe(1);
    reset();
    await expect(table.transact([put, { op: 'put', item: item('M#0000000001') }])).rejects.toThrow(TransactionRefused);
    expect(report().writeUnits).toBe(4);
  });

  it('knows what an update leaves behind', async () => {
    const { table, report, reset } = recordUnits(memoryTable());
    await table.write({ op: 'update', key: { pk: 'T#a#QC#q#0', sk: 'COUNTER' }, add: { created: 1 }, set: { aPk: 'x', aSk: '1' } });
    expect(report().writeUnits).toBe(2);
    reset();
    await table.write({ op: 'update', key: { pk: 'T#a#QC#q#0', sk: 'COUNTER' }, add: { created: 1 }, remove: ['aPk', 'aSk'] });
    expect(report().writeUnits).toBe(2);
    reset();
    await table.write({ op: 'delete', key: { pk: 'T#a#QC#q#0', sk: 'COUNTER' } });
    expect(report().writeUnits).toBe(1);
  });

  it('bills reads by item, queries by sum, and the same key once', async () => {
    const { table, report, reset } = recordUnits(memoryTable());
    for (let n = 1; n <= 5; n += 1) await table.write({ op: 'put', item: item(`M#${n}`, { text: 'x'.repeat(1500) }) });
    reset();
    await table.get([item('M#1'), item('M#1'), item('M#9')], { consistent: true });
    expect(report().readUnits).toBe(2);
    reset();
    await table.query({ pk: 'T#a#TH#x', beginsWith: 'M#' });
    expect(report()).toMatchObject({ readUnits: 1, accesses: [{ op: 'query', pk: 'T#t#TH#*', sk: 'M#*', index: null }] });
    reset();
    expect(await table.count({ pk: 'T#a#TH#x', beginsWith: 'M#', consistent: true })).toBe(5);
    expect(report().readUnits).toBe(2);
    reset();
    await table.scan({});
    expect(report().readUnits).toBe(1);
  });

  it('counts round trips as the longest chain of calls that waited for one another', async () => {
    const recorder = recordUnits(memoryTable());
    const one = () => recorder.table.get([item('M#1')]);
    const { report } = await recorder.measured(async () => {
      await Promise.all([one(), one(), one()]);
      await one();
    });
    expect(report).toMatchObject({ roundTrips: 2, calls: 4 });
  });

  it('keeps two measured runs apart, and the sum of both', async () => {
    const recorder = recordUnits(memoryTable());
    const write = (n: number) => recorder.table.write({ op: 'put', item: item(`M#${n}`) });
    const [first, second] = await Promise.all([
      recorder.measured(() => write(1)),
      recorder.measured(async () => {
        await write(2);
        await write(3);
      }),
    ]);
    expect([first.report.writeUnits, second.report.writeUnits, recorder.report().writeUnits]).toEqual([1, 2, 3]);
  });
});
