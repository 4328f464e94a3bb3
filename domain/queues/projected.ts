import type { Item, Key, Write } from '../table/port.ts';
import { parseTicketId, projectedKey } from '../threads/keys.ts';
import type { Status, Ticket } from '../tickets/ticket.ts';
import { rowKey, rowOrder, spread } from './keys.ts';
import type { TicketRef } from './touched.ts';

/**
 * What the projector last did for a ticket (`Q#{first}`): under which status each queue counts it, and where its row stands.
 * Rows and counters change only together with this item, and this item only when it is still the one that was read.
 */
export interface Projected {
  /** Rises with each writing of this item. */
  readonly version: number;
  /** The ticket's revision that everything below agrees with; an older one never comes after it. */
  readonly revision: number;
  /** The shard of its rows. */
  readonly shard: number;
  /** queue id → `{status}` counted, and `|{order of its row}` unless closed. */
  readonly queues: Readonly<Record<string, string>>;
}

/** One ticket's part of a transaction. */
export interface Plan {
  readonly ref: TicketRef;
  /** `Q#`, conditional on what was read; first in the list. Then rows. */
  readonly writes: readonly Write[];
  /** queue id → status → by how much its counter moves. */
  readonly counters: Readonly<Record<string, Readonly<Partial<Record<Status, number>>>>>;
  /** False: more queues differ than one step takes; plan again. */
  readonly complete: boolean;
}

/** Queues moved in one step. Each costs up to two row writes and a counter of a transaction's 100. */
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

/** What should stand there for a ticket: closed ones are counted and have no row. */
const wanted = (ticket: Ticket | undefined): Record<string, string> => {
  if (!ticket) return {};
  const entry = ticket.status === 'closed' ? ticket.status : `${ticket.status}|${rowOrder(ticket)}`;
  return Object.fromEntries(ticket.queueIds.map((queueId) => [queueId, entry]));
};

/**
 * From what stands to what should. Null when there is nothing to do: it stands already, or something newer does.
 * `ticket` undefined: it is gone.
 */
export const planProjection = (ref: Plan['ref'], ticket: Ticket | undefined, before: Projected | undefined, shards: number): Plan | null => {
  const { tenantId, ticketId } = ref;
  if (ticket ? ticket.revision <= (before?.revision ?? 0) : Object.keys(before?.queues ?? {}).length === 0) return null;
  const target = wanted(ticket);
  const old = before?.queues ?? {};
  const differing = [...new Set([...Object.keys(old), ...Object.keys(target)])].filter((queueId) => old[queueId] !== target[queueId]);
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
    const [from, to] = [orderOf(old[queueId]), orderOf(target[queueId])];
    // A status alone moves a counter, not the row.
    if (from === to) return [];
    return [
      ...(from === undefined ? [] : [{ op: 'delete', key: rowKey(tenantId, queueId, shard, from, ticketId) } as const]),
      ...(to === undefined ? [] : [{ op: 'put', item: { ...rowKey(tenantId, queueId, shard, to, ticketId), revision: ticket?.revision } } as const]),
    ];
  });
  return {
    ref,
    writes: [{ op: 'put', item, when: before ? { equals: { v: before.version } } : { absent: true } }, ...rowWrites],
    counters: Object.fromEntries(now.flatMap((queueId) => counted(queueId, old[queueId], target[queueId]))),
    complete,
  };
};

const keep = (queueId: string, entry: string | undefined): [string, string][] => (entry === undefined ? [] : [[queueId, entry]]);

const statusOf = (entry: string | undefined): Status | undefined => entry?.split('|')[0] as Status | undefined;
const orderOf = (entry: string | undefined): string | undefined => entry?.split('|')[1];

const counted = (queueId: string, from: string | undefined, to: string | undefined): [string, Partial<Record<Status, number>>][] => {
  const [left, entered] = [statusOf(from), statusOf(to)];
  if (left === entered) return [];
  return [[queueId, { ...(left ? { [left]: -1 } : {}), ...(entered ? { [entered]: 1 } : {}) }]];
};
