import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileList } from '../../../../domain/automation/enrichment/enrich.ts';
import { type Entry, entrySchema } from '../../../../domain/automation/enrichment/entry-schema.ts';
import { badRows, safeCell } from '../../../../domain/list-uploads/file/bad-rows.ts';
import { columnsOf, settersOf } from '../../../../domain/list-uploads/file/columns.ts';
import { type ListFormat, readEntries } from '../../../../domain/list-uploads/file/read-entries.ts';
import { flag, integer } from '../../../../domain/vocabulary/value-type.ts';

const owners = async () => ({ agents: new Set(['ann']), teams: new Set(['shop']) });

/** The bytes in pieces of so many: letters and quotes are cut anywhere. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = (text: string | Uint8Array, format: ListFormat = 'csv', size = 7, most?: number) =>
  readEntries(pieces(typeof text === 'string' ? Buffer.from(text) : text, size), format, owners, most);

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const HEADER = ['value', 'priority', 'owner.agentId', 'owner.teamId', 'tags', 'topic', 'customFields.plan', 'customFields.a,"b'];
const cellsOf = ({ value, set }: Entry): string[] => [
  value,
  set.priority ?? '',
  set.owner?.agentId ?? '',
  set.owner?.teamId ?? '',
  (set.tags ?? []).join(';'),
  set.topic ?? '',
  (set.customFields?.['plan'] as string | undefined) ?? '',
  (set.customFields?.['a,"b'] as string | undefined) ?? '',
];
const csvOf = (entries: readonly Entry[], end: string): string => [HEADER, ...entries.map(cellsOf)].map((cells) => cells.map(quoted).join(',') + end).join('');

/** Texts with everything that is special in a CSV. */
const special = fc
  .string({ unit: fc.constantFrom('a', 'B', 'é', '漢', '😀', '"', ',', ' ', '\n', '\r', "'", '=', '-', '[', '{', '\\'), minLength: 1, maxLength: 12 })
  .map((text) => `x${text}x`);
const tag = special.map((text) => text.replaceAll(/[\r\n;]/g, ' ').trim());
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const entry: fc.Arbitrary<Entry> = fc
  .record({
    value: special,
    set: fc.record({
      priority: optional(fc.constantFrom('low', 'high', 'urgent')),
      owner: optional(fc.constantFrom({ agentId: 'ann' }, { teamId: 'shop' }, { agentId: 'ann', teamId: 'shop' })),
      tags: optional(fc.array(tag, { minLength: 1, maxLength: 3 })),
      topic: optional(special),
      customFields: optional(fc.constantFrom('plan', 'a,"b').chain((name) => special.map((text) => ({ [name]: text })))),
    }),
  })
  .map((given) => entrySchema.parse(JSON.parse(JSON.stringify(given))));

describe('rows of an uploaded list', () => {
  it('CSV is read alike, wherever its bytes are split', async () => {
    const run = fc.asyncProperty(
      fc.array(entry, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      async (entries, end, bom, size) => {
        const found = await read(`${bom ? '\ufeff' : ''}${csvOf(entries, end)}`, 'csv', size);
        expect(found).toMatchObject({ entries, read: entries.length, bad: 0 });
      },
    );
    await fc.assert(run, { numRuns: 150 });
  });

  it('JSON is read alike, wherever its bytes are split', async () => {
    const run = fc.asyncProperty(
      fc.array(entry, { maxLength: 6 }),
      fc.constantFrom(0, 2),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      async (entries, indent, bom, size) => {
        const found = await read(`${bom ? '\ufeff' : ''}${JSON.stringify(entries, null, indent)}\n`, 'json', size);
        expect(found).toMatchObject({ entries, read: entries.length, bad: 0 });
      },
    );
    await fc.assert(run, { numRuns: 150 });
  });

  it('any bytes are entries, bad rows, or one clear sentence', async () => {
    const run = fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.constantFrom('csv' as const, 'json' as const), async (bytes, format) => {
      const start = Buffer.from(format === 'csv' ? 'value,tags\n' : '[');
      await read(Buffer.concat([start, bytes]), format).then(
        (found) => expect(found.entries.length + found.bad).toBe(found.read),
        (error: Error) => expect(error.message).toMatch(/^(The file|The first line|The JSON|Element|Something)[^\n]*\.$/),
      );
    });
    await fc.assert(run, { numRuns: 300 });
  });

  it('names each bad row, its column and the reason, and keeps the others', async () => {
    const rows = [
      'value,priority,tags,owner.agentId,owner.teamId',
      'a,high,x; y ;,ann,',
      'b,highest,,,',
      ' ,low,,,',
      'c,low',
      '',
      'd,low,,bob,nobody',
      `${'e'.repeat(501)},,,,`,
    ];
    const found = await read(rows.join('\n'));
    expect(found.entries).toEqual([{ value: 'a', set: { priority: 'high', tags: ['x', 'y'], owner: { agentId: 'ann' } } }]);
    expect([found.read, found.bad]).toEqual([6, 5]);
    const report = found.report.split('\r\n');
    expect(report[0]).toBe('row,column,reason');
    expect(report.slice(1, -1).map((line) => line.split(',', 2).join(','))).toEqual([
      '3,priority',
      '4,value',
      '5,',
      '7,owner.agentId',
      '7,owner.teamId',
      '8,value',
    ]);
    expect(found.report).toContain('3,priority,"must be one of low, normal, high, urgent"');
    expect(found.report).toContain('7,owner.agentId,unknown agent');
  });

  it('says in words what is wrong with a cell, in its own column', async () => {
    const many = Array.from({ length: 51 }, (_, at) => `t${at}`).join(';');
    const long = 'x'.repeat(1_001);
    const rows = ['value,tags,customFields.a.b,owner.agentId', `a,${many},,`, `b,${'y'.repeat(200)};z,,`, `c,,${long},`, `d,,,${'i'.repeat(101)}`];
    const { report } = await read(rows.join('\n'));
    expect(report.split('\r\n').slice(1, -1)).toEqual([
      '2,tags,must have at most 50 elements',
      '3,tags,must have at most 100 characters',
      '4,customFields.a.b,must have at most 1000 characters',
      '5,owner.agentId,must have at most 100 characters',
    ]);
  });

  it('names ten reasons of a row', async () => {
    const set = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`wing${at}`, 1]));
    const { report } = await read(JSON.stringify([{ value: 'a', set }]), 'json');
    expect(report.trim().split('\r\n')).toHaveLength(11);
  });

  it('keeps the order of the file, and rows with the same value: the first of them wins a lookup', async () => {
    const { entries } = await read('value,topic\nb,1\na,2\nb,3\n');
    expect(entries.map(({ value, set }) => [value, set.topic])).toEqual([
      ['b', '1'],
      ['a', '2'],
      ['b', '3'],
    ]);
    const list = { id: 'l', name: 'L', key: 'author.id', match: 'exact', createdAt: '', updatedAt: '', entries } as const;
    expect(compileList(list).find({ ticket: { author: { id: 'B' } } } as never)).toEqual({ topic: '1' });
  });

  it('bad elements of JSON harm no others', async () => {
    const found = await read(
      '[{"value":"a","set":{}}, {"value":1,"set":{"wings":2}}, nonsense, {"value":"b","set":{"owner":{"teamId":"x"}}}, {"value":"c","set":{}},]',
      'json',
    );
    expect(found.entries.map(({ value }) => value)).toEqual(['a', 'c']);
    expect([found.read, found.bad]).toEqual([6, 4]);
    expect(found.report).toMatch(
      /\r\n2,value,must be a string\r\n2,set\.wings,unknown field\r\n3,,is not JSON\r\n4,set\.owner\.teamId,unknown team\r\n6,,is not JSON\r\n$/,
    );
  });

  it.each([
    ['', 'The file is empty.'],
    [' ', 'first line is empty'],
    ['\nvalue\na', 'first line is empty'],
    ['value,wings\na,b', 'unknown column “wings”'],
    ['value,topic,topic\na,b,c', 'names the column “topic” twice'],
    ['value,value\na,b', 'twice'],
    ['topic\na', 'must name the column “value”'],
    ['value;topic\na;b', 'separated by commas'],
    ['value,customFields.\na,b', 'unknown column'],
    ['value,customFields.__proto__\na,b', 'unknown column'],
    ['%PDF-1.7 …', 'unknown column'],
    [`${'value,'.repeat(150)}x`, 'at most 100'],
    ['value\n"a\nb', 'never ends'],
    ['value\na"b"\n', 'line 2 has'],
    ['value\n"a"b\n', 'line 2 has'],
    ['value\na\0b', 'NUL'],
  ])('refuses a CSV as a whole: %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it.each([
    ['', 'empty'],
    ['{"value":"a"}', 'not a JSON array'],
    ['value\na', 'not a JSON array'],
    ['[{"value":"a","set":{}}', 'never ends'],
    ['[] []', 'follows'],
  ])('refuses JSON as a whole: %j', async (text, message) => {
    await expect(read(text, 'json')).rejects.toThrow(message);
  });

  it.each(['csv', 'json'] as const)('refuses %s that is not UTF-8', async (format) => {
    await expect(read(Buffer.from([0x76, 0x61, 0xff, 0x0a]), format)).rejects.toThrow('not UTF-8');
    await expect(read(Buffer.from([0xff, 0xfe, 0x76, 0x00]), format)).rejects.toThrow('not UTF-8');
    await expect(read(Buffer.from([0x5b, 0xc3]), format)).rejects.toThrow('not UTF-8');
  });

  it.each([
    ['csv', 'value\n', 'a'],
    ['csv', 'value\n"', 'a'],
    ['json', '["', 'a'],
    ['json', '[', '['],
  ] as const)('stops reading %s after %j when a row does not end: a file of any size takes no more memory', async (format, start, letter) => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(start);
      for (const piece = Buffer.alloc(65_536, letter); ; pulled += 1) yield piece;
    }
    await expect(readEntries(endless(), format, owners)).rejects.toThrow('150000 characters');
    expect(pulled).toBeLessThan(20);
  });

  it.each(['csv', 'json'] as const)('takes so many rows of %s and no more, bad ones too', async (format) => {
    const file = (many: number): string =>
      format === 'csv' ? `value\n${'a\n'.repeat(many)}` : `[${Array.from({ length: many }, () => '{"value":"a","set":{}}').join(',')}]`;
    expect((await read(file(10), format, 7, 10)).entries).toHaveLength(10);
    await expect(read(file(11), format, 7, 10)).rejects.toThrow('more than 10 rows');
  });

  it('reads no endless row of empty lines', async () => {
    await expect(read(`value\n${'\n'.repeat(200_000)}`, 'csv', 65_536)).rejects.toThrow('more than 200000 lines');
  });

  it('passes on what the store throws', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('value\na\n');
      throw new Error('reset');
    }
    await expect(readEntries(broken(), 'csv', owners)).rejects.toThrow('reset');
    await expect(readEntries(broken(), 'json', owners)).rejects.toThrow();
  });

  it('reads numbers and truth values of fields that have them; what is neither stays a text for the rules', () => {
    const by = ['lists'] as const;
    const setters = settersOf({
      floor: { type: integer, says: 'F.', set: { by } },
      paid: { type: flag, says: 'P.', set: { by } },
      no: { type: flag, says: 'N.' },
    });
    expect([...setters.keys()]).toEqual(['floor', 'paid']);
    const read = (name: string, cell: string): unknown => {
      const set: Record<string, unknown> = {};
      setters.get(name)?.(set, cell);
      return set[name];
    };
    expect([read('floor', '-12'), read('floor', '1.5'), read('paid', 'true'), read('paid', 'false'), read('paid', 'yes')]).toEqual([
      -12,
      '1.5',
      true,
      false,
      'yes',
    ]);
  });

  it('reports no cell that a spreadsheet calculates, and stays small', async () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1']) expect(safeCell(text).replace(/^"/, '')).toMatch(/^'/);
    expect(safeCell('a "b", c')).toBe('"a ""b"", c"');
    const { report } = await read('value,customFields.x\na,b'.replace('a,b', `${'v'.repeat(600)},=cmd()`));
    expect(report).not.toMatch(/(^|,|\r\n)"?[=+@-]/);
    const full = badRows(40);
    for (let row = 2; row < 10; row += 1) full.add(row, [{ column: 'value', reason: 'bad' }]);
    expect(full.text()).toContain(',,5 more reasons are left out');
    expect(columnsOf([' value ', 'tags']).map(({ name }) => name)).toEqual(['value', 'tags']);
  });
});
