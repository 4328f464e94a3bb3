import type { Key, Table } from '../table/port.ts';
import { written } from '../table/written.ts';
import type { Connection } from './connection.ts';

/**
 * Allows one replay at a time per connection. This is a throttle, not a lock: two replays at once cost twice and are harmless, so a turn simply
 * expires if its function died.
 */
const TURN_MS = 30_000;
const KEPT_SECONDS = 600;

const turnKey = ({ tenantId, personId, connectionId }: Connection): Key => ({ pk: `T#${tenantId}#U#${personId}`, sk: `RP#${connectionId}` });

/** Begins a turn, identified by its end (epoch ms); undefined while another replay of this connection runs. @throws TableUnavailable */
export const beginReplay = async (table: Table, connection: Connection, now: number): Promise<number | undefined> => {
  const until = now + TURN_MS;
  const ttl = Math.ceil(until / 1000) + KEPT_SECONDS;
  const write = table.write({ op: 'put', item: { ...turnKey(connection), until, ttl }, when: { absentOrLess: { attribute: 'until', than: now } } });
  return (await written(write)) ? until : undefined;
};

/** Ends a turn, if it is still the current one. @throws TableUnavailable */
export const endReplay = async (table: Table, connection: Connection, until: number): Promise<void> => {
  await written(table.write({ op: 'delete', key: turnKey(connection), when: { equals: { until } } }));
};
