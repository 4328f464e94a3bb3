import { padded } from '../../support/threads/keys.ts';
import { type Item, type Table, TableUnavailable, TransactionRefused } from '../../table/port.ts';
import { type Change, readChanges, writeChanges } from './changes.ts';
import { covers, firstMissing, type Ranges } from './ranges.ts';

/**
 * The list of what changed for a tenant's staff: numbered segments, one a batch of the projector, in shards. A segment is written after what it
 * names is committed, and under the number that follows the last one, if that number is still free: numbers are dense and are seen in their order.
 * So a reader that has read up to a number misses nothing behind it, however late a commit or a shard of the stream is. Segments stay: the last one is the number's only keeper.
 */
export interface SegmentDeps {
  readonly table: Table;
  /** `COUNTER_SHARDS`. May grow, never shrink. */
  readonly counterShards: number;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface SegmentRef {
  readonly shard: number;
  readonly number: number;
}

export interface Segment extends SegmentRef {
  readonly changes: readonly Change[];
}

const ATTEMPTS = 12;

export const feedPk = (tenantId: string, shard: number): string => `T#${tenantId}#FD#${shard}`;

const tailOf = async (table: Table, tenantId: string, shard: number): Promise<number> => {
  const { items } = await table.query({ pk: feedPk(tenantId, shard), beginsWith: 'S#', descending: true, limit: 1, consistent: true });
  return items[0] ? numberOf(items[0]) : 0;
};
const numberOf = ({ sk }: Item): number => Number(sk.slice(2));

/** The last number of each shard. @throws TableUnavailable */
export const readTails = ({ table, counterShards }: Pick<SegmentDeps, 'table' | 'counterShards'>, tenantId: string): Promise<number[]> =>
  Promise.all(Array.from({ length: counterShards }, (_, shard) => tailOf(table, tenantId, shard)));

/** Appends a segment to one of the shards: any will do, because a segment names what changed and not in which order. @throws TableUnavailable */
export const appendSegment = async (deps: SegmentDeps, tenantId: string, changes: readonly Change[]): Promise<SegmentRef> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const shard = Math.floor(deps.random() * deps.counterShards);
    const tail = await tailOf(deps.table, tenantId, shard);
    const number = tail + 1;
    const item = { pk: feedPk(tenantId, shard), sk: `S#${padded(number)}`, changes: writeChanges(changes) };
    try {
      await deps.table.write({ op: 'put', item, when: { absent: true } });
      return { shard, number };
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      await deps.sleep(deps.random() * Math.min(5 * 2 ** attempt, 200));
    }
  }
  throw new TableUnavailable(new Error('the list of changes is too busy'));
};

/** `expired`: segments that the reader has not seen are gone. */
export type SegmentPage = { readonly segments: readonly Segment[]; readonly more: boolean } | 'expired';

/** What one shard holds beyond what was seen, in order, at most `limit` read. Consistent. @throws TableUnavailable */
export const readUnseen = async (
  table: Table,
  { tenantId, shard, seen, limit }: { readonly tenantId: string; readonly shard: number; readonly seen: Ranges; readonly limit: number },
): Promise<SegmentPage> => {
  const first = firstMissing(seen);
  const pk = feedPk(tenantId, shard);
  const { items, next } = await table.query({ pk, from: `S#${padded(first)}`, to: 'S#9999999999', limit, consistent: true });
  const segments = items.map((item) => ({ shard, number: numberOf(item), changes: readChanges(String(item['changes'])) }));
  const [oldest] = segments;
  if (oldest && oldest.number > first) return 'expired';
  return { segments: segments.filter(({ number }) => !covers(seen, number)), more: next !== null };
};
