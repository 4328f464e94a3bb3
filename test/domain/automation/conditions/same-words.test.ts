import { beforeAll, describe, expect, it } from 'vitest';
import type { Leaf } from '../../../../domain/automation/conditions/condition.ts';
import { evaluate } from '../../../../domain/automation/conditions/evaluate.ts';
import { loadRegexEngine } from '../../../../domain/automation/conditions/regex.ts';
import { validateCondition } from '../../../../domain/automation/conditions/validate.ts';
import { compileList } from '../../../../domain/automation/enrichment/enrich.ts';
import type { EnrichmentList } from '../../../../domain/automation/enrichment/list.ts';
import { DIFFERENT, SAME } from '../../text/same-words.ts';

beforeAll(loadRegexEngine);

/** Everybody who compares words beside search (whose suite reads the same table): each asks for `asked` and is given `written`. */
const USERS: Readonly<Record<string, (asked: string, written: string) => boolean>> = {
  eq: (asked, written) => holds({ field: 'topic', op: 'eq', value: asked }, { topic: written }),
  'not ne': (asked, written) => !holds({ field: 'topic', op: 'ne', value: asked }, { topic: written }),
  in: (asked, written) => holds({ field: 'author.name', op: 'in', value: ['other', asked] }, { author: { name: written } }),
  'in tags': (asked, written) => holds({ field: 'tags', op: 'in', value: [asked] }, { tags: ['first', written] }),
  'not nin': (asked, written) => !holds({ field: 'tags', op: 'nin', value: [asked] }, { tags: [written] }),
  'eq of a custom field': (asked, written) => holds({ field: 'customFields.word', op: 'eq', value: asked }, { customFields: { word: written } }),
  contains: (asked, written) => holds({ field: 'message.text', op: 'contains', value: asked }, {}, `«§ ${written} §»`),
  'contains a tag': (asked, written) => holds({ field: 'tags', op: 'contains', value: asked }, { tags: [written] }),
  matches: (asked, written) => holds({ field: 'message.text', op: 'matches', value: `^«§ ${quoted(asked)} §»$` }, {}, `«§ ${written} §»`),
  'a list of exact values': (asked, written) => finds('exact', asked, ` ${written} `),
  'a list of parts': (asked, written) => finds('contains', asked, `«§ ${written} §»`),
};

const holds = (leaf: Leaf, ticket: object, text = ''): boolean => evaluate(leaf, { ticket, message: { text } });
const quoted = (text: string): string => text.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
const finds = (match: EnrichmentList['match'], value: string, text: string): boolean =>
  compileList({ id: 'l', name: 'l', key: 'message.text', match, entries: [{ value, set: { topic: 'found' } }], createdAt: '', updatedAt: '' }).find({
    ticket: {},
    message: { text },
  })?.topic === 'found';

describe.each(Object.entries(USERS))('%s', (_, same) => {
  it.each(SAME)('knows %s: %s and %s', (__, a, b) => {
    expect([same(a, b), same(b, a), same(a, a)]).toEqual([true, true, true]);
  });

  it.each(DIFFERENT)('keeps %s apart: %s and %s', (__, a, b) => {
    expect([same(a, b), same(b, a)]).toEqual([false, false]);
  });
});

describe('matches', () => {
  const matches = (value: string, text: string): boolean => holds({ field: 'message.text', op: 'matches', value }, {}, text);

  it.each([
    ['a class of letters as they are written', '^[а-яё ]+$', 'где мой заказ', true],
    ['a script', '\\p{Cyrillic}{5,}', 'где мой заказ', true],
    ['a letter of a class beside others', 'caf[eé]', 'CAFE\u0301', true],
    ['accents that are asked for', 'é', 'café', true],
    ['an escape that folding must not touch', '\\D\\S\\W', 'ab!', true],
    ['a quoted text', '\\Qstraße?\\E', 'straße?', true],
    ['a repeated letter that folds to two', 'stra(?:ß){1}e', 'STRASSE', true],
    ['a full-width sign, which is a sign', '（ok）', '(OK)', true],
    ['digits of any script', 'order \\d{4}', 'order ٤٧١١', true],
    ['no other word', '^refund$', 'refunds', false],
  ])('%s', (_, pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });
});

it('words of ids are compared as they are written', async () => {
  const leaf: Leaf = { field: 'origin.id', op: 'eq', value: 'AbC' };
  await validateCondition(leaf);
  expect([holds(leaf, { origin: { id: 'AbC' } }), holds(leaf, { origin: { id: 'abc' } })]).toEqual([true, false]);
});
