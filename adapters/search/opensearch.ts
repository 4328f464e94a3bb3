import type { Client } from '@opensearch-project/opensearch';
import {
  CursorMismatch,
  type Rebuild,
  type Search,
  type SearchAnswer,
  type SearchQuery,
  SearchUnavailable,
  type SearchWrite,
} from '../../domain/search/port.ts';
import { setting, settingOr } from '../environment.ts';
import { bulkLines, FIRST_INDEX, LIVE, NEXT, TEMPLATE } from './opensearch-index.ts';
import { answerOf, nothing, type SearchResult, searchBody } from './opensearch-query.ts';

/** A process may not know of a rebuild for this long; the rebuild waits longer before it reads the table. */
const KNOWN_MS = 2_000;
const SETTLE_SECONDS = 5;
const TIMEOUT_MS = 10_000;
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
  readonly #client: Client;
  #rebuilding = { asOf: Number.NEGATIVE_INFINITY, now: false };

  constructor(client: Client) {
    this.#client = client;
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
      await this.#ensureIndex();
      return placesOf(await this.#write(writes, failed));
    });
  }

  async query(query: SearchQuery): Promise<SearchAnswer> {
    const body = searchBody(query);
    return guarded(async () => {
      try {
        const found = await this.#client.search({ index: LIVE, routing: query.tenantId, body });
        return answerOf(query, found.body as unknown as SearchResult);
      } catch (error) {
        if (statusOf(error) === NO_ALIAS) return nothing(query);
        throw error;
      }
    });
  }

  async beginRebuild(): Promise<Rebuild> {
    return guarded(async () => {
      await this.#ensureIndex();
      for (const index of await this.#indicesBehind(NEXT)) await this.#client.indices.delete({ index, ignore_unavailable: true });
      const id = `${LIVE}-v${Date.now()}`;
      await this.#client.indices.create({ index: id, body: { aliases: { [NEXT]: {} } } });
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
          await this.#client.indices.refresh({ index: id });
          const old = await this.#indicesBehind(LIVE);
          const actions = [{ remove: { index: id, alias: NEXT } }, { add: { index: id, alias: LIVE } }, ...old.map((index) => ({ remove_index: { index } }))];
          await this.#client.indices.updateAliases({ body: { actions } });
        }),
      abandon: async () =>
        guarded(async () => {
          if (await isUnderWay()) await this.#client.indices.delete({ index: id, ignore_unavailable: true });
        }),
    };
  }

  /** Answers what was not written: a version that is already newer counts as written, and so does a rebuild that has ended meanwhile. */
  async #write(writes: readonly SearchWrite[], places: readonly Place[]): Promise<(Place & { status: number })[]> {
    const failed: (Place & { status: number })[] = [];
    for (const chunk of chunksOf(writes, places)) {
      // The client sends strings as they are.
      const answer = await this.#client.bulk({ body: chunk.lines as unknown as Record<string, unknown>[] });
      const { errors, items } = answer.body as unknown as BulkAnswer;
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
    try {
      return Object.keys((await this.#client.indices.getAlias({ index: alias })).body);
    } catch (error) {
      if (statusOf(error) === NO_ALIAS) return [];
      throw error;
    }
  }

  /** Also brings the template up to date; an index takes it when it is made. Two processes may do so at once. */
  async #ensureIndex(): Promise<void> {
    await this.#client.indices.putIndexTemplate({ name: LIVE, body: TEMPLATE as unknown as Record<string, never> });
    if ((await this.#indicesBehind(LIVE)).length > 0) return;
    try {
      await this.#client.indices.create({ index: FIRST_INDEX, body: { aliases: { [LIVE]: {} } } });
    } catch (error) {
      if (statusOf(error) !== 400) throw error;
    }
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

const statusOf = (error: unknown): unknown => (error instanceof Error && 'statusCode' in error ? error.statusCode : undefined);

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CursorMismatch ? error : new SearchUnavailable(error);
  }
}

/** Requests to https endpoints are signed for the domain (SigV4, service `es`) with the function's own credentials. */
export async function openSearchAt(endpoint: string): Promise<Search> {
  const { Client } = await import('@opensearch-project/opensearch');
  const signed = endpoint.startsWith('https:') ? await signer() : {};
  return new OpenSearch(new Client({ ...signed, node: endpoint, requestTimeout: TIMEOUT_MS, maxRetries: 2 }));
}

async function signer(): Promise<object> {
  const { AwsSigv4Signer } = await import('@opensearch-project/opensearch/aws-v3');
  return AwsSigv4Signer({
    region: setting('AWS_REGION'),
    service: 'es',
    // Lambda renews these variables with each new environment, which lives shorter than they do.
    getCredentials: async () => ({
      accessKeyId: setting('AWS_ACCESS_KEY_ID'),
      secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
      sessionToken: settingOr('AWS_SESSION_TOKEN', ''),
    }),
  });
}

/** The domain of `SEARCH_ENDPOINT`. @throws when it is missing */
export const openSearch = (): Promise<Search> => openSearchAt(setting('SEARCH_ENDPOINT'));
