import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbeddedSearch } from '../../../adapters/search/embedded.ts';
import { addHasTag } from '../../../adapters/search/embedded-filters.ts';
import { walkNewest } from '../../../adapters/search/embedded-walk.ts';
import { MOST_COUNTED, type Search, type SearchQuery, type SearchWrite } from '../../../domain/search/port.ts';
import { termsOf } from '../../../domain/search/terms.ts';

const TICKETS = 2_600;
const at = (n: number): string => new Date(Date.UTC(2026, 0, 1) + ((n * 7_919) % TICKETS) * 60_000).toISOString();

/** Every ticket says parcel, one in two says refund or refunds, one in a hundred rare; half are tagged, each in one of two spellings. */
const writesOf = (n: number): SearchWrite[] => {
  const ticketId = `t${String(n).padStart(5, '0')}.1`;
  const fields = {
    sequence: n + 1,
    status: n % 4 === 0 ? 'closed' : 'working',
    priority: 'normal',
    originId: 'o',
    channel: 'mail',
    authorId: `a${n}`,
    authorName: null,
    authorHandle: null,
    agentId: n % 3 === 0 ? 'ann' : null,
    teamId: 'red',
    queueIds: n % 5 === 0 ? ['secret'] : [],
    tags: n % 2 === 0 ? [n % 4 === 0 ? 'Late Parcel' : 'late parcel', 'other'] : [],
    topic: null,
    sentiment: null,
    language: null,
    createdAt: at(n),
    waitingSince: null,
    updatedAt: at(n),
  };
  const words = `a parcel for you ${n % 2 === 0 ? (n % 4 === 0 ? 'refund' : 'refunds') : 'nothing'} ${n % 100 === 0 ? 'rare' : ''}`;
  const message = (number: number, text: string): SearchWrite => ({ message: { tenantId: 'acme', ticketId, number, version: 1, text } });
  return [{ ticket: { tenantId: 'acme', ticketId, version: 1, fields } }, message(1, words), message(2, `${words} again`)];
};

let search: Search;
let db: DatabaseSync;
const home = mkdtempSync(join(tmpdir(), 'parley-walk-'));
beforeAll(async () => {
  const path = join(home, 'search.sqlite');
  search = openEmbeddedSearch(path);
  for (let n = 0; n < TICKETS; n += 100) expect(await search.bulk(Array.from({ length: 100 }, (_, i) => writesOf(n + i)).flat())).toEqual([]);
  db = new DatabaseSync(path);
  addHasTag(db);
});
afterAll(async () => {
  db.close();
  await search.close();
  rmSync(home, { recursive: true });
});

const asked = (given: Partial<SearchQuery>): SearchQuery => ({
  tenantId: 'acme',
  q: '',
  filters: {},
  wall: null,
  limit: 50,
  cursor: null,
  sort: 'updatedAt',
  facets: false,
  ...given,
});
const isWalked = (query: SearchQuery): boolean => walkNewest(db, 1, 1, query, termsOf(query.q), null) !== undefined;
const wall = { agentId: 'bob', teamIds: [], queueIds: [], hiddenQueueIds: ['secret'] };

describe('a page of the newest tickets with something common', () => {
  test.each<[string, Partial<SearchQuery>]>([
    ['nothing asked', {}],
    ['a word', { q: '"refund"' }],
    ['an unfinished word', { q: 'ref' }],
    ['two words', { q: 'refund parcel' }],
    ['a phrase', { q: '"parcel for"' }],
    ['a tag, however it is written', { filters: { tag: 'LATE PARCEL' } }],
    ['an owner and a status', { filters: { agentId: 'ann', status: ['working'] } }],
    ['a word behind the wall', { q: 'parcel', wall }],
  ])('%s: is found by walking, and is what collecting finds', async (_, given) => {
    const query = asked({ ...given, bare: true, limit: 5 });
    expect(isWalked(query)).toBe(true);
    let cursor: string | null = null;
    for (let page = 0; page < 8; page += 1) {
      const walked = await search.query({ ...query, cursor });
      const collected = await search.query({ ...query, cursor, bare: false, facets: true });
      expect(walked.hits).toEqual(collected.hits.map((hit) => ({ ...hit, highlights: [] })));
      expect(walked.hits).toHaveLength(5);
      expect(walked.nextCursor).toBe(collected.nextCursor);
      cursor = walked.nextCursor;
    }
  });

  test('with its highlights and its total, when it is found in more than are counted', async () => {
    const query = asked({ q: 'parcel', limit: 20 });
    expect(isWalked(query)).toBe(true);
    const { hits, total } = await search.query(query);
    const collected = await search.query({ ...query, facets: true });
    expect(hits).toEqual(collected.hits);
    expect(hits[0]?.highlights[0]).toContain('<em>parcel</em>');
    expect([total, collected.total]).toEqual([MOST_COUNTED, MOST_COUNTED]);
  });

  test('a ticket’s number is found beside a word that many have', async () => {
    const sequence = 1_301;
    const found = await search.query(asked({ q: `#${sequence}`, bare: true }));
    expect(found.hits.map((hit) => hit.sequence)).toEqual([sequence]);
  });
});

test.each<[string, Partial<SearchQuery>]>([
  ['rare words', { q: 'rare' }],
  ['words that nothing has', { q: 'absent' }],
  ['a beginning of too many words', { q: 'a' }],
  ['the end of a phrase that may go on, counted', { q: '"late parcel" rare' }],
  ['the best match first', { q: 'parcel', sort: 'relevance' }],
  ['facets', { q: 'parcel', facets: true }],
])('%s: are collected', (_, given) => {
  expect(isWalked(asked(given))).toBe(false);
});

test('of few the total is exact', async () => {
  expect((await search.query(asked({ q: 'rare', limit: 5 }))).total).toBe(TICKETS / 100);
  expect((await search.query(asked({ filters: { queueId: 'secret' }, limit: 5 }))).total).toBe(TICKETS / 5);
  expect((await search.query(asked({ filters: { tag: 'nobody has it' } }))).total).toBe(0);
});
