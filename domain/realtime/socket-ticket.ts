import { createHash } from 'node:crypto';
import type { Actor, Clock } from '../context.ts';
import { unauthenticated } from '../people/credentials/unauthenticated.ts';
import { type Item, type Key, type Table, type TableOf, TransactionRefused, type Write } from '../table/port.ts';
import { type Connection, connectionItems, endOf, isStaff } from './connection.ts';
import { rightsOf } from './connection-rights.ts';
import { beginListening } from './listening.ts';
import { markShard } from './live-keys.ts';
import { enter } from './live-people.ts';

/** Browsers cannot send a header with a WebSocket: a single-use ticket in its URL authenticates the caller for 30 s. */
const TICKET_SECONDS = 30;
/** A ticket with more time left than possible was issued before the clock was set back. A new one is a request away. */
const CLOCKS_DIFFER_MS = 60_000;

const isGood = (expiresAt: number, now: number): boolean => expiresAt > now && expiresAt - now <= TICKET_SECONDS * 1000 + CLOCKS_DIFFER_MS;

/** Only the hash is stored, so that nobody who reads the table can connect with it. */
const ticketKey = (ticket: string): Key => ({ pk: `DIR#ticket#${createHash('sha256').update(ticket).digest('hex')}`, sk: 'DIR' });

export interface TicketDeps {
  readonly table: Table;
  readonly clock: Clock;
  /** 256 random bits. */
  readonly newSecret: () => string;
}

interface Holder {
  readonly tenantId: string;
  readonly actor: Extract<Actor, { type: 'agent' | 'user' | 'key' }>;
  readonly sessionId: string | null;
}

/** @throws TableUnavailable */
export const issueSocketTicket = ({ table, clock, newSecret }: TicketDeps, { tenantId, actor, sessionId }: Holder): Promise<{ ticket: string }> => {
  const holder = { tenantId, personId: actor.id, principal: actor.type, role: actor.role, teamIds: actor.teamIds, sessionId };
  return issue({ table, clock, newSecret }, holder);
};

/** For a visitor of a live chat, who is known by their conversation. @throws TableUnavailable */
export const issueVisitorTicket = (
  deps: TicketDeps,
  { tenantId, threadId }: { readonly tenantId: string; readonly threadId: string },
): Promise<{ ticket: string }> => issue(deps, { tenantId, personId: threadId, principal: 'visitor', role: 'user', teamIds: [], sessionId: null });

const issue = async ({ table, clock, newSecret }: TicketDeps, holder: Omit<Connection, 'connectionId'>): Promise<{ ticket: string }> => {
  const ticket = newSecret();
  const expiresAt = clock() + TICKET_SECONDS * 1000;
  await table.write({ op: 'put', item: { ...ticketKey(ticket), ...holder, expiresAt, ttl: Math.ceil(expiresAt / 1000) }, when: { absent: true } });
  return { ticket };
};

const holderOf = (item: Item, connectionId: string): Connection => ({
  connectionId,
  tenantId: String(item['tenantId']),
  personId: String(item['personId']),
  principal: item['principal'] as Connection['principal'],
  role: item['role'] as Connection['role'],
  teamIds: item['teamIds'] as string[],
  sessionId: item['sessionId'] as string | null,
});

/**
 * Accepts a connection for a ticket. One transaction uses up the ticket, checks that the session and the person's rights are still valid, and
 * stores the connection, so that a simultaneous logout or change of role either rejects it or finds it to close.
 * @throws Problem unauthenticated (unknown, used or expired ticket; ended session); TableUnavailable
 */
export const openConnection = async (
  { table, tableOf, clock }: Pick<TicketDeps, 'table' | 'clock'> & { readonly tableOf: TableOf },
  ticket: string,
  connectionId: string,
): Promise<Connection> => {
  const key = ticketKey(ticket);
  const [item] = await table.get([key], { consistent: true });
  if (!item || !isGood(Number(item['expiresAt']), clock())) throw unauthenticated('The ticket is unknown, used or expired.');
  const holder = holderOf(item, connectionId);
  // The current role and teams: they may have changed since the ticket was issued.
  const rights = await rightsOf(tableOf(holder.tenantId), holder, clock());
  if (!rights) throw unauthenticated('The session of this ticket has ended.');
  const connection: Connection = { ...holder, role: rights.role, teamIds: rights.teamIds };
  const writes: Write[] = [
    { op: 'delete', key, when: { exists: true } },
    ...rights.checks,
    ...connectionItems(connection, clock()).map((one): Write => ({ op: 'put', item: one })),
  ];
  try {
    await tableOf(connection.tenantId).transact(writes);
  } catch (error) {
    if (error instanceof TransactionRefused) throw unauthenticated('The ticket was used, or its session has ended.');
    throw error;
  }
  // Not in the transaction: many clients that reconnect at once would conflict. If it fails, the client is rejected, and the stored items expire.
  const own = tableOf(connection.tenantId);
  if (isStaff(connection.role)) await own.write(markShard(connection.tenantId, connectionId));
  if (connection.principal === 'visitor') return connection;
  const now = clock();
  await enter(own, connection, endOf(now));
  await beginListening(own, connection, now);
  return connection;
};
