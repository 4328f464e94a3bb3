import { type Item, type Key, type Table, TableUnavailable, TransactionRefused } from '../../table/port.ts';
import { type Load, NO_LOAD, type Told, withTold } from '../pace.ts';
import { feedPk, type SegmentRef } from './keys.ts';
import { firstMissing, lowest, type Ranges, readRanges, through, union, withNumber, writeRanges } from './ranges.ts';

/**
 * Which segments have been sent to all connections. Batches of the queue overtake one another, so this is a set and not a
 * number. A live frame's cursor contains it, so that resuming with that cursor brings what was still in progress.
 */
export interface Delivered {
  readonly ranges: Ranges;
  /** Epoch ms since when the first gap exists; null without a gap. */
  readonly gapSince: number | null;
  readonly load: Load;
  readonly version: number;
}

/** The maximum lifetime of a connection: two hours. Later connections have resumed after the gap, and received it then. */
const GAP_MS = 2 * 3600_000 + 600_000;
const RANGES = 32;
const ATTEMPTS = 12;

/** Of one shard; `doneKeys`: of all. */
const doneKey = (tenantId: string, shard: number): Key => ({ pk: feedPk(tenantId, shard), sk: 'DONE' });

interface Deps {
  readonly table: Table;
  readonly clock: () => number;
}

export const doneKeys = (tenantId: string, shards: number): Key[] => Array.from({ length: shards }, (_, shard) => doneKey(tenantId, shard));

/** From the item of a shard. */
export const deliveredOf = (item: Item | undefined): Delivered => ({
  ranges: (typeof item?.['ranges'] === 'string' ? readRanges(item['ranges']) : null) ?? [],
  gapSince: typeof item?.['gapSince'] === 'number' ? item['gapSince'] : null,
  load: (item?.['load'] as Load | undefined) ?? NO_LOAD,
  version: Number(item?.['version'] ?? 0),
});

/** Pure. `now`: epoch ms. */
export const withDelivered = (before: Delivered, numbers: readonly number[], now: number): Delivered => {
  const isOver = before.gapSince !== null && now - before.gapSince > GAP_MS;
  const closed = isOver ? union(before.ranges, through(Math.max(0, (secondOf(before.ranges)?.[0] ?? 1) - 1))) : before.ranges;
  const ranges = lowest(
    numbers.reduce((all, number) => withNumber(all, number), closed),
    RANGES,
  );
  const hasGap = secondOf(ranges) !== undefined;
  const isSame = before.gapSince !== null && firstMissing(ranges) === firstMissing(before.ranges);
  return { ...before, ranges, gapSince: hasGap ? (isSame ? before.gapSince : now) : null, version: before.version + 1 };
};

/** The range behind the first gap. */
const secondOf = (ranges: Ranges): Ranges[number] | undefined => (ranges[0]?.[0] === 1 ? ranges[1] : ranges[0]);

export interface Marked {
  readonly segments: readonly SegmentRef[];
  /** The load of sending them. */
  readonly told: Told;
}

/** Records segments as sent. `known`: as read before; read again after a conflict. @throws TableUnavailable: then they are sent again */
export const markDelivered = async (deps: Deps, tenantId: string, { segments, told }: Marked, known: readonly Delivered[]): Promise<void> => {
  const byShard = [...Map.groupBy(segments, ({ shard }) => shard)];
  const marks = byShard.map(([shard, own], index) => ({
    tenantId,
    shard,
    numbers: own.map(({ number }) => number),
    // In one shard only, because the loads of all shards are added up.
    told: index === 0 ? told : { tickets: 0, frames: 0 },
  }));
  await Promise.all(marks.map((marking) => markShard(deps, marking, known[marking.shard])));
};

interface Marking {
  readonly tenantId: string;
  readonly shard: number;
  readonly numbers: readonly number[];
  readonly told: Told;
}

const markShard = async (deps: Deps, { tenantId, shard, numbers, told }: Marking, known: Delivered | undefined): Promise<void> => {
  const key = doneKey(tenantId, shard);
  let before = known ?? deliveredOf(undefined);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const now = deps.clock();
    const { ranges, gapSince, version } = withDelivered(before, numbers, now);
    const item = { ...key, ranges: writeRanges(ranges), gapSince, load: withTold(before.load, told, now), version };
    try {
      await deps.table.write({ op: 'put', item, when: before.version === 0 ? { absent: true } : { equals: { version: before.version } } });
      return;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
    const [present] = await deps.table.get([key], { consistent: true });
    before = deliveredOf(present);
  }
  throw new TableUnavailable(new Error('the list of what was delivered is too busy'));
};
