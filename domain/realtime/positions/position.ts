import { createHash } from 'node:crypto';
import { clamped, lowest, type Ranges, readRanges, union, writeRanges } from './ranges.ts';

/** How far somebody has seen a tenant's feed. */
export interface FeedPosition {
  /** The segments that were seen, by shard of the list of changes. */
  readonly seen: readonly Ranges[];
  /** Epoch ms of creation. */
  readonly at: number;
  /** For a first connection and old cursors: everything since then (epoch ms) must be sent, whatever was seen. */
  readonly since?: number | undefined;
}

/** Maximum ranges per shard in a cursor. The rest counts as not seen: it is better to send twice than to miss something. */
const RANGES = 8;

/**
 * Bound to the tenant, opaque to clients. A cursor has no signature: a replay checks visibility anyway, so a forged cursor only replays more or
 * less of what its holder may see.
 */
const mark = (tenantId: string): string => createHash('sha256').update(tenantId).digest('base64url').slice(0, 8);

const trimmed = (texts: readonly string[]): readonly string[] => texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);

export const encodeFeedCursor = (tenantId: string, { seen, at, since }: FeedPosition): string => {
  const shards = trimmed(seen.map((ranges) => writeRanges(lowest(ranges, RANGES)))).join(';');
  return Buffer.from(`f2.${mark(tenantId)}.${at.toString(36)}.${since === undefined ? '' : since.toString(36)}.${shards}`).toString('base64url');
};

/** Null for a text that is not a cursor of this tenant. Cursors of earlier releases (`f1`, a time alone) are positions from that time on. */
export const decodeFeedCursor = (tenantId: string, cursor: string): FeedPosition | null => {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, whose, time] = /^f1\.([\w-]{8})\.(\d{1,15})$/.exec(text) ?? [];
  if (time !== undefined) return whose === mark(tenantId) ? { seen: [], at: Number(time), since: Number(time) } : null;
  const [, owner, at = '', since = '', shards = ''] = /^f2\.([\w-]{8})\.([0-9a-z]{1,9})\.([0-9a-z]{0,9})\.([0-9a-z,;-]*)$/.exec(text) ?? [];
  if (owner !== mark(tenantId)) return null;
  const seen = shards.split(';').map(readRanges);
  if (seen.includes(null)) return null;
  return { seen: seen as Ranges[], at: Number.parseInt(at, 36), ...(since === '' ? {} : { since: Number.parseInt(since, 36) }) };
};

const both = (a: FeedPosition, b: FeedPosition): readonly Ranges[] =>
  Array.from({ length: Math.max(a.seen.length, b.seen.length) }, (_, shard) => union(a.seen[shard] ?? [], b.seen[shard] ?? []));

/** The union of both: a position only moves forward. A start time only stays while neither has passed it. */
export const laterOf = (a: FeedPosition, b: FeedPosition): FeedPosition => {
  const since = a.since === undefined || b.since === undefined ? undefined : Math.max(a.since, b.since);
  return { seen: both(a, b), at: Math.max(a.at, b.at), ...(since === undefined ? {} : { since }) };
};

/** Limits a position to existing segments. `tails`: the last number of each shard. */
export const withinTails = (position: FeedPosition, tails: readonly number[]): FeedPosition => ({
  ...position,
  seen: tails.map((tail, shard) => clamped(position.seen[shard] ?? [], tail)),
});
