import * as z from 'zod/mini';
import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { Item, Table } from '../../table/port.ts';
import { withWholeBodies } from '../messages/bodies.ts';
import type { BodyStore } from '../messages/body-store.ts';
import { type Message, messageOf } from '../messages/message.ts';
import { allPartitions } from '../queues/every-ticket.ts';
import { mergedEntry } from '../tickets/activity-sources.ts';
import { loadTickets } from '../tickets/store.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { type TriedRule, type Trying, triedMessage, tryRule } from './try-rule.ts';

const change = z.strictObject({ field: z.string(), from: z.unknown(), to: z.unknown() });
/** The position of a dry-run. Stored between two steps. */
export const foundSchema = z.strictObject({
  /** The position in the order of activity after which to continue; null at the beginning and at the end. */
  after: z.nullable(z.string()),
  looked: z.int().check(z.nonnegative()),
  matched: z.int().check(z.nonnegative()),
  items: z.array(z.strictObject({ ticketId: z.string(), sequence: z.int(), changes: z.array(change) })),
  /** Bytes of `items` as JSON. */
  bytes: z.int().check(z.nonnegative()),
});
export type Found = z.infer<typeof foundSchema>;
export const NOTHING_FOUND: Found = { after: null, looked: 0, matched: 0, items: [], bytes: 0 };

export interface WalkDeps {
  readonly table: Table;
  readonly bodies: BodyStore;
  readonly clock: () => number;
  /** Write shards of the activity index (`ACTIVITY_SHARDS`). */
  readonly shards: number;
}

/** Tickets by their last activity, both ISO. Tickets that become active after `to` are left out. */
export interface TicketRange {
  readonly from: string;
  readonly to: string;
}

export interface WalkPlan extends Trying {
  readonly tenantId: string;
  readonly rule: TriedRule;
  readonly range: TicketRange;
  /** Maximum of listed items. */
  readonly limit: number;
  /** Epoch ms after which no further page is begun. */
  readonly until: number;
  /** Total number of tickets after which no further page is begun. */
  readonly most: number;
}

const PAGE = 100;
/** Maximum bytes of the items of one answer, so that a stored job fits into an item of the table. */
const ITEM_BYTES = 200_000;
/** Sorts after every ticket id. */
const END = '\uffff';

/**
 * Tries the rule on the tickets of a range, newest activity first. A ticket that changes in the meantime moves to the front and may be missed.
 * @throws TableUnavailable; repeating is safe
 */
export const dryRunStep = async (deps: WalkDeps, plan: WalkPlan, given: Found): Promise<{ readonly done: boolean; readonly found: Found }> => {
  const pks = allPartitions(plan.tenantId, { shards: deps.shards, since: plan.range.from, now: plan.range.to });
  let found = given;
  do {
    const before = found.after;
    const page = await deps.table.merge({
      index: 'byActivity',
      pks,
      from: plan.range.from,
      to: before ?? `${plan.range.to}${END}`,
      descending: true,
      // The page includes the position itself once more.
      limit: PAGE + (before === null ? 0 : 1),
    });
    const fresh = page.items.filter(({ position }) => position !== before);
    const tickets = await presentTickets(deps.table, plan.tenantId, fresh.map(mergedEntry));
    found = { ...(await tried(deps, plan, found, tickets)), after: page.next };
    if (page.next === null) return { done: true, found };
    // Yields to other work of the process, because an embedded table answers synchronously.
    await new Promise(setImmediate);
  } while (found.looked < plan.most && deps.clock() < plan.until);
  return { done: false, found };
};

const presentTickets = async (table: Table, tenantId: string, entries: readonly ReturnType<typeof mergedEntry>[]): Promise<Ticket[]> => {
  const moved = entries.filter(({ ticket }) => ticket === undefined).map(({ ticketId }) => ticketId);
  const elsewhere = moved.length === 0 ? [] : await loadTickets(table, tenantId, moved);
  return [...entries.map(({ ticket }) => ticket), ...elsewhere].filter((ticket) => ticket !== undefined);
};

const tried = async (deps: WalkDeps, plan: WalkPlan, given: Found, tickets: readonly Ticket[]): Promise<Found> => {
  const messages = await messagesOf(deps, plan, tickets);
  const items = [...given.items];
  let { matched, bytes } = given;
  for (const ticket of tickets) {
    const number = triedMessage(plan.rule, ticket);
    const message = number ? messages.get(ticket.id) : null;
    // The message no longer exists, so the event cannot be tried on this ticket.
    if (number === null || message === undefined) continue;
    const changes = tryRule(plan.rule, ticket, message, plan);
    if (!changes) continue;
    matched += 1;
    if (changes.length === 0 || items.length >= plan.limit) continue;
    const item = { ticketId: ticket.id, sequence: ticket.sequence, changes };
    bytes += Buffer.byteLength(JSON.stringify(item));
    if (bytes <= ITEM_BYTES) items.push(item);
  }
  return { ...given, looked: given.looked + tickets.length, matched, items, bytes };
};

/** The message for each ticket, with its whole body, by the ticket's id. */
const messagesOf = async ({ table, bodies }: WalkDeps, { tenantId, rule }: WalkPlan, tickets: readonly Ticket[]): Promise<ReadonlyMap<string, Message>> => {
  const wanted = tickets.flatMap((ticket) => {
    const number = triedMessage(rule, ticket);
    return number ? [{ ticket, pk: threadPk(tenantId, ticket.threadId), number }] : [];
  });
  const items = await table.get(wanted.map(({ pk, number }) => messageKey(pk, number)));
  const whole = await Promise.all(items.map((item, at) => wholeOf({ table, bodies }, wanted[at]?.pk ?? '', item)));
  return new Map(whole.flatMap((item, at) => (item ? [[wanted[at]?.ticket.id ?? '', messageOf(item)] as const] : [])));
};

const wholeOf = async (deps: Pick<WalkDeps, 'table' | 'bodies'>, pk: string, item: Item | undefined): Promise<Item | undefined> =>
  item?.['aside'] === true ? (await withWholeBodies(deps, pk, [item]))[0] : item;
