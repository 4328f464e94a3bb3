import type { Item, Key, Table } from '../table/port.ts';
import { written } from '../table/written.ts';
import type { Recipient } from './owed.ts';

/** What was last pushed to a person in a conversation. */
export interface Mark {
  /** The newest message of the last push; 0: none. */
  readonly number: number;
  /** When it was sent, epoch ms. */
  readonly at: number;
  /** The job that sent it, until it has asked every device. */
  readonly by: string | null;
  /** When the one job that waits for this conversation runs, epoch ms. Null: none waits. */
  readonly due: number | null;
  /** The job that began or ended the last wait, so that it continues if it is delivered again. */
  readonly holder: string | null;
}

/** A mark is needed for as long as a push can be on a screen. */
const KEPT_SECONDS = 30 * 86_400;
/** A waiting job that is later than this is lost: the next one takes its place. */
const LOST_AFTER_MS = 900_000;

export const markKey = ({ tenantId, userId, conversationId }: Recipient): Key => ({ pk: `T#${tenantId}#U#${userId}`, sk: `PM#${conversationId}` });

export const markOf = (item: Item | undefined): Mark => ({
  number: Number(item?.['number'] ?? 0),
  at: Number(item?.['at'] ?? 0),
  by: (item?.['by'] as string | undefined) ?? null,
  due: (item?.['due'] as number | undefined) ?? null,
  holder: (item?.['holder'] as string | undefined) ?? null,
});

/** Whether another job waits, which reads again what is owed. */
export const isAwaited = ({ due }: Mark, now: number): boolean => due !== null && due + LOST_AFTER_MS > now;

const ttlOf = (now: number): number => Math.floor(now / 1_000) + KEPT_SECONDS;

/** Lets one job wait for all. False: another waits. @throws TableUnavailable */
export const startWaiting = (
  table: Table,
  who: Recipient,
  { before, due, holder }: { readonly before: Mark; readonly due: number; readonly holder: string },
): Promise<boolean> => written(table.write({ op: 'update', key: markKey(who), set: { due, holder, ttl: ttlOf(due) }, when: { equals: { due: before.due } } }));

/** Ends the wait before anything is read, so that a message that comes later has a job of its own. False: nobody waits for this time. @throws TableUnavailable */
export const stopWaiting = (table: Table, who: Recipient, due: number, holder: string): Promise<boolean> =>
  written(table.write({ op: 'update', key: markKey(who), set: { holder }, remove: ['due'], when: { equals: { due } } }));

/** Makes a job the only one that pushes up to this message. False: another has. @throws TableUnavailable */
export const claim = (table: Table, who: Recipient, { number, at, by }: Pick<Mark, 'number' | 'at'> & { readonly by: string }): Promise<boolean> =>
  written(
    table.write({ op: 'update', key: markKey(who), set: { number, at, by, ttl: ttlOf(at) }, when: { absentOrLess: { attribute: 'number', than: number } } }),
  );

/** Every device was asked. @throws TableUnavailable */
export const finish = async (table: Table, who: Recipient, by: string): Promise<void> => {
  await written(table.write({ op: 'update', key: markKey(who), remove: ['by'], when: { equals: { by } } }));
};
