import type { Client } from '@opensearch-project/opensearch';
import {
  type ChatQuery,
  CursorMismatch,
  type Rebuild,
  type Search,
  type SearchAnswer,
  type SearchFailure,
  type SearchQuery,
  SearchUnavailable,
  type SearchWrite,
} from '../../domain/search/port.ts';
import { termsOf } from '../../domain/search/terms.ts';
import { setting } from '../environment.ts';
import { answered, openSearchClient } from './opensearch-client.ts';
import { bulkLines, ensureIndex, LIVE, NEXT } from './opensearch-index.ts';
import { answerOf, type ChatResult, chatBody, hasNoTerms, nothing, type SearchResult, searchBody } from './opensearch-query.ts';

/** A process may not know of a rebuild for this long; the rebuild waits longer before it reads the table. */
const KNOWN_MS = 2_000;
const SETTLE_SECONDS = 5;
/** A person waits for the result of a search. */
const QUERY_TIMEOUT_MS = 5_000;
/** Characters of one bulk request; the smallest nodes take 10 MB. */
const BULK_CHARACTERS = 4_000_000;
const ALREADY_NEWER = 409;
const NO_ALIAS = 404;

interface BulkTarget {
  readonly index: number;
  readonly alias: string;
}

interface BulkAnswer {
  readonly errors: boolean;
  readonly items: readonly { readonly index: { readonly status: number; readonly error?: { readonly type?: string; readonly reason?: string } } }[];
}

interface Failed extends BulkTarget {
  readonly status: number;
  readonly reason: string;
}

/** Statuses of a document that may succeed later, although they are client errors. */
const PASSES = new Set([404, 408, 409, 429]);
const isPermanent = ({ status }: Failed): boolean => status >= 400 && status < 500 && !PASSES.has(status);
/** Of a whole request: unreadable lines, or too many bytes. */
const REFUSED = [400, 413];

class OpenSearch implements Search {
  readonly #client: Client;
  #rebuilding = { asOf: Number.NEGATIVE_INFINITY, now: false };

  constructor(client: Client) {
    this.#client = client;
  }

  async bulk(writes: readonly SearchWrite[]): Promise<readonly SearchFailure[]> {
    if (writes.length === 0) return [];
    return guarded(async () => {
      const aliases = (await this.#isRebuilding()) ? [LIVE, NEXT] : [LIVE];
      const failed = await this.#write(
        writes,
        writes.flatMap((_, index) => aliases.map((alias) => ({ index, alias }))),
      );
      if (!failed.some(({ status, alias }) => status === NO_ALIAS && alias === LIVE)) return failuresOf(failed);
      await ensureIndex(this.#client);
      return failuresOf(await this.#write(writes, failed));
    });
  }

  async query(query: SearchQuery): Promise<SearchAnswer> {
    const body = searchBody(query);
    if (hasNoTerms(query)) return nothing(query);
    const found = await this.#search(query.tenantId, body);
    return found === undefined ? nothing(query) : answerOf(query, found as SearchResult);
  }

  async inChat(query: ChatQuery): Promise<readonly number[]> {
    if (termsOf(query.q).length === 0) return [];
    const found = await this.#search(query.tenantId, chatBody(query));
    return found === undefined ? [] : (found as ChatResult).hits.hits.map(({ _source }) => _source.number);
  }

  /** The answer of `_search`; undefined while there is no index. */
  async #search(tenantId: string, body: ReturnType<typeof searchBody>): Promise<unknown> {
    return guarded(async () => {
      const asked = this.#client.search({ index: LIVE, routing: tenantId, body }, { ignore: [NO_ALIAS], requestTimeout: QUERY_TIMEOUT_MS });
      const found = await answered(asked, 2 * QUERY_TIMEOUT_MS);
      return found.statusCode === NO_ALIAS ? undefined : found.body;
    });
  }

  async beginRebuild(): Promise<Rebuild> {
    return guarded(async () => {
      await ensureIndex(this.#client);
      for (const index of await this.#indicesBehind(NEXT)) await this.#drop(index);
      const id = `${LIVE}-v${Date.now()}`;
      await answered(this.#client.indices.create({ index: id, body: { aliases: { [NEXT]: {} } } }));
      return this.#rebuild(id);
    });
  }

  async resumeRebuild(id: string): Promise<Rebuild | undefined> {
    return guarded(async () => ((await this.#indicesBehind(NEXT)).includes(id) ? this.#rebuild(id) : undefined));
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #rebuild(id: string): Rebuild {
    const isUnderWay = async (): Promise<boolean> => (await this.#indicesBehind(NEXT)).includes(id);
    return {
      id,
      settleSeconds: SETTLE_SECONDS,
      bulk: async (writes) =>
        guarded(async () =>
          failuresOf(
            await this.#write(
              writes,
              writes.map((_, index) => ({ index, alias: NEXT })),
            ),
          ),
        ),
      swap: async () =>
        guarded(async () => {
          if (!(await isUnderWay())) return;
          await answered(this.#client.indices.refresh({ index: id }));
          const old = await this.#indicesBehind(LIVE);
          const actions = [{ remove: { index: id, alias: NEXT } }, { add: { index: id, alias: LIVE } }, ...old.map((index) => ({ remove_index: { index } }))];
          await answered(this.#client.indices.updateAliases({ body: { actions } }));
        }),
      abandon: async () =>
        guarded(async () => {
          if (await isUnderWay()) await this.#drop(id);
        }),
    };
  }

  /** Returns what was not written. A version that is already newer counts as written, and so does a rebuild that has ended in the meantime. */
  async #write(writes: readonly SearchWrite[], targets: readonly BulkTarget[]): Promise<Failed[]> {
    const failed: Failed[] = [];
    for (const { lines, targets: own } of chunksOf(writes, targets)) {
      const answer = await answered(this.#client.bulk({ body: lines as unknown as Record<string, unknown>[] }, { ignore: REFUSED }));
      if (answer.statusCode !== 200) {
        // Retried one by one to find the failing ones.
        if (own.length > 1) for (const target of own) failed.push(...(await this.#write(writes, [target])));
        else for (const target of own) failed.push({ ...target, status: answer.statusCode ?? 0, reason: JSON.stringify(answer.body).slice(0, 400) });
        continue;
      }
      const { errors, items } = answer.body as unknown as BulkAnswer;
      if (!errors) continue;
      own.forEach((target, i) => {
        const { status = 500, error } = items[i]?.index ?? {};
        const isDone = status < 300 || status === ALREADY_NEWER || (status === NO_ALIAS && target.alias === NEXT);
        if (!isDone) failed.push({ ...target, status, reason: `${status} ${error?.type ?? ''} ${error?.reason ?? ''}`.trim() });
      });
    }
    return failed;
  }

  async #isRebuilding(): Promise<boolean> {
    const asOf = Date.now();
    if (asOf - this.#rebuilding.asOf >= KNOWN_MS) this.#rebuilding = { asOf, now: (await this.#indicesBehind(NEXT)).length > 0 };
    return this.#rebuilding.now;
  }

  /** Requested by the alias as if it were an index: to list it among all indices, a role would need the permission to see all of them. */
  async #indicesBehind(alias: string): Promise<string[]> {
    const { statusCode, body } = await answered(this.#client.indices.getAlias({ index: alias }, { ignore: [NO_ALIAS] }));
    return statusCode === NO_ALIAS ? [] : Object.keys(body);
  }

  async #drop(index: string): Promise<void> {
    await answered(this.#client.indices.delete({ index, ignore_unavailable: true }));
  }
}

function* chunksOf(writes: readonly SearchWrite[], targets: readonly BulkTarget[]): Generator<{ lines: string[]; targets: BulkTarget[] }> {
  let chunk = { lines: [] as string[], targets: [] as BulkTarget[] };
  let characters = 0;
  for (const target of targets) {
    const write = writes[target.index];
    if (!write) continue;
    const lines = bulkLines(target.alias, write).map((line) => JSON.stringify(line));
    characters += lines.join('').length;
    if (chunk.targets.length > 0 && characters > BULK_CHARACTERS) {
      yield chunk;
      chunk = { lines: [], targets: [] };
      characters = lines.join('').length;
    }
    chunk.lines.push(...lines);
    chunk.targets.push(target);
  }
  if (chunk.targets.length > 0) yield chunk;
}

/** One failure per write: a permanent failure in one index is not retried for the other. */
const failuresOf = (failed: readonly Failed[]): SearchFailure[] => {
  const byIndex = new Map<number, SearchFailure>();
  for (const one of failed) {
    const permanent = isPermanent(one);
    if (permanent || !byIndex.has(one.index)) byIndex.set(one.index, { index: one.index, permanent, reason: one.reason });
  }
  return [...byIndex.values()];
};

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CursorMismatch ? error : new SearchUnavailable(error);
  }
}

/** @throws when a setting is missing */
export const openSearchAt = async (endpoint: string): Promise<Search> => new OpenSearch(openSearchClient(endpoint));

/** The domain of `SEARCH_ENDPOINT`. @throws when it is missing */
export const openSearch = (): Promise<Search> => openSearchAt(setting('SEARCH_ENDPOINT'));
