import { Unavailable } from '../../edge-errors.ts';
import { padded } from '../../support/threads/keys.ts';
import type { Key, Table } from '../../table/port.ts';
import { writeChanges } from './changes.ts';
import { BLOCK, contentsOf } from './contents.ts';
import { feedPk, type SegmentRef } from './keys.ts';
import { readRun } from './segment.ts';

/** Segments 1 to 64 are block 1. */
export const blockOf = (number: number): number => Math.ceil(number / BLOCK);
export const firstOf = (block: number): number => (block - 1) * BLOCK + 1;
export const lastOf = (block: number): number => block * BLOCK;

const contentsKey = (tenantId: string, shard: number, block: number): Key => ({ pk: feedPk(tenantId, shard), sk: `B#${padded(block)}` });
/** A block with too many owners and queues has no note; its segments are read. */
const MOST_CHARACTERS = 8_000;
/** What a segment needs besides its changes: keys, time, expiry. */
const KEYS_BYTES = 90;

/**
 * The writer of the last segment of a block writes a note of the block's contents. If that fails, nothing is lost: readers then read the
 * segments. `ttl`: seconds since 1970, of the last segment.
 */
export const noteContents = async (table: Table, tenantId: string, { shard, number, ttl }: SegmentRef & { readonly ttl: number }): Promise<void> => {
  if (number % BLOCK !== 0) return;
  const block = blockOf(number);
  try {
    const { segments, expired } = await readRun(table, { tenantId, shard, first: firstOf(block), last: number });
    const contents = contentsOf(segments.map(({ changes }) => changes));
    if (expired || contents.length > MOST_CHARACTERS) return;
    const bytes = segments.reduce((sum, { changes }) => sum + KEYS_BYTES + Buffer.byteLength(writeChanges(changes)), 0);
    await table.write({ op: 'put', item: { ...contentsKey(tenantId, shard, block), contents, bytes, ttl } });
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
  }
};

export interface Contents {
  readonly contents: string;
  /** Of all segments of the block. */
  readonly bytes: number;
}

/** The contents of some blocks, by number. A block without a note is left out. @throws TableUnavailable */
export const readContents = async (
  table: Table,
  { tenantId, shard, from, to }: { readonly tenantId: string; readonly shard: number; readonly from: number; readonly to: number },
): Promise<ReadonlyMap<number, Contents>> => {
  if (from > to) return new Map();
  const { items } = await table.query({ pk: feedPk(tenantId, shard), from: `B#${padded(from)}`, to: `B#${padded(to)}` });
  return new Map(items.map(({ sk, contents, bytes }) => [Number(sk.slice(2)), { contents: String(contents), bytes: Number(bytes) }]));
};
