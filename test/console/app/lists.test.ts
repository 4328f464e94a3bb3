import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EnrichmentEntry } from '../../../client/api.ts';
import {
  changedEntries,
  EMPTY_ENTRY,
  entryOf,
  fieldsOf,
  fieldsText,
  formOf,
  foundEntries,
  isLong,
  LIST_KEYS,
  LIST_MATCHES,
  listFile,
  MOST_BY_HAND,
  MOST_FILE_BYTES,
} from '../../../console/src/settings/lists/entries.ts';
import { entrySchema } from '../../../domain/automation/enrichment/entry-schema.ts';
import * as hub from '../../../domain/automation/enrichment/list-schema.ts';
import { LIST_FILE_BYTES } from '../../../domain/limits.ts';

test('the screen has the choices and the limits of the hub', () => {
  expect(LIST_KEYS).toEqual(hub.LIST_KEYS);
  expect(LIST_MATCHES).toEqual(hub.LIST_MATCHES);
  expect([MOST_BY_HAND, MOST_FILE_BYTES]).toEqual([hub.MAX_ENTRIES, LIST_FILE_BYTES]);
});

/** What the API takes: names and texts without control characters, trimmed as a form trims them. */
const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).map((one) => one.replace(/[\p{Cc},]/gu, '').trim());
const word = text.filter((one) => one !== '');
const fieldName = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((one) => one !== '__proto__');
const fieldValue = fc.oneof(
  fc.string({ maxLength: 30, unit: 'grapheme' }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const customFields = fc.dictionary(fieldName, fieldValue, { maxKeys: 5, noNullPrototype: true });
// JSON has no -0.
const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('custom fields as lines', () => {
  test('are texts, numbers, yes and no, one a line', () => {
    expect(fieldsOf('tier: gold\n\n  since : 2019\nvip: true\nnote: a: b\nzip: "01234"\nempty:\nalone')).toEqual({
      tier: 'gold',
      since: 2019,
      vip: true,
      note: 'a: b',
      zip: '01234',
      empty: '',
      alone: '',
    });
    expect(fieldsText({ tier: 'gold', zip: '01234', since: 2019, 'a:b': 'x', off: false })).toBe('tier: gold\nzip: "01234"\nsince: 2019\n"a:b": x\noff: false');
  });
  test('what only looks like JSON stays as it was typed', () =>
    expect(fieldsOf('a: 3 rooms\nb: "quoted" words\n"\\x": y')).toEqual({ a: '3 rooms', b: '"quoted" words', '"\\x"': 'y' }));
  test('mean the same after they were shown', () => {
    fc.assert(
      fc.property(customFields, (fields) => {
        expect(fieldsOf(fieldsText(asJson(fields)))).toEqual(asJson(fields));
      }),
    );
  });
});

describe('an entry in a form', () => {
  test('sends only what was chosen', () => {
    expect(entryOf({ ...EMPTY_ENTRY, value: ' vip@acme.example ', priority: 'high', tags: ' vip, gold ,', teamId: 't1', topic: ' ', language: 'de' })).toEqual({
      value: 'vip@acme.example',
      set: { priority: 'high', owner: { teamId: 't1' }, tags: ['vip', 'gold'], language: 'de' },
    });
    expect(entryOf({ ...EMPTY_ENTRY, value: 'x' })).toEqual({ value: 'x', set: {} });
  });
  test('is the same entry after it was shown, and one that the hub takes', () => {
    const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
    const entry = fc
      .record({
        value: word,
        priority: optional(fc.constantFrom('low', 'normal', 'high', 'urgent')),
        owner: optional(fc.constantFrom({ agentId: 'u1' }, { teamId: 't1' }, { agentId: 'u1', teamId: 't1' })),
        tags: optional(fc.array(word, { minLength: 1, maxLength: 4 })),
        topic: optional(word),
        language: optional(fc.constantFrom('de', 'pt-BR')),
        sentiment: optional(word),
        customFields: optional(customFields.filter((fields) => Object.keys(fields).length > 0)),
      })
      .map(({ value, ...set }) => asJson({ value, set }) as EnrichmentEntry)
      // A value that nobody sees is none.
      .filter((one) => entrySchema.safeParse(one).success);
    fc.assert(
      fc.property(entry, (one) => {
        const shown = entryOf(formOf(one));
        expect(shown).toEqual(one);
        expect(entrySchema.safeParse(shown).success).toBe(true);
      }),
    );
  });
  test('an owner of nobody sets no owner', () =>
    expect(formOf({ value: 'x', set: { owner: { agentId: null, teamId: null } } })).toEqual({ ...EMPTY_ENTRY, value: 'x' }));
});

describe('a change of the list as it is now', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((value): EnrichmentEntry => ({ value, set: { tags: [value] } })) as [EnrichmentEntry, EnrichmentEntry, EnrichmentEntry];
  test('adds at the end, replaces in place and removes', () => {
    expect(changedEntries([a], undefined, b)).toEqual([a, b]);
    expect(changedEntries([a, b], a, c)).toEqual([c, b]);
    expect(changedEntries([a, b], a, undefined)).toEqual([b]);
    expect(changedEntries([a], undefined, undefined)).toEqual([a]);
  });
  test('is none if somebody else has changed the entry', () => expect(changedEntries([{ ...a, set: {} }], a, c)).toBeUndefined());
});

test('entries are found by a part of their value, and what is not shown is counted', () => {
  const entries = ['Anna@acme.example', 'bob@acme.example', 'carl@other.example'].map((value) => ({ value, set: {} }));
  expect(foundEntries(entries, ' ACME ', 1)).toEqual({ shown: [entries[0]], more: 1 });
  expect(foundEntries(entries, '', 5)).toEqual({ shown: entries, more: 0 });
});

test.each([
  [{ name: 'vip.CSV', size: 1 }, { type: 'text/csv' }],
  [{ name: 'vip.list.json', size: MOST_FILE_BYTES }, { type: 'application/json' }],
  [{ name: 'vip.csv', size: 0 }, { fault: 'empty' }],
  [{ name: 'vip.csv', size: MOST_FILE_BYTES + 1 }, { fault: 'large' }],
  [{ name: 'vip.xlsx', size: 1 }, { fault: 'type' }],
  [{ name: 'csv', size: 1 }, { fault: 'type' }],
])('the file %j: %j', (file, expected) => expect(listFile(file)).toEqual(expected));

test('a list that the API does not give whole, or does not take whole, is changed by a file', () => {
  const list = { id: 'l', name: 'n', key: 'author.id', match: 'exact', size: 2, createdAt: '', updatedAt: '' } as const;
  expect(isLong({ ...list, entries: [] })).toBe(false);
  expect(isLong(list)).toBe(true);
  expect(isLong({ ...list, size: MOST_BY_HAND + 1, entries: [] })).toBe(true);
});
