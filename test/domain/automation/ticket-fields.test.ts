import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createSet, upgradeSet } from '../../../adapters/search/embedded-tables.ts';
import { columnMappings } from '../../../adapters/search/opensearch-index.ts';
import { ruleFields } from '../../../domain/automation/actions/set.ts';
import { operatorsOf, ticketPaths } from '../../../domain/automation/conditions/fields.ts';
import { merging } from '../../../domain/automation/enrichment/enrich.ts';
import { entrySetShape } from '../../../domain/automation/enrichment/entry-schema.ts';
import { type FieldRow, type FieldRows, settableBy, TICKET_FIELDS } from '../../../domain/automation/ticket-fields.ts';
import { documentFields, documentTexts, filterColumns, searchColumns } from '../../../domain/search/fields.ts';
import { replacing } from '../../../domain/support/tickets/effects.ts';
import { initialValues, packing, presenting, versionedNames } from '../../../domain/support/tickets/fields.ts';
import { changesIn } from '../../../domain/support/tickets/next-version.ts';
import { patching } from '../../../domain/support/tickets/patch-ticket.ts';
import { flag, integer, listOf, objectOf, oneOf, orNull, text, time } from '../../../domain/vocabulary/value-type.ts';
import { wordsOfFields } from '../../../functions/api/openapi/words/tickets.ts';
import { filterShape, patchShape, ticketShape } from '../../../functions/api/schemas/of-value-type.ts';
import { ticketOf } from '../support/queues/world.ts';

const by = ['api', 'rules', 'lists', 'topics'] as const;

/** The only thing that is written to add a field. */
const DIALECT: FieldRow<string | null> = {
  type: orNull(text),
  says: 'The dialect that the customer writes, or null.',
  initial: null,
  versioned: true,
  set: { by, longest: 35 },
  search: { columns: { dialect: '' }, filters: ['dialect'], words: { dialect: '' } },
};
const ROWS: FieldRows = { ...TICKET_FIELDS, dialect: DIALECT };
const ticket = { ...ticketOf(1, 1), dialect: null };
const italian = { ...ticket, dialect: 'it' };

describe('one row more', () => {
  it('is in the API: in the ticket, in PATCH, with its words', () => {
    const shown = z.strictObject(ticketShape(ROWS));
    const answer = presenting(ROWS)(italian);
    expect(answer['dialect']).toBe('it');
    expect(shown.safeParse(answer).success).toBe(true);
    expect(shown.safeParse({ ...answer, dialect: 7 }).success).toBe(false);
    const patch = z.strictObject(patchShape(ROWS)).partial();
    for (const dialect of ['it', null]) expect(patch.safeParse({ dialect }).success).toBe(true);
    for (const dialect of ['x'.repeat(36), 7]) expect(patch.safeParse({ dialect }).success).toBe(false);
    expect([wordsOfFields(ROWS)['dialect'], wordsOfFields(ROWS, true)['dialect']]).toEqual([DIALECT.says, DIALECT.says]);
    expect(patching(ROWS).replace(ticket, { dialect: 'it' })).toEqual(italian);
    expect(patching(ROWS).large).toContain('dialect');
  });

  it('is in conditions, with the operators of its type', () => {
    const { dialect } = ticketPaths(ROWS);
    expect(dialect).toEqual({ type: 'text' });
    expect(dialect && operatorsOf(dialect)).toContain('matches');
  });

  it('is set by rules and lists, and by nothing else than its type', () => {
    const { names, fault } = ruleFields(ROWS);
    expect(names).toContain('dialect');
    expect([fault('dialect', 'it'), fault('dialect', null)]).toEqual([undefined, undefined]);
    expect(fault('dialect', 'x'.repeat(36))).toBe('a text of at most 35 characters, or null');
    const set = replacing(ROWS);
    expect(set(ticket, 'dialect', 'it').ticket).toEqual(italian);
    expect(set(ticket, 'dialect', 7).ticket).toBe(ticket);
    const entry = z.strictObject(entrySetShape(ROWS));
    expect([entry.safeParse({ dialect: 'it' }).success, entry.safeParse({ dialect: null }).success]).toEqual([true, false]);
    expect(merging(ROWS)([{ tags: ['a'] }, { dialect: 'it', tags: ['a', 'b'] } as object, { dialect: 'de' } as object])).toEqual({
      tags: ['a', 'b'],
      dialect: 'it',
    });
    expect([...settableBy(ROWS, 'topics').keys()]).toContain('dialect');
  });

  it('is stored where it says something, read back where not, and part of a new ticket', () => {
    const { pack, empty } = packing(ROWS);
    expect([pack(ticket), pack(italian)].map((packed) => packed['dialect'])).toEqual([undefined, 'it']);
    expect(pack(ticket)).not.toHaveProperty('dialect');
    expect([empty['dialect'], initialValues(ROWS)['dialect']]).toEqual([null, null]);
  });

  it('raises the version and is told in the audit trail', () => {
    expect(changesIn(versionedNames(ROWS), ticket, italian)).toEqual(['dialect']);
    expect(changesIn(versionedNames(TICKET_FIELDS), ticket, italian)).toEqual([]);
  });

  it('is a filter of lists and search, up to its longest value', () => {
    const [column] = filterColumns(ROWS).filter(({ name }) => name === 'dialect');
    expect([column?.valueOf(ticket), column?.valueOf(italian)]).toEqual([null, 'it']);
    const query = z.strictObject(filterShape(filterColumns(ROWS)));
    for (const given of [{}, { dialect: 'it' }, { channel: 'mail', priority: 'high' }]) expect(query.safeParse(given).success).toBe(true);
    for (const given of [{ dialect: '' }, { dialect: 'x'.repeat(36) }, { channel: 'pigeon' }]) expect(query.safeParse(given).success).toBe(false);
  });

  it('is filtered by and found by its words, also in a search of an earlier release', () => {
    const columns = searchColumns(ROWS);
    expect(columns.find(({ name }) => name === 'dialect')).toEqual({ name: 'dialect', isNumber: false, isList: false });
    expect(columnMappings(columns)['dialect']).toEqual({ type: 'keyword' });
    const fields = documentFields(ROWS)(italian);
    expect(fields['dialect']).toBe('it');
    expect(documentTexts(ROWS)(fields)).toContain('it');
    const db = new DatabaseSync(':memory:');
    createSet(db, 1);
    for (let opened = 0; opened < 2; opened += 1) upgradeSet(db, 1, columns);
    db.exec("INSERT INTO tickets_1 (tenant, ticketId, version, dialect) VALUES (1, 't', 1, 'it')");
    expect(db.prepare('SELECT dialect FROM tickets_1').get()?.['dialect']).toBe('it');
    db.close();
  });
});

describe('a field of another type', () => {
  const rowOf = <T>(type: FieldRow<T>['type'], rest: Partial<FieldRow> = {}): FieldRows => ({ one: { type, says: 'One.', set: { by }, ...rest } });
  const types: [string, FieldRows, unknown, unknown][] = [
    ['a number', rowOf(orNull(integer)), 3, 'three'],
    ['a flag', rowOf(flag), true, 'yes'],
    ['a time', rowOf(orNull(time)), '2026-01-01T00:00:00.000Z', 7],
    ['a choice', rowOf(oneOf(['red', 'blue'])), 'red', 'green'],
  ];
  it.each(types)('%s takes its values everywhere, and no others', (_, rows, good, bad) => {
    const { fault } = ruleFields(rows);
    expect([fault('one', good), typeof fault('one', bad)]).toEqual([undefined, 'string']);
    const patch = z.strictObject(patchShape(rows));
    expect([patch.safeParse({ one: good }).success, patch.safeParse({ one: bad }).success]).toEqual([true, false]);
    const entry = z.strictObject(entrySetShape(rows));
    expect([entry.safeParse({ one: good }).success, entry.safeParse({ one: bad }).success]).toEqual([true, false]);
    const start = { ...ticketOf(1, 1), one: null };
    expect(replacing(rows)(start, 'one', good).ticket).toMatchObject({ one: good });
    expect(replacing(rows)(start, 'one', bad).ticket).toBe(start);
    expect(z.strictObject(ticketShape(rows)).safeParse({ one: good }).success).toBe(true);
  });

  it('a list keeps each element once, and is no matter of the action set', () => {
    const rows = rowOf(listOf(text), { initial: [], search: { words: { one: '' } } });
    expect(patching(rows).replace({}, { one: ['a', 'b', 'a'] })).toEqual({ one: ['a', 'b'] });
    expect(ruleFields(rows).fault('one', ['a'])).toBeNull();
    expect(replacing(rows)(ticketOf(1, 1), 'one', ['a']).ticket).toMatchObject({ one: ['a'] });
    expect(documentTexts(rows)({ one: ['a', 'b'] })).toEqual(['a', 'b']);
  });

  it('custom fields without a value are fields all the same', () => {
    const { pack } = packing(TICKET_FIELDS);
    expect(pack({ customFields: { tier: null }, owner: { agentId: null, teamId: null }, status: 'created' })).toEqual({
      customFields: { tier: null },
      status: 'created',
    });
    expect(pack({ customFields: {}, author: {}, automatic: false, tags: [], visibleMessageCount: 0 })).toEqual({ visibleMessageCount: 0 });
  });

  it('an object has a path for each member, and is left out of the item while it is empty', () => {
    const rows = rowOf(objectOf({ at: orNull(time), count: integer }), { initial: {} as never });
    expect(ticketPaths(rows)).toEqual({ one: { type: 'object' }, 'one.at': { type: 'time' }, 'one.count': { type: 'number' } });
    const { pack } = packing(rows);
    expect([pack({ one: { at: null } }), pack({ one: { at: 'x' } })]).toEqual([{}, { one: { at: 'x' } }]);
  });
});

it('a value that does not fit stays out, and a field that nobody sets is set by nobody', () => {
  const rows: FieldRows = { one: { type: text, says: 'One.' } };
  expect(replacing(rows)(ticketOf(1, 1), 'one', 'x').ticket).not.toHaveProperty('one', 'x');
  expect([Object.keys(patchShape(rows)), Object.keys(entrySetShape(rows))]).toEqual([[], []]);
});
