import { FRAME_BODY } from '../limits.ts';
import { withBodies } from '../support/messages/bodies.ts';
import { isVisible, type Message, messageOf } from '../support/messages/message.ts';
import { padded, threadPk } from '../support/threads/keys.ts';
import { partitionSource, type Source } from '../support/tickets/activity-sources.ts';
import { activityPk, closedPk } from '../support/tickets/index-keys.ts';
import { STATUSES, type Ticket } from '../support/tickets/ticket.ts';
import type { Item, Page, Query, Table } from '../table/port.ts';
import { cut } from '../text/well-formed.ts';
import { type FeedMessage, feedMessageOf } from './feed-entry.ts';

/** Tickets closed longer ago than this do not come back in a replay, whatever is amended in them. */
const CLOSED_MONTHS = 13;
const PAGE = 25;
/** Entries of one log of one ticket in a replay, and characters of all its texts; the newest come, and the client reads the others by the API. */
const ENTRIES = 1000;
const CHARACTERS = 8_000_000;

/** The last months up to `now` (epoch ms), `yyyy-mm`, newest first. */
const lastMonths = (now: number): string[] => {
  const at = new Date(now);
  return Array.from({ length: CLOSED_MONTHS }, (_, back) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back, 1)).toISOString().slice(0, 7));
};

/**
 * Tickets whose activity is not older than `since` (ISO), oldest first, as sources to merge. A closed ticket lies in the month of
 * its closing but by its last activity, so all months are asked.
 */
export const changedSources = (table: Table, tenantId: string, since: string, options: { readonly now: number; readonly shards: number }): Source[] => {
  const active = STATUSES.filter((status) => status !== 'closed').flatMap((status) =>
    Array.from({ length: options.shards }, (_, shard) => activityPk(tenantId, status, shard)),
  );
  const partitions = [...active, ...lastMonths(options.now).map((month) => closedPk(tenantId, month))];
  return partitions.map((pk) => partitionSource(table, { index: 'byActivity', sk: 'aSk', pk }, { ascending: true, after: null, since }, ''));
};

export interface MessageChanges {
  readonly appended: readonly FeedMessage[];
  readonly amended: readonly FeedMessage[];
  /** False: there was more than a replay brings. */
  readonly isWhole: boolean;
}

/** What happened in a ticket's messages since a time (ISO): one query of each of the thread's two logs, newest first, as far as needed. */
export const messagesSince = async (table: Table, tenantId: string, ticket: Ticket, since: string): Promise<MessageChanges> => {
  const pk = threadPk(tenantId, ticket.threadId);
  const [entries, amendments] = await Promise.all([appendedSince(table, pk, ticket, since), amendedSince(table, pk, since)]);
  const appended = entries.filter((item) => messageOf(item).ticketId === ticket.id && isVisible(messageOf(item)));
  const told = new Set(appended.map((item) => messageOf(item).number));
  const keys = [...amendments].filter((number) => !told.has(number)).map((number) => ({ pk, sk: `M#${padded(number)}` }));
  const changed = keys.length > 0 ? (await table.get(keys, { consistent: true })).filter((item) => item !== undefined && isOf(messageOf(item), ticket)) : [];
  const messages = await feedMessages(table, pk, ticket, [...(changed as Item[]), ...appended.toReversed()]);
  const isWhole = messages.length === appended.length + changed.length && entries.length < ENTRIES && amendments.size < ENTRIES;
  // Read from the newest on, told from the oldest on.
  const amended = messages.slice(0, changed.length).reverse();
  return { appended: messages.slice(changed.length).reverse(), amended, isWhole };
};

/** With their bodies, as far as a frame shows them; ends early when that is enough for one ticket. */
const feedMessages = async (table: Table, pk: string, ticket: Ticket, items: readonly Item[]): Promise<FeedMessage[]> => {
  const messages: FeedMessage[] = [];
  for (let start = 0, characters = 0; start < items.length && characters < CHARACTERS; start += PAGE) {
    for (const item of await withBodies(table, pk, items.slice(start, start + PAGE))) {
      const message = feedMessageOf(ticket.threadId, ticket.id, item);
      const isLong = message.body !== null && message.body.length > FRAME_BODY;
      messages.push(isLong ? { ...message, body: cut(message.body as string, FRAME_BODY), aside: true } : message);
      characters += Math.min(message.body?.length ?? 0, FRAME_BODY);
    }
  }
  return messages;
};

const isOf = (message: Message, ticket: Ticket): boolean => message.ticketId === ticket.id && !message.shadowed;

/** All pages of a query as long as `goesOn` says so of the page's last item, and as far as a replay goes. */
const whileFresh = async (table: Table, query: Query, goesOn: (last: Item) => boolean): Promise<Item[]> => {
  const items: Item[] = [];
  let page: Page | undefined;
  do {
    page = await table.query({ ...query, ...(page?.next ? { after: page.next } : {}) });
    items.push(...page.items);
  } while (page.next && page.items.length > 0 && items.length < ENTRIES && goesOn(page.items.at(-1) as Item));
  return items;
};

/** Ascending. A ticket that is younger than `since` is new as a whole, whenever its first messages came. */
const appendedSince = async (table: Table, pk: string, ticket: Ticket, since: string): Promise<Item[]> => {
  const isNew = ticket.createdAt >= since;
  const query: Query = { pk, from: `M#${padded(ticket.firstNumber)}`, to: 'M#9999999999', descending: true, limit: PAGE, consistent: true };
  const items = await whileFresh(table, query, (last) => isNew || isFresh(last, since));
  // The first page stays whole where the provider's clock says nothing: repeating a message does no harm, missing one does.
  return items.filter((item, place) => isNew || isFresh(item, since) || (place < PAGE && !isOurClock(item))).reverse();
};

/** Whether the item tells by our own clock when it entered the log. A customer's message carries the time of the provider, who may bring it late. */
const isOurClock = (item: Item): boolean => typeof item['appendedAt'] === 'string' || !['customer', 'origin'].includes(messageOf(item).author.type);
const isFresh = (item: Item, since: string): boolean => String(item['appendedAt'] ?? item['createdAt']) >= since;

const amendedSince = async (table: Table, pk: string, since: string): Promise<Set<number>> => {
  const isRecent = (item: Item): boolean => typeof item['at'] === 'string' && item['at'] >= since;
  const items = await whileFresh(table, { pk, from: 'A#', to: 'A#9999999999', descending: true, limit: PAGE, consistent: true }, isRecent);
  return new Set(items.filter(isRecent).flatMap((item) => (typeof item['of'] === 'number' ? [item['of']] : [])));
};
