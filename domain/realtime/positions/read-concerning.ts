import type { Table } from '../../table/port.ts';
import type { Interest } from '../interest.ts';
import { blockOf, firstOf, lastOf, readContents } from './blocks.ts';
import { BLOCK, concerning } from './contents.ts';
import { holes, type Ranges, through, union } from './ranges.ts';
import { readRun, type Segment } from './segment.ts';
import { readUnseen } from './segments.ts';

export interface ConcerningPage {
  readonly segments: readonly Segment[];
  /** What the reader has seen after this page: the segments, and those that do not concern them. */
  readonly passed: Ranges;
  readonly more: boolean;
  /** Segments that the reader has not seen have expired. */
  readonly expired: boolean;
}

interface Asked {
  readonly tenantId: string;
  readonly shard: number;
  readonly seen: Ranges;
  /** The last segment when the reader began: those up to it certainly exist, newer ones may not. */
  readonly tail: number;
  /** Approximate maximum of segments to read: blocks are read completely. */
  readonly limit: number;
  readonly interest: Interest;
}

/** Blocks whose contents are read in parallel. */
const BLOCKS = 16;
/** A read of up to 4 KB costs the same. */
const READ_BYTES = 4096;

/** The holes split into pieces, none longer than a block, none across two. */
const piecesOf = (seen: Ranges, tail: number, most: number): (readonly [number, number])[] => {
  const pieces: (readonly [number, number])[] = [];
  for (const [first, end] of holes(seen)) {
    const last = Math.min(end, tail);
    for (let from = first; from <= last && pieces.length < most; from = lastOf(blockOf(from)) + 1) pieces.push([from, Math.min(last, lastOf(blockOf(from)))]);
  }
  return pieces;
};

/** Runs that contain all of these indexes. A gap is included if it costs no more than a separate read. */
const runsOf = (first: number, indexes: readonly number[], bytes: number): (readonly [number, number])[] => {
  const apart = Math.max(1, Math.floor((READ_BYTES * BLOCK) / bytes));
  const runs: [number, number][] = [];
  for (const number of indexes.map((index) => first + index)) {
    const open = runs.at(-1);
    if (open && number - open[1] <= apart) open[1] = number;
    else runs.push([number, number]);
  }
  return runs;
};

/**
 * The unseen segments of a shard that may concern the reader, in order. For a whole block, its contents are read first, and then only the segments that
 * may concern them; a block without contents, and the newest one, are read completely. @throws TableUnavailable
 */
export const readConcerning = async (table: Table, { tenantId, shard, seen, tail, limit, interest }: Asked): Promise<ConcerningPage> => {
  const pieces = piecesOf(seen, tail, BLOCKS);
  const whole = interest.all ? [] : pieces.filter(([first, last]) => last - first + 1 === BLOCK).map(([first]) => blockOf(first));
  const contents = await readContents(table, { tenantId, shard, from: whole[0] ?? 1, to: whole.at(-1) ?? 0 });
  const segments: Segment[] = [];
  const passed: (readonly [number, number])[] = [];
  let expired = false;
  for (const [first, last] of pieces) {
    if (segments.length >= limit) return { segments, passed, more: true, expired };
    const block = blockOf(first);
    const own = first === firstOf(block) && last === lastOf(block) ? contents.get(block) : undefined;
    const indexes = own ? concerning(own.contents, interest) : null;
    const runs = own && indexes ? runsOf(first, indexes, own.bytes) : [[first, last] as const];
    for (const run of await Promise.all(runs.map(([from, to]) => readRun(table, { tenantId, shard, first: from, last: to })))) {
      segments.push(...run.segments);
      expired ||= run.expired;
    }
    passed.push([first, last]);
  }
  if (pieces.length === BLOCKS) return { segments, passed, more: true, expired };
  const newer = await readUnseen(table, { tenantId, shard, seen: union(seen, through(tail)), limit });
  return {
    segments: [...segments, ...newer.segments],
    passed: [...passed, ...newer.segments.map(({ number }) => [number, number] as const)],
    more: newer.more,
    expired: expired || newer.expired,
  };
};
