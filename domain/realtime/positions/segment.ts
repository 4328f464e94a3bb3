import { padded } from '../../support/threads/keys.ts';
import type { Item, Table } from '../../table/port.ts';
import { type Change, readChanges } from './changes.ts';
import { feedPk, type SegmentRef } from './keys.ts';

export interface Segment extends SegmentRef {
  readonly changes: readonly Change[];
}

export const segmentSk = (number: number): string => `S#${Number.isFinite(number) ? padded(number) : '9999999999'}`;
export const numberOf = ({ sk }: Item): number => Number(sk.slice(2));
export const segmentOf = (shard: number, item: Item): Segment => ({ shard, number: numberOf(item), changes: readChanges(String(item['changes'])) });

export interface Run {
  readonly tenantId: string;
  readonly shard: number;
  readonly first: number;
  readonly last: number;
}

/** The whole run of a shard, in order; shorter if segments have expired. */
const queried = async (table: Table, { tenantId, shard, first, last }: Run, consistent: boolean): Promise<Segment[]> => {
  const segments: Segment[] = [];
  for (let from = first; from <= last; ) {
    const { items, next } = await table.query({ pk: feedPk(tenantId, shard), from: segmentSk(from), to: segmentSk(last), consistent });
    segments.push(...items.map((item) => segmentOf(shard, item)));
    if (!next) break;
    from = (segments.at(-1)?.number ?? last) + 1;
  }
  return segments;
};

/**
 * Reads segments that are known to exist. They never change and their numbers have no gaps, so an eventually consistent read at half the price is enough if
 * it finds all of them. If one is missing, the read is repeated with strong consistency; what is missing then has expired. @throws TableUnavailable
 */
export const readRun = async (table: Table, run: Run): Promise<{ readonly segments: readonly Segment[]; readonly expired: boolean }> => {
  const count = run.last - run.first + 1;
  const segments = await queried(table, run, false);
  if (segments.length === count) return { segments, expired: false };
  const present = await queried(table, run, true);
  return { segments: present, expired: present.length < count };
};
