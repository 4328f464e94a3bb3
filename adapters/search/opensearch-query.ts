import { highlightsOf } from '../../domain/search/highlight.ts';
import { type ChatQuery, MOST_COUNTED, type SearchAnswer, type SearchHit, type SearchQuery, type SearchWall } from '../../domain/search/port.ts';
import { isBlank, type Term, termsOf } from '../../domain/search/terms.ts';
import { tagWord } from '../../domain/search/words.ts';
import { readCursor, writeCursor } from './cursor.ts';

type Json = Record<string, unknown>;

const FACETS = { status: 'status', channel: 'channel', tags: 'tags', agentId: 'agentId', teamId: 'teamId', priority: 'priority' } as const;
/** Values of one facet; the commonest first. */
const MOST_FACET_VALUES = 100;
/** Maximum completions of a phrase's unfinished last word. */
const MOST_EXPANSIONS = 1000;

const wordQuery = (word: string, prefix: boolean): Json => (prefix ? { prefix: { words: { value: word } } } : { term: { words: { value: word } } });

function wordsQuery({ words, prefix, numbers = [] }: Term): Json {
  const [only, second] = words;
  const query = words.join(' ');
  const phrase = prefix ? { match_phrase_prefix: { words: { query, max_expansions: MOST_EXPANSIONS } } } : { match_phrase: { words: { query } } };
  const written = second === undefined ? wordQuery(only as string, prefix) : phrase;
  return numbers.length === 0 ? written : anyOf([written, ...numbers.map((number) => wordQuery(number.word, number.prefix))]);
}

const anyOf = (should: readonly Json[]): Json => ({ bool: { should, minimum_should_match: 1 } });

/** In the ticket's own words or in one of its messages; the highlight is from the newest such message. */
function termQuery({ tenantId, bare }: SearchQuery, term: Term, index: number): Json {
  const words = wordsQuery(term);
  const child = {
    type: 'message',
    score_mode: 'max',
    query: { bool: { filter: [{ term: { tenantId } }], must: [words] } },
    ...(bare ? {} : { inner_hits: { name: `t${index}`, size: 1, _source: ['texts'], sort: [{ number: 'desc' }] } }),
  };
  // Ranks above every word match: a search for #38 means the ticket.
  const itself = term.sequence === undefined ? [] : [{ constant_score: { filter: { term: { sequence: term.sequence } }, boost: 1_000 } }];
  return anyOf([words, { has_child: child }, ...itself]);
}

function wallQuery({ agentId, teamIds, queueIds, hiddenQueueIds }: SearchWall): Json {
  const should = [
    { term: { agentId } },
    { terms: { teamId: teamIds } },
    { terms: { queueIds } },
    { bool: { must_not: [{ terms: { queueIds: hiddenQueueIds } }] } },
  ];
  return anyOf(should);
}

function filtersOf({ tenantId, filters, wall }: SearchQuery): Json[] {
  const { status, queueId, tag, updatedSince, ...scalars } = filters;
  const all: Json[] = [{ term: { tenantId } }, { term: { kind: 'ticket' } }];
  if (status) all.push({ terms: { status } });
  if (queueId !== undefined) all.push({ term: { queueIds: queueId } });
  // By its text too: an older index, whose tags have no word of their own, is used until it has been rebuilt.
  if (tag !== undefined) all.push(anyOf([{ term: { tags: tag } }, { term: { words: { value: tagWord(tag) } } }]));
  if (updatedSince !== undefined) all.push({ range: { updatedAt: { gte: updatedSince } } });
  for (const [field, value] of Object.entries(scalars)) {
    if (value === null) all.push({ bool: { must_not: [{ exists: { field } }] } });
    else if (value !== undefined) all.push({ term: { [field]: value } });
  }
  if (wall) all.push(wallQuery(wall));
  return all;
}

function orderOf({ sort, ascending }: SearchQuery): Json[] {
  if (sort === 'relevance') return [{ _score: 'desc' }, { ticketId: 'asc' }];
  const order = ascending ? 'asc' : 'desc';
  if (sort === 'updatedAt') return [{ updatedAt: order }, { ticketId: order }];
  // A field that was added after the index was made may be unknown until the next deployment.
  return [{ [sort]: { order, missing: '_last', unmapped_type: 'keyword' } }, { ticketId: order }];
}

/** True for a query that consists of signs alone, which matches no text. */
export const hasNoTerms = ({ q }: SearchQuery): boolean => !isBlank(q) && termsOf(q).length === 0;

/** The body of `_search`. It requests one more hit than the page, which shows whether there is a next page. @throws CursorMismatch */
export function searchBody(query: SearchQuery): Json {
  const position = readCursor(query);
  const terms = termsOf(query.q);
  return {
    size: query.limit + 1,
    track_total_hits: query.bare ? false : MOST_COUNTED,
    _source: ['ticketId', 'sequence', 'updatedAt', ...(query.bare ? [] : ['texts'])],
    query: { bool: { filter: filtersOf(query), must: terms.map((term, index) => termQuery(query, term, index)) } },
    sort: orderOf(query),
    ...(position ? { search_after: [position.value, position.ticketId] } : {}),
    ...(query.facets ? { aggs: Object.fromEntries(Object.entries(FACETS).map(([name, field]) => [name, { terms: { field, size: MOST_FACET_VALUES } }])) } : {}),
  };
}

/** Messages are children of a parent that need not exist: a chat has none. */
export const chatBody = ({ tenantId, conversationId, q, limit, before }: ChatQuery): Json => ({
  size: limit,
  track_total_hits: false,
  _source: ['number'],
  query: {
    bool: {
      filter: [
        { term: { tenantId } },
        { term: { kind: 'message' } },
        { term: { ticketId: conversationId } },
        ...(before === null ? [] : [{ range: { number: { lt: before } } }]),
        ...termsOf(q).map(wordsQuery),
      ],
    },
  },
  sort: [{ number: 'desc' }],
});

export interface ChatResult {
  readonly hits: { readonly hits: readonly { readonly _source: { readonly number: number } }[] };
}

interface Found {
  readonly _source: { readonly ticketId: string; readonly sequence: number; readonly updatedAt: string; readonly texts?: readonly string[] };
  readonly sort: readonly [string | number | null, string];
  readonly inner_hits?: Readonly<
    Record<string, { readonly hits: { readonly hits: readonly { readonly _source?: { readonly texts?: readonly string[] } }[] } }>
  >;
}

export interface SearchResult {
  readonly hits: { readonly total?: { readonly value: number }; readonly hits: readonly Found[] };
  readonly aggregations?: Readonly<Record<string, { readonly buckets: readonly { readonly key: string; readonly doc_count: number }[] }>>;
}

function hitOf(found: Found, terms: readonly Term[]): SearchHit {
  const { ticketId, sequence, updatedAt, texts = [] } = found._source;
  const messages = terms.flatMap((_, index) => found.inner_hits?.[`t${index}`]?.hits.hits.flatMap((hit) => hit._source?.texts ?? []) ?? []);
  return { ticketId, sequence, updatedAt, highlights: highlightsOf([...messages, ...texts], terms) };
}

export function answerOf(query: SearchQuery, result: SearchResult): SearchAnswer {
  const terms = termsOf(query.q);
  const found = result.hits.hits.slice(0, query.limit);
  const last = found.at(-1);
  const more = result.hits.hits.length > query.limit;
  return {
    hits: found.map((one) => hitOf(one, query.bare ? [] : terms)),
    total: Math.min(result.hits.total?.value ?? 0, MOST_COUNTED),
    facets: Object.fromEntries(
      Object.entries(result.aggregations ?? {}).map(([name, { buckets }]) => [name, Object.fromEntries(buckets.map((b) => [b.key, b.doc_count]))]),
    ),
    nextCursor: more && last ? writeCursor(query, { value: last.sort[0], ticketId: last.sort[1] }) : null,
  };
}

/** The empty result: for an index that does not exist yet, and for a query without words. */
export const nothing = (query: SearchQuery): SearchAnswer => ({
  hits: [],
  total: 0,
  facets: query.facets ? Object.fromEntries(Object.keys(FACETS).map((name) => [name, {}])) : {},
  nextCursor: null,
});
