import { tenantKey } from '../../configuration/keys.ts';
import { tenantSince } from '../../support/queues/every-ticket.ts';
import type { Table } from '../../table/port.ts';
import type { FeedPosition } from './position.ts';
import { holes, type Ranges, through } from './ranges.ts';
import { firstSince, readTails } from './segments.ts';

interface Deps {
  readonly table: Table;
  readonly counterShards: number;
}

/** Maximum of segments for a resume: beyond it, reloading the screen costs less. */
export const REPLAYED = 10_000;
/** The clocks of the processes that wrote them differ. */
const CLOCKS_DIFFER_MS = 60_000;

export interface Start {
  /** By shard, what was seen. Null: more has changed than is replayed. */
  readonly seen: readonly Ranges[] | null;
  /** By shard, everything that exists. */
  readonly end: readonly Ranges[];
}

const unseen = (seen: Ranges, tail: number): number => holes(seen).reduce((sum, [first, last]) => sum + Math.max(0, Math.min(last, tail) - first + 1), 0);

/** Where a replay begins. A position without segments (a first connection, an old cursor) is a time, at which the list of changes is entered. @throws TableUnavailable */
export const startOf = async (deps: Deps, tenantId: string, { seen, since }: FeedPosition): Promise<Start> => {
  const tails = await readTails(deps, tenantId);
  const end = tails.map(through);
  if (since !== undefined) {
    const from = { tenantId, since: since - CLOCKS_DIFFER_MS, most: REPLAYED };
    const firsts = await Promise.all(tails.map((tail, shard) => firstSince(deps.table, { ...from, shard, tail })));
    const known = firsts.filter((first) => first !== null);
    const isWhole = known.length === firsts.length && (known.some((first) => first > 1) || (await isYounger(deps.table, tenantId, from.since)));
    return { seen: isWhole ? known.map((first) => through(first - 1)) : null, end };
  }
  const count = tails.reduce((sum, tail, shard) => sum + unseen(seen[shard] ?? [], tail), 0);
  return { seen: count > REPLAYED ? null : tails.map((_, shard) => seen[shard] ?? []), end };
};

/**
 * Whether the tenant was created after a time (epoch ms). If no segment is older than that time, only a younger tenant's list is known to be complete: an
 * older tenant may have got its list with a later release.
 */
const isYounger = async (table: Table, tenantId: string, time: number): Promise<boolean> => {
  const [tenant] = await table.get([tenantKey(tenantId)]);
  return Date.parse(tenantSince(tenant)) >= time;
};
