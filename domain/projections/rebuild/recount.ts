import * as z from 'zod/mini';
import { countOn, countSchema } from '../../support/queues/count-tickets.ts';
import { beginCount, type Compared, compareRound, type Recount } from '../../support/queues/recount.ts';
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

const positionSchema = z.strictObject({
  count: countSchema,
  /** How many chunks of what was counted are stored (`seen.ts`). */
  chunks: z.int().check(z.nonnegative()),
  /** Set when every ticket is counted: how often counters and tickets were compared since. Null: still counting. */
  rounds: z.nullable(z.int().check(z.nonnegative())),
  /** ISO: when the last round began. */
  lookedAt: z.nullable(z.string()),
  /** Queues whose result is final. */
  settled: z.array(z.strictObject({ id: z.string(), stored: z.record(z.string(), z.int()), recounted: z.record(z.string(), z.int()) })),
});
type RecountPosition = z.infer<typeof positionSchema>;

/** A position of an earlier release is ignored: the count starts again. */
const positionOf = async (deps: Parameters<typeof beginCount>[0], tenantId: string, given: unknown): Promise<RecountPosition> => {
  const known = positionSchema.safeParse(given);
  return known.success ? known.data : { count: await beginCount(deps, tenantId), chunks: 0, rounds: null, lookedAt: null, settled: [] };
};

/** Rounds after which a queue that keeps changing is reported as it was in the last round. */
const MOST_ROUNDS = 30;
const PAUSE_SECONDS = 1;

/** `of`: the start of the recount that it belongs to. */
const chunkKey = (tenantId: string, chunk: number): Key => ({ pk: jobsPk(tenantId), sk: `SEEN#${RECOUNT}#${chunk}` });

const readChunks = async (table: Table, tenantId: string, startedAt: string, chunks: number): Promise<Chunk[]> => {
  const keys = Array.from({ length: chunks }, (_, chunk) => chunkKey(tenantId, chunk));
  const items = keys.length > 0 ? await table.get(keys, { consistent: true }) : [];
  return items.flatMap((item: Item | undefined, chunk) => (item?.['of'] === startedAt && item['codes'] ? [{ chunk, codes: item['codes'] as Uint8Array }] : []));
};

/**
 * Counts until the time of the run is over. The counts are stored with the position, so that no ticket is counted twice across runs. Then it compares,
 * round after round, until each queue was read at a moment without changes.
 */
export const recountQueues = ({ counterShards }: { readonly counterShards: number }): Rebuildable => ({
  name: RECOUNT,
  async rebuild(run: Run, given: unknown): Promise<Step> {
    const { table, tenantId, startedAt, until } = run;
    const deps = { table, clock: run.clock, shards: run.shards, counterShards };
    const position = await positionOf(deps, tenantId, given);
    const seen = seenIn(await readChunks(table, tenantId, startedAt, position.chunks));
    const more = (next: Omit<RecountPosition, 'chunks'>, delaySeconds = 0): Step => {
      const visited = next.count.counted - position.count.counted;
      const changed = seen.changed();
      const chunks = Math.max(position.chunks, ...changed.map(({ chunk }) => chunk + 1));
      const writes = changed.map(({ chunk, codes }): Write => ({ op: 'put', item: { ...chunkKey(tenantId, chunk), of: startedAt, codes } }));
      const skipped = next.count.unreadable.length - position.count.unreadable.length;
      return { visited, carried: visited, skipped, state: 'more', position: { ...next, chunks }, writes, ...(delaySeconds > 0 ? { delaySeconds } : {}) };
    };
    let { count } = position;
    if (position.rounds === null) {
      const counted = await countOn(deps, tenantId, { given: count, seen, until });
      ({ count } = counted);
      if (!counted.done) return more({ ...position, count });
    }
    const rounds = position.rounds ?? 0;
    const lookedAt = new Date(run.clock()).toISOString();
    const known = new Set(position.settled.map(({ id }) => id));
    const queueIds = Object.keys(count.queues).filter((id) => !known.has(id));
    const round = await compareRound(deps, tenantId, { given: count, seen, queueIds, changedSince: position.lookedAt ?? count.startedAt });
    ({ count } = round);
    const settled = [...(position.settled as unknown as Compared[]), ...round.settled];
    if (round.moving.length > 0 && rounds < MOST_ROUNDS)
      return more({ count, rounds: rounds + 1, lookedAt, settled: settled as unknown as RecountPosition['settled'] }, PAUSE_SECONDS);
    const visited = count.counted - position.count.counted;
    const order = new Map(Object.keys(count.queues).map((id, at) => [id, at]));
    const result: RecountResult = {
      queues: [...settled, ...round.moving].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)),
      startedAt: count.startedAt,
      finishedAt: new Date(run.clock()).toISOString(),
      counted: count.counted,
      ...(count.unreadable.length > 0 ? { unreadable: count.unreadable } : {}),
    };
    const drops = Array.from({ length: position.chunks }, (_, chunk): Write => ({ op: 'delete', key: chunkKey(tenantId, chunk) }));
    return {
      visited,
      carried: visited,
      skipped: count.unreadable.length - position.count.unreadable.length,
      state: 'done',
      position: null,
      result,
      writes: drops,
    };
  },
});
