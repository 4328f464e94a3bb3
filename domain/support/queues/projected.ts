import type { Item, Key, Write } from '../../table/port.ts';
import { parseTicketId, projectedKey } from '../threads/keys.ts';
import type { Status, Ticket } from '../tickets/ticket.ts';
import { rowKey, rowOrder, spread } from './keys.ts';
import type { TicketRef } from './touched.ts';

/**
 * The last state that the projector wrote for a ticket (`Q#{first}`): the status under which each queue counts it, and where its row is.
 * Rows and counters only change together with this item, under its optimistic lock.
 */
export interface Projected {
  /** Incremented by each write of this item. */
  readonly version: number;
  /** The ticket's revision that all rows and counts correspond to; an older one never replaces it. */
  readonly revision: number;
  /** The shard of its rows. */
  readonly shard: number;
  /** queue id → counted `{status}`, then `|{order of its row}` unless closed; prefixed by `{epoch}~` unless 0. */
  readonly queues: Readonly<Record<string, string>>;
}

/** One ticket's part of a transaction. */
export interface Plan {
  readonly ref: TicketRef;
  /** `Q#`, conditional on what was read, is first in the list. Then the rows. */
  readonly writes: readonly Write[];
  /** queue id → status → the change of its counter. */
  readonly counters: Readonly<Record<string, Readonly<Partial<Record<Status, number>>>>>;
  /** The tenant's current epoch of counters. */
  readonly epoch: number;
  /** False: more queues differ than one step can change; plan again. */
  readonly complete: boolean;
}

/** Maximum queues per step. Each costs up to two row writes and a counter of a transaction's 100. */
const QUEUES_A_STEP = 30;

export const projectedKeyOf = (tenantId: string, ticketId: string): Key => {
  const parsed = parseTicketId(ticketId);
  if (!parsed) throw new Error(`${ticketId} is no ticket id`);
  return projectedKey(tenantId, parsed.threadId, parsed.firstNumber);
};

export const parseProjected = (item: Item | undefined): Projected | undefined =>
  item && {
    version: Number(item['v']),
    revision: Number(item['revision']),
    shard: Number(item['shard'] ?? 0),
    queues: (item['queues'] ?? {}) as Record<string, string>,
  };

/** The state that a ticket should have there: closed tickets are counted but have no row. */
const wanted = (ticket: Ticket | undefined, epoch: number): Record<string, string> => {
  if (!ticket) return {};
  const entry = `${epoch === 0 ? '' : `${epoch}~`}${ticket.status}${ticket.status === 'closed' ? '' : `|${rowOrder(ticket)}`}`;
  return Object.fromEntries(ticket.queueIds.map((queueId) => [queueId, entry]));
};

interface Entry {
  readonly epoch: number;
  readonly status: Status;
  /** The order of its row; undefined if it has none. */
  readonly order: string | undefined;
}

const parseEntry = (entry: string | undefined): Entry | undefined => {
  if (entry === undefined) return undefined;
  const [, epoch = '0', status, order] = /^(?:(\d+)~)?(\w+)(?:\|(.+))?$/.exec(entry) ?? [];
  return { epoch: Number(epoch), status: status as Status, order };
};

/**
 * Queues that do not count the ticket in its current state, or still count it in its old state. Compares statuses instead of revisions, because a change of
 * neither status nor queues does not write this item.
 */
export const countedOtherwise = (ticket: Ticket, projected: Projected | undefined): readonly string[] => {
  const counted = projected?.queues ?? {};
  return [...new Set([...Object.keys(counted), ...ticket.queueIds])].filter(
    (queueId) => parseEntry(counted[queueId])?.status !== (ticket.queueIds.includes(queueId) ? ticket.status : undefined),
  );
};

/** Whether there may be something to do: a newer revision, a new epoch, or an explicit request. */
const isDue = (ref: TicketRef, ticket: Ticket | undefined, before: Projected | undefined, epoch: number): boolean => {
  const entries = Object.values(before?.queues ?? {});
  if (!ticket) return entries.length > 0;
  const seen = before?.revision ?? 0;
  return ticket.revision > seen || (ticket.revision === seen && (ref.anew === true || entries.some((entry) => parseEntry(entry)?.epoch !== epoch)));
};

/**
 * The plan from the stored to the wanted state. Null if there is nothing to do: the stored state is equal or newer.
 * `ticket` undefined: it was deleted. `shards`: of rows. `epoch`: the tenant's.
 */
export const planProjection = (
  ref: TicketRef,
  ticket: Ticket | undefined,
  before: Projected | undefined,
  { shards, epoch }: { readonly shards: number; readonly epoch: number },
): Plan | null => {
  const { tenantId, ticketId } = ref;
  if (!isDue(ref, ticket, before, epoch)) return null;
  const target = wanted(ticket, epoch);
  const old = before?.queues ?? {};
  const differing = [...new Set([...Object.keys(old), ...Object.keys(target)])].filter((queueId) => old[queueId] !== target[queueId]);
  if (differing.length === 0 && ticket?.revision === before?.revision) return null;
  const now = differing.slice(0, QUEUES_A_STEP);
  const complete = now.length === differing.length;
  const shard = before?.shard ?? spread(ticketId, shards);
  const queues = Object.fromEntries(
    Object.entries({ ...old, ...target }).flatMap(([queueId]) => keep(queueId, now.includes(queueId) ? target[queueId] : old[queueId])),
  );
  const revision = complete && ticket ? ticket.revision : (before?.revision ?? 0);
  const item: Item = {
    ...projectedKeyOf(tenantId, ticketId),
    v: (before?.version ?? 0) + 1,
    revision,
    ...(shard ? { shard } : {}),
    ...(Object.keys(queues).length > 0 ? { queues } : {}),
  };
  const rowWrites = now.flatMap((queueId): Write[] => {
    const [from, to] = [parseEntry(old[queueId]), parseEntry(target[queueId])];
    const moves = from?.order !== to?.order;
    return [
      ...(from?.order !== undefined && moves ? [{ op: 'delete', key: rowKey(tenantId, queueId, shard, from.order, ticketId) } as const] : []),
      // A change of status alone changes a counter, not the row. In a new epoch the row may be lost, so it is always written.
      ...(to?.order !== undefined && (moves || from?.epoch !== epoch)
        ? [{ op: 'put', item: { ...rowKey(tenantId, queueId, shard, to.order, ticketId), revision: ticket?.revision } } as const]
        : []),
    ];
  });
  return {
    ref,
    writes: [{ op: 'put', item, when: before ? { equals: { v: before.version } } : { absent: true } }, ...rowWrites],
    counters: Object.fromEntries(now.flatMap((queueId) => counted(queueId, parseEntry(old[queueId]), parseEntry(target[queueId]), epoch))),
    epoch,
    complete,
  };
};

const keep = (queueId: string, entry: string | undefined): [string, string][] => (entry === undefined ? [] : [[queueId, entry]]);

/** Counts of an older epoch are not subtracted. */
const counted = (queueId: string, from: Entry | undefined, to: Entry | undefined, epoch: number): [string, Partial<Record<Status, number>>][] => {
  const left = from?.epoch === epoch ? from.status : undefined;
  const entered = to?.status;
  if (left === entered) return [];
  return [[queueId, { ...(left ? { [left]: -1 } : {}), ...(entered ? { [entered]: 1 } : {}) }]];
};
