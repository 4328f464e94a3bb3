import {
  CursorMismatch,
  type Rebuild,
  type Search,
  type SearchAnswer,
  type SearchQuery,
  SearchUnavailable,
  type SearchWrite,
} from '../../domain/search/port.ts';
import { setting } from '../environment.ts';
import { type OpenSearchHttp, openSearchHttp } from './opensearch-http.ts';
import { bulkLines, ensureIndex, LIVE, NEXT } from './opensearch-index.ts';
import { answerOf, asksForNothing, nothing, type SearchResult, searchBody } from './opensearch-query.ts';

/** A process may not know of a rebuild for this long; the rebuild waits longer before it reads the table. */
const KNOWN_MS = 2_000;
const SETTLE_SECONDS = 5;
/** Who searches is a person who waits. */
const QUERY_TIMEOUT_MS = 5_000;
/** Characters of one bulk request; the smallest nodes take 10 MB. */
const BULK_CHARACTERS = 4_000_000;
const ALREADY_NEWER = 409;
const NO_ALIAS = 404;

interface Place {
  readonly index: number;
  readonly alias: string;
}

interface BulkAnswer {
  readonly errors: boolean;
  readonly items: readonly { readonly index: { readonly status: number } }[];
}

class OpenSearch implements Search {
  readonly #http: OpenSearchHttp;
  #rebuilding = { asOf: Number.NEGATIVE_INFINITY, now: false };

  constructor(http: OpenSearchHttp) {
    this.#http = http;
  }

  async bulk(writes: readonly SearchWrite[]): Promise<readonly number[]> {
    if (writes.length === 0) return [];
    return guarded(async () => {
      const aliases = (await this.#isRebuilding()) ? [LIVE, NEXT] : [LIVE];
      const failed = await this.#write(
        writes,
        writes.flatMap((_, index) => aliases.map((alias) => ({ index, alias }))),
      );
      if (!failed.some(({ status, alias }) => status === NO_ALIAS && alias === LIVE)) return placesOf(failed);
      await ensureIndex(this.#http);
      return placesOf(await this.#write(writes, failed));
    });
  }

  async query(query: SearchQuery): Promise<SearchAnswer> {
    const body = searchBody(query);
    if (asksForNothing(query)) return nothing(query);
    return guarded(async () => {
      const path = `${LIVE}/_search?routing=${encodeURIComponent(query.tenantId)}`;
      const found = await this.#http.expect([200, 404], 'POST', path, body, QUERY_TIMEOUT_MS);
      return found.status === NO_ALIAS ? nothing(query) : answerOf(query, found.body as SearchResult);
    });
  }

  async beginRebuild(): Promise<Rebuild> {
    return guarded(async () => {
      await ensureIndex(this.#http);
      for (const index of await this.#indicesBehind(NEXT)) await this.#drop(index);
      const id = `${LIVE}-v${Date.now()}`;
      await this.#http.expect([200], 'PUT', id, { aliases: { [NEXT]: {} } });
      return this.#rebuild(id);
    });
  }

  async resumeRebuild(id: string): Promise<Rebuild | undefined> {
    return guarded(async () => ((await this.#indicesBehind(NEXT)).includes(id) ? this.#rebuild(id) : undefined));
  }

  async close(): Promise<void> {}

  #rebuild(id: string): Rebuild {
    const isUnderWay = async (): Promise<boolean> => (await this.#indicesBehind(NEXT)).includes(id);
    return {
      id,
      settleSeconds: SETTLE_SECONDS,
      bulk: async (writes) =>
        guarded(async () =>
          placesOf(
            await this.#write(
              writes,
              writes.map((_, index) => ({ index, alias: NEXT })),
            ),
          ),
        ),
      swap: async () =>
        guarded(async () => {
          if (!(await isUnderWay())) return;
          await this.#http.expect([200], 'POST', `${id}/_refresh`);
          const old = await this.#indicesBehind(LIVE);
          const actions = [{ remove: { index: id, alias: NEXT } }, { add: { index: id, alias: LIVE } }, ...old.map((index) => ({ remove_index: { index } }))];
          await this.#http.expect([200], 'POST', '_aliases', { actions });
        }),
      abandon: async () =>
        guarded(async () => {
          if (await isUnderWay()) await this.#drop(id);
        }),
    };
  }

  /** Answers what was not written: a version that is already newer counts as written, and so does a rebuild that has ended meanwhile. */
  async #write(writes: readonly SearchWrite[], places: readonly Place[]): Promise<(Place & { status: number })[]> {
    const failed: (Place & { status: number })[] = [];
    for (const chunk of chunksOf(writes, places)) {
      const answer = await this.#http.expect([200], 'POST', '_bulk', `${chunk.lines.join('\n')}\n`);
      const { errors, items } = answer.body as BulkAnswer;
      if (!errors) continue;
      chunk.places.forEach((place, i) => {
        const status = items[i]?.index.status ?? 500;
        const isDone = status < 300 || status === ALREADY_NEWER || (status === NO_ALIAS && place.alias === NEXT);
        if (!isDone) failed.push({ ...place, status });
      });
    }
    return failed;
  }

  async #isRebuilding(): Promise<boolean> {
    const asOf = Date.now();
    if (asOf - this.#rebuilding.asOf >= KNOWN_MS) this.#rebuilding = { asOf, now: (await this.#indicesBehind(NEXT)).length > 0 };
    return this.#rebuilding.now;
  }

  /** Asked by the alias as if it were an index: who asks for it among all indices must be allowed to see all of them. */
  async #indicesBehind(alias: string): Promise<string[]> {
    const { status, body } = await this.#http.expect([200, 404], 'GET', `${alias}/_alias`);
    return status === NO_ALIAS ? [] : Object.keys(body as object);
  }

  async #drop(index: string): Promise<void> {
    await this.#http.expect([200], 'DELETE', `${index}?ignore_unavailable=true`);
  }
}

function* chunksOf(writes: readonly SearchWrite[], places: readonly Place[]): Generator<{ lines: string[]; places: Place[] }> {
  let chunk = { lines: [] as string[], places: [] as Place[] };
  let characters = 0;
  for (const place of places) {
    const write = writes[place.index];
    if (!write) continue;
    const lines = bulkLines(place.alias, write).map((line) => JSON.stringify(line));
    characters += lines.join('').length;
    if (chunk.places.length > 0 && characters > BULK_CHARACTERS) {
      yield chunk;
      chunk = { lines: [], places: [] };
      characters = lines.join('').length;
    }
    chunk.lines.push(...lines);
    chunk.places.push(place);
  }
  if (chunk.places.length > 0) yield chunk;
}

const placesOf = (failed: readonly Place[]): number[] => [...new Set(failed.map(({ index }) => index))];

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CursorMismatch ? error : new SearchUnavailable(error);
  }
}

/** @throws when a setting is missing */
export const openSearchAt = async (endpoint: string): Promise<Search> => new OpenSearch(openSearchHttp(endpoint));

/** The domain of `SEARCH_ENDPOINT`. @throws when it is missing */
export const openSearch = (): Promise<Search> => openSearchAt(setting('SEARCH_ENDPOINT'));
