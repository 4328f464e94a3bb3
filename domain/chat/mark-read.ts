import type { Key, Table } from '../table/port.ts';
import { written } from '../table/written.ts';

/**
 * Records that somebody has read a conversation up to a message, in the item that has their position (`r` beside `n`): forward only, whatever the order in which their devices say it. A device acknowledges what
 * it has received; only the person reads. @throws TableUnavailable
 */
export const markRead = async (table: Table, positionKey: Key, number: number): Promise<void> => {
  if (number <= 0) return;
  await written(table.write({ op: 'update', key: positionKey, set: { r: number }, when: { exists: true, absentOrLess: { attribute: 'r', than: number } } }));
};
