import * as z from 'zod/mini';
import { countOn, countSchema } from '../../support/queues/count-tickets.ts';
import { beginCount, compareCount, type Recount } from '../../support/queues/recount.ts';
import { type Chunk, seenIn } from '../../support/queues/seen.ts';
import type { Item, Key, Table, Write } from '../../table/port.ts';
import type { Run, Step } from '../projection.ts';
import { jobsPk } from './job.ts';
import type { Rebuildable } from './run.ts';

/** The name of the job that compares queues' counters with tickets. It repairs nothing: that is the rebuild of `queues`. */
export const RECOUNT = 'recount';

export type RecountResult = Recount & {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly counted: number;
  readonly unreadable?: readonly string[];
};

const placeSchema = z.strictObject({
  count: countSchema,
  /** How many chunks of what was counted are stored (`seen.ts`). */
  chunks: z.int().check(z.nonnegative()),
});

/** `of`: the beginning of the recount that it belongs to. */
const chunkKey = (tenantId: string, chunk: number): Key => ({ pk: jobsPk(tenantId), sk: `SEEN#${RECOUNT}#${chunk}` });

const readChunks = async (table: Table, tenantId: string, startedAt: string, chunks: number): Promise<Chunk[]> => {
  const keys = Array.from({ length: chunks }, (_, chunk) => chunkKey(tenantId, chunk));
  const items = keys.length > 0 ? await table.get(keys, { consistent: true }) : [];
  return items.flatMap((item: Item | undefined, chunk) => (item?.['of'] === startedAt ? [{ chunk, bits: item['bits'] as Uint8Array }] : []));
};

/** Counts until the time of the run is over. What it counted is stored with the place, so that no ticket is counted twice across stretches. */
export const recountQueues = ({ counterShards }: { readonly counterShards: number }): Rebuildable => ({
  name: RECOUNT,
  async rebuild(run: Run, given: unknown): Promise<Step> {
    const { table, tenantId, startedAt } = run;
    const deps = { table, clock: run.clock, shards: run.shards, counterShards };
    const place = given === null ? { count: await beginCount(deps, tenantId), chunks: 0 } : placeSchema.parse(given);
    const seen = seenIn(await readChunks(table, tenantId, startedAt, place.chunks));
    const { done, count } = await countOn(deps, tenantId, { given: place.count, seen, until: run.until });
    const visited = count.counted - place.count.counted;
    const counted = { visited, carried: visited, skipped: count.unreadable.length - place.count.unreadable.length };
    if (done) {
      const result: RecountResult = {
        ...(await compareCount(deps, tenantId, count)),
        startedAt: count.startedAt,
        finishedAt: new Date(run.clock()).toISOString(),
        counted: count.counted,
        ...(count.unreadable.length > 0 ? { unreadable: count.unreadable } : {}),
      };
      const drops = Array.from({ length: place.chunks }, (_, chunk): Write => ({ op: 'delete', key: chunkKey(tenantId, chunk) }));
      return { ...counted, state: 'done', place: null, result, writes: drops };
    }
    const changed = seen.changed();
    const chunks = Math.max(place.chunks, ...changed.map(({ chunk }) => chunk + 1));
    const writes = changed.map(({ chunk, bits }): Write => ({ op: 'put', item: { ...chunkKey(tenantId, chunk), of: startedAt, bits } }));
    return { ...counted, state: 'more', place: { count, chunks }, writes };
  },
});
