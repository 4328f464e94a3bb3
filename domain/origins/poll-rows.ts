import { everyItem } from '../table/every-item.ts';
import type { Item, Key, Table } from '../table/port.ts';
import { written } from '../table/written.ts';
import type { ChannelName } from './channels.ts';
import type { Origin } from './origin.ts';

/**
 * Origins whose provider is polled: one partition of the directory, one row each. The row holds the cursor. It is not a lock: two pollers of the same
 * origin fetch the same elements, which deduplication merges, and only one of them moves the cursor.
 */
export interface PollRow {
  readonly tenantId: string;
  readonly originId: string;
  readonly channel: ChannelName;
  /** ISO: nothing older is requested. */
  readonly since: string;
  /** The channel's own; null before the first call. */
  readonly cursor: string | null;
  /** Epoch ms. */
  readonly dueAt: number;
  /** Consecutive failures. */
  readonly failures: number;
  readonly version: number;
}

const POLLS = 'DIR#poll';
const pollKey = (originId: string): Key => ({ pk: POLLS, sk: originId });
const itemOf = (row: PollRow): Item => ({ ...pollKey(row.originId), ...row });

/** Whether the origin has a row. @throws TableUnavailable */
export const hasPoll = async (table: Table, originId: string): Promise<boolean> =>
  (await table.get([pollKey(originId)], { consistent: true }))[0] !== undefined;

/** The row of a new origin: due immediately. */
export const pollItem = (tenantId: string, { id, channel, createdAt }: Origin): Item =>
  itemOf({ tenantId, originId: id, channel, since: createdAt, cursor: null, dueAt: 0, failures: 0, version: 1 });

const rowOf = (item: Item): PollRow => ({
  tenantId: String(item['tenantId']),
  originId: item.sk,
  channel: item['channel'] as ChannelName,
  since: String(item['since']),
  cursor: typeof item['cursor'] === 'string' ? item['cursor'] : null,
  dueAt: Number(item['dueAt'] ?? 0),
  failures: Number(item['failures'] ?? 0),
  version: Number(item['version'] ?? 0),
});

/** Due origins, the longest overdue first. `now`: epoch ms. @throws TableUnavailable */
export const duePolls = async (table: Table, now: number): Promise<PollRow[]> =>
  (await everyItem(table, POLLS, ''))
    .map(rowOf)
    .filter(({ dueAt }) => dueAt <= now)
    .sort((a, b) => a.dueAt - b.dueAt);

/** Changes a row and returns it; undefined if another process has changed it in the meantime. @throws TableUnavailable */
export const changePoll = async (table: Table, row: PollRow, change: Partial<Pick<PollRow, 'cursor' | 'dueAt' | 'failures'>>): Promise<PollRow | undefined> => {
  const after = { ...row, ...change, version: row.version + 1 };
  return (await written(table.write({ op: 'put', item: itemOf(after), when: { equals: { version: row.version } } }))) ? after : undefined;
};

/** Deletes the row of a deleted origin. @throws TableUnavailable */
export const endPoll = async (table: Table, { originId, version }: PollRow): Promise<void> => {
  await written(table.write({ op: 'delete', key: pollKey(originId), when: { equals: { version } } }));
};
