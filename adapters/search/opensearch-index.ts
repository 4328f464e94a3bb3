import type { API, Client } from '@opensearch-project/opensearch';
import { SEARCH_COLUMNS, type SearchColumn, textsOfTicket } from '../../domain/search/fields.ts';
import type { MessageDocument, SearchWrite, TicketDocument } from '../../domain/search/port.ts';
import { indexedTexts, indexedWords } from '../../domain/search/words.ts';
import { WORDS_VERSION } from '../../domain/search/words-version.ts';
import { answered } from './opensearch-client.ts';
import { whole } from './whole.ts';

/** The alias for reads and writes. The index behind it changes with each rebuild. */
export const LIVE = 'parley-search';
/** Exists only during a rebuild, so that every process can detect it. */
export const NEXT = 'parley-search-next';
/** Index names; the aliases above must not match. */
export const PATTERN = 'parley-search-v*';
const FIRST_INDEX = 'parley-search-v0';

const keyword = { type: 'keyword' } as const;
const long = { type: 'long' } as const;
const kept = { type: 'keyword', index: false, doc_values: false } as const;

/** The mapping of the columns. */
export const columnMappings = (columns: readonly SearchColumn[]): Record<string, typeof keyword | typeof long> =>
  Object.fromEntries(columns.map(({ name, isNumber }) => [name, isNumber ? long : keyword]));

/**
 * Tickets are parents, messages their children: a word may be found in either, yet a ticket's update never rewrites its messages.
 * `words` holds what domain/search/words.ts made of the texts (folded, separated by spaces), so the analyzer only splits and the
 * engine needs no ICU plug-in; positions serve phrases.
 */
export const TEMPLATE = {
  index_patterns: [PATTERN],
  template: {
    settings: {
      number_of_shards: 3,
      // One node: none. More nodes: one copy each, without a further setting.
      auto_expand_replicas: '0-1',
      refresh_interval: '1s',
      analysis: { analyzer: { folded: { type: 'custom', tokenizer: 'whitespace' } } },
    },
    mappings: {
      // The version of the words with which an index was created: deployments compare it and report when a rebuild is needed.
      _meta: { words: WORDS_VERSION },
      dynamic: 'strict',
      properties: {
        kind: { type: 'join', relations: { ticket: 'message' } },
        tenantId: keyword,
        ticketId: keyword,
        number: { type: 'long' },
        words: { type: 'text', analyzer: 'folded', position_increment_gap: 100 },
        texts: kept,
        ...columnMappings(SEARCH_COLUMNS),
      },
    },
  },
} satisfies API.Indices_PutIndexTemplate_RequestBody;

const ticketDocId = (tenantId: string, ticketId: string): string => `${tenantId}/${ticketId}`;

function ticketBody({ tenantId, ticketId, fields: f }: TicketDocument): Record<string, unknown> {
  const texts = textsOfTicket(f);
  const values: Readonly<Record<string, unknown>> = { ...f };
  return {
    kind: 'ticket',
    tenantId,
    ticketId,
    texts: texts.map(whole),
    words: indexedTexts(texts, f.tags),
    ...Object.fromEntries(SEARCH_COLUMNS.map(({ name }) => [name, values[name]])),
  };
}

/** Without words the document stays as its own tombstone: the engine forgets the versions of deleted documents after a minute. */
function messageBody({ tenantId, ticketId, number, text }: MessageDocument): Record<string, unknown> {
  const kind = { name: 'message', parent: ticketDocId(tenantId, ticketId) };
  return { kind, tenantId, ticketId, number, ...(text === null ? {} : { texts: [whole(text)], words: indexedWords(text) }) };
}

/** The two lines of a bulk request: only newer versions win, and a missing alias is an error rather than a new index. */
export function bulkLines(alias: string, write: SearchWrite): [Record<string, unknown>, Record<string, unknown>] {
  const document = 'ticket' in write ? write.ticket : write.message;
  const ticketId = ticketDocId(document.tenantId, document.ticketId);
  const _id = 'ticket' in write ? ticketId : `${ticketId}/${write.message.number}`;
  return [
    { index: { _index: alias, _id, routing: document.tenantId, version: document.version, version_type: 'external', require_alias: true } },
    'ticket' in write ? ticketBody(write.ticket) : messageBody(write.message),
  ];
}

/**
 * Updates the template, which applies to new indices, and creates the first index if there is none. An existing index stays
 * unchanged. Functions that write call it too, and may do nothing else with indices. Returns whether it created one. @throws Error with the answer
 */
export async function ensureIndex({ indices }: Client): Promise<boolean> {
  await answered(indices.putIndexTemplate({ name: LIVE, body: TEMPLATE }));
  const { statusCode } = await answered(indices.getAlias({ index: LIVE }, { ignore: [404] }));
  if (statusCode === 200) return false;
  try {
    await answered(indices.create({ index: FIRST_INDEX, body: { aliases: { [LIVE]: {} } } }));
    return true;
  } catch (error) {
    // Two processes may do so at once.
    if (error instanceof Error && error.message.includes('resource_already_exists')) return false;
    throw error;
  }
}

/**
 * Adds new fields to an index of an earlier release, which rejects unknown fields. Returns whether it was created with another version of
 * the words: until it is rebuilt, some of its texts are not found. Only for deployments: functions may not change mappings.
 * @throws Error with the answer
 */
export async function bringUpToDate({ indices }: Client, columns: readonly SearchColumn[] = SEARCH_COLUMNS): Promise<{ readonly isOfOtherWords: boolean }> {
  const { body } = await answered(indices.getMapping({ index: LIVE }));
  const mappings = Object.values(body).map((index) => index.mappings);
  const known = mappings.flatMap(({ properties }) => Object.keys(properties ?? {}));
  const missing = columns.filter(({ name }) => !known.includes(name));
  if (missing.length > 0) await answered(indices.putMapping({ index: PATTERN, body: { properties: columnMappings(missing) } }));
  return { isOfOtherWords: mappings.some(({ _meta }) => _meta?.['words'] !== WORDS_VERSION) };
}
