import { expect, test } from 'vitest';
import { seeded } from '../../demo/random.ts';
import type { SearchHit, SearchQuery, SearchWrite } from '../../domain/search/port.ts';
import { seedOfRun } from '../harness/random.ts';
import { corner, minute, type OpenedSearch } from './search-corner.ts';
import { SearchModel } from './search-model.ts';

const WORDS = [
  ['refund', 'refunded', 'ref', 'parcel', 'parcels', 'par', 'blue', 'jacket', 'jackets', 'late', 'not', 'or', 'and', 'a', 'i', '42', '4', '2026-11-01'],
  ['Grüße', 'GRÜSSE', 'café', 'Łódź', 'naïve', 'Αθήνα', 'ещё', 'Еще', 'İstanbul', 'ﬁne', '１２３', 'Ⅷ', 'œuvre', 'K', '½', '𝒜𝓁', '𐌰𐌱'],
  ['返品', '商品を返品', 'สวัสดีครับ', 'हिन्दी', '안녕하세요', '안녕', 'مَرْحَبًا', 'שָׁלוֹם', 'ພາສາ', '👩‍👩‍👧', '🇩🇪', '🙂'],
  [
    '<b>bold</b>',
    'a&b',
    '"quoted"',
    "it's",
    'one-two',
    'x_y',
    'mail@example.org',
    'https://ex.org/?q=1',
    '#tag',
    '@annika_77',
    'C++',
    '…',
    '—',
    '\u0000',
    '\ud83d',
    '\u{e000}',
  ],
  ['pneumono'.repeat(9), `x${'𐌰'.repeat(40)}`],
].flat();
const TAGS = ['vip', 'vi', 'late', 'Late', 'x","b', 'b', '["b"]', '%', '_', 'a b', 'ü', '__proto__', 'toString', "o'clock"];
const [STATUS, QUEUES, AGENTS, TEAMS] = [
  ['created', 'working', 'pending', 'closed'],
  ['q1', 'q2', 'q3', 'q10'],
  ['g1', 'g2'],
  ['t1', 't2'],
];

const SENTIMENTS = ['positive', 'negative'];
const SORTS = ['updatedAt', 'updatedAt', 'createdAt', 'waitingSince'] as const;
const LANGUAGES = ['de', 'DE', 'pt-BR'];

type Random = () => number;
const below = (random: Random, n: number): number => Math.floor(random() * n);
const one = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)] as T;
const some = <T>(random: Random, from: readonly T[], most: number): T[] => [
  ...new Set(Array.from({ length: below(random, most + 1) }, () => one(random, from))),
];
const maybe = <T>(random: Random, chance: number, value: () => T): T | undefined => (random() < chance ? value() : undefined);
const text = (random: Random): string => Array.from({ length: 1 + below(random, 9) }, () => one(random, WORDS)).join(one(random, [' ', ' ', ', ', '\n']));

function writesOf(random: Random, c: ReturnType<typeof corner>, count: number): SearchWrite[] {
  return Array.from({ length: count }, () => {
    const ticketId = `T${String(below(random, 14)).padStart(2, '0')}.1`;
    if (random() < 0.6) return c.message(ticketId, 1 + below(random, 4), random() < 0.15 ? null : text(random), 1 + below(random, 5));
    const fields = {
      sequence: below(random, 1_000),
      status: one(random, STATUS),
      priority: one(random, ['normal', 'high']),
      originId: one(random, ['o1', 'o2']),
      channel: one(random, ['mail', 'x']),
      sentiment: maybe(random, 0.5, () => one(random, SENTIMENTS)) ?? null,
      language: maybe(random, 0.5, () => one(random, LANGUAGES)) ?? null,
      agentId: maybe(random, 0.5, () => one(random, AGENTS)) ?? null,
      teamId: maybe(random, 0.5, () => one(random, TEAMS)) ?? null,
      queueIds: some(random, QUEUES, 3),
      tags: some(random, TAGS, 3),
      topic: maybe(random, 0.4, () => text(random)) ?? null,
      authorName: maybe(random, 0.7, () => text(random)) ?? null,
      authorHandle: maybe(random, 0.3, () => one(random, WORDS)) ?? null,
      createdAt: minute(below(random, 8)),
      waitingSince: maybe(random, 0.6, () => minute(below(random, 8))) ?? null,
      updatedAt: minute(below(random, 8)),
    };
    return c.ticket(ticketId, fields, 1 + below(random, 5));
  });
}

function wordsOfQuery(random: Random, texts: readonly string[]): string {
  const parts = Array.from({ length: below(random, 4) }, () => {
    const pieces = one(random, texts).split(/[ \n]/);
    const at = below(random, pieces.length);
    const piece = pieces[at] ?? '';
    const kind = random();
    if (kind < 0.3) return `"${pieces.slice(at, at + 1 + below(random, 3)).join(' ')}"`;
    if (kind < 0.6)
      return Array.from(piece)
        .slice(0, 1 + below(random, piece.length))
        .join('');
    return kind < 0.9 ? piece : one(random, WORDS);
  });
  return parts.join(' ').slice(0, 200);
}

function queryOf(random: Random, tenantId: string, texts: readonly string[]): SearchQuery {
  const filters: SearchQuery['filters'] = {
    status: maybe(random, 0.2, () => some(random, STATUS, 3)),
    queueId: maybe(random, 0.15, () => one(random, QUEUES)),
    originId: maybe(random, 0.1, () => one(random, ['o1', 'o2', 'O1'])),
    channel: maybe(random, 0.1, () => one(random, ['mail', 'x'])),
    priority: maybe(random, 0.1, () => one(random, ['normal', 'high'])),
    sentiment: maybe(random, 0.1, () => one(random, SENTIMENTS)),
    language: maybe(random, 0.1, () => one(random, LANGUAGES)),
    agentId: maybe(random, 0.15, () => one(random, [...AGENTS, null])),
    teamId: maybe(random, 0.1, () => one(random, TEAMS)),
    tag: maybe(random, 0.25, () => one(random, TAGS)),
    updatedSince: maybe(random, 0.15, () => minute(below(random, 8))),
  };
  const wall = maybe(random, 0.4, () => ({
    agentId: one(random, AGENTS),
    teamIds: some(random, TEAMS, 2),
    queueIds: some(random, QUEUES, 2),
    hiddenQueueIds: some(random, QUEUES, 3),
  }));
  return {
    tenantId,
    q: wordsOfQuery(random, texts),
    filters,
    wall: wall ?? null,
    limit: 1 + below(random, 7),
    cursor: null,
    sort: one(random, SORTS),
    ascending: random() < 0.5,
    facets: true,
  };
}

/** Random tickets and messages of two tenants, in random versions and batches, asked random questions. */
export function searchRandomConformance(opened: () => OpenedSearch, rounds: number, queries: number): void {
  const seed = seedOfRun();
  test(`random writes and queries are answered as the contract says (PARLEY_SEED=${seed})`, async () => {
    const random = seeded(seed);
    for (let round = 0; round < rounds; round += 1) {
      const tenants = [corner(opened), corner(opened)].map((c) => ({ c, model: new SearchModel(), writes: writesOf(random, c, 70) }));
      const mixed = tenants.flatMap(({ writes }) => writes).toSorted(() => random() - 0.5);
      for (let at = 0; at < mixed.length; ) {
        const batch = mixed.slice(at, (at += 1 + below(random, 40)));
        expect(await opened().search.bulk(batch)).toEqual([]);
        for (const { c, model } of tenants) model.apply(batch.filter((write) => ('ticket' in write ? write.ticket : write.message).tenantId === c.tenantId));
      }
      await opened().refresh();
      const texts = tenants.flatMap(({ writes }) =>
        writes.flatMap((write) => ('ticket' in write ? (write.ticket.fields.topic ?? write.ticket.fields.authorName ?? []) : (write.message.text ?? []))),
      );
      for (let n = 0; n < queries; n += 1) {
        const { c, model } = one(random, tenants);
        const query = queryOf(random, c.tenantId, texts);
        const expected = model.answer(query);
        const hits: SearchHit[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof c.ask>> = await opened().search.query({ ...query, cursor });
          expect({ query, total: page.total, facets: page.facets }).toEqual({ query, total: expected.total, facets: expected.facets });
          expect(page.hits.length === query.limit || page.nextCursor === null).toBe(true);
          hits.push(...page.hits);
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect({ query, hits }).toEqual({ query, hits: expected.hits });
        const ranked = await opened().search.query({ ...query, sort: 'relevance', limit: 50 });
        expect(ranked.hits.map((hit) => hit.ticketId).toSorted()).toEqual(expected.hits.map((hit) => hit.ticketId).toSorted());
      }
    }
  });
}
