import { type Table, TableUnavailable, TransactionRefused } from '../../table/port.ts';
import { noteContents } from './blocks.ts';
import { type Change, writeChanges } from './changes.ts';
import { deliveredOf, doneKeys } from './delivered.ts';
import { feedPk, type SegmentRef } from './keys.ts';
import { holes, type Ranges } from './ranges.ts';
import { numberOf, type Segment, segmentOf, segmentSk } from './segment.ts';

/**
 * The list of changes for a tenant's staff: numbered segments, one per batch of the projector, in shards. A segment is written after the commit of what it
 * names, under the number after the last one, if that number is still free: numbers have no gaps and become visible in order.
 * A reader who has read up to a number has missed nothing before it, however late a commit or a shard of the stream is. Segments expire; an older cursor is
 * answered with `stale`.
 */
export interface SegmentDeps {
  readonly table: Table;
  /** `COUNTER_SHARDS`. May grow, never shrink. */
  readonly counterShards: number;
  readonly clock: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

const ATTEMPTS = 12;
/** As long as a cursor can be resumed. */
export const SEGMENT_DAYS = 30;
/**
 * When all segments of a shard have expired, only the last delivered number is known, not the last written one: continuing far beyond it
 * uses no number twice. Clients that were away that long get `stale`.
 */
const LEAP = 1_000_000;

const tailOf = async (table: Table, tenantId: string, shard: number): Promise<number> => {
  const { items } = await table.query({ pk: feedPk(tenantId, shard), beginsWith: 'S#', descending: true, limit: 1, consistent: true });
  return items[0] ? numberOf(items[0]) : 0;
};

/** The last number of each shard. @throws TableUnavailable */
export const readTails = ({ table, counterShards }: Pick<SegmentDeps, 'table' | 'counterShards'>, tenantId: string): Promise<number[]> =>
  Promise.all(Array.from({ length: counterShards }, (_, shard) => tailOf(table, tenantId, shard)));

/** For a shard without segments: there never was one, or all have expired. */
const firstNumber = async (table: Table, tenantId: string, shard: number): Promise<number> => {
  const [done] = await table.get(doneKeys(tenantId, shard + 1).slice(shard), { consistent: true });
  const last = deliveredOf(done).ranges.at(-1)?.[1];
  return last === undefined ? 1 : last + LEAP;
};

/** Appends a segment to any of the shards: the order does not matter, because a segment only names what changed. @throws TableUnavailable */
export const appendSegment = async (deps: SegmentDeps, tenantId: string, changes: readonly Change[]): Promise<SegmentRef> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const shard = Math.floor(deps.random() * deps.counterShards);
    const tail = await tailOf(deps.table, tenantId, shard);
    const number = tail > 0 ? tail + 1 : await firstNumber(deps.table, tenantId, shard);
    const now = deps.clock();
    const ttl = Math.floor(now / 1000) + SEGMENT_DAYS * 86_400;
    const item = { pk: feedPk(tenantId, shard), sk: segmentSk(number), changes: writeChanges(changes), at: now, ttl };
    try {
      await deps.table.write({ op: 'put', item, when: { absent: true } });
      await noteContents(deps.table, tenantId, { shard, number, ttl });
      return { shard, number };
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      await deps.sleep(deps.random() * Math.min(5 * 2 ** attempt, 200));
    }
  }
  throw new TableUnavailable(new Error('the list of changes is too busy'));
};

/**
 * Binary search for the first segment of a shard that is not older than a time (epoch ms): numbers grow with time. An expired one counts as older. Null:
 * there are more than `most` of them.
 * @throws TableUnavailable
 */
export const firstSince = async (
  table: Table,
  {
    tenantId,
    shard,
    tail,
    since,
    most,
  }: { readonly tenantId: string; readonly shard: number; readonly tail: number; readonly since: number; readonly most: number },
): Promise<number | null> => {
  const isOlder = async (number: number): Promise<boolean> => {
    const [item] = await table.get([{ pk: feedPk(tenantId, shard), sk: segmentSk(number) }]);
    return Number(item?.['at'] ?? 0) < since;
  };
  let [older, newer] = [Math.max(0, tail - most), tail + 1];
  if (older > 0 && !(await isOlder(older))) return null;
  while (newer - older > 1) {
    const middle = Math.floor((older + newer) / 2);
    if (await isOlder(middle)) older = middle;
    else newer = middle;
  }
  return newer;
};

export interface SegmentPage {
  readonly segments: readonly Segment[];
  readonly more: boolean;
  /** Segments that the reader has not seen have expired. */
  readonly expired: boolean;
}

interface Unseen {
  readonly tenantId: string;
  readonly shard: number;
  readonly seen: Ranges;
  /** Maximum of segments to read. */
  readonly limit: number;
}

/** The unseen segments of one shard, in order: one query per hole, so that seen segments are not read again. Strongly consistent. @throws TableUnavailable */
export const readUnseen = async (table: Table, { tenantId, shard, seen, limit }: Unseen): Promise<SegmentPage> => {
  const pk = feedPk(tenantId, shard);
  const segments: Segment[] = [];
  let expired = false;
  for (const [first, last] of holes(seen)) {
    const most = limit - segments.length;
    if (most <= 0) return { segments, more: true, expired };
    const { items, next } = await table.query({ pk, from: segmentSk(first), to: segmentSk(last), limit: most, consistent: true });
    segments.push(...items.map((item) => segmentOf(shard, item)));
    // Numbers have no gaps: a missing one before an existing one has expired.
    expired ||= items[0] ? numberOf(items[0]) > first : Number.isFinite(last);
    if (next) return { segments, more: true, expired };
  }
  return { segments, more: false, expired };
};
