import type { Item, Key, Table, Write } from '../../table/port.ts';
import { ownerPk } from './index-keys.ts';
import { loadTickets } from './store.ts';

/**
 * The index of owners follows a moment behind. So that rules never give an agent more than their capacity, one item for each agent with a capacity
 * names the tickets that rules gave them lately, and an assignment is conditional on this item. Agents without a capacity have none.
 */
const KEPT_MS = 60_000;
/** Of one agent, the newest; an item has room for them. */
const MOST_KEPT = 2_000;

/** When each ticket was given, epoch ms, by ticket id. */
type Given = Readonly<Record<string, number>>;

export interface ExactLoad {
  /** Active tickets, those of this moment among them; when it is the capacity or more, there may be further ones. */
  readonly load: number;
  /** As it was read; missing when there is none. */
  readonly item: Item | undefined;
}

const givenKey = (tenantId: string, agentId: string): Key => ({ pk: `T#${tenantId}#GV#${agentId}`, sk: 'GIVEN' });

const recentOf = (item: Item | undefined, now: number): Given => {
  const entries = Object.entries((item?.['given'] as Given | undefined) ?? {}).filter(([, at]) => at > now - KEPT_MS);
  const all = entries.toSorted(([, a], [, b]) => b - a);
  return Object.fromEntries(all.slice(0, MOST_KEPT));
};

/** The tickets that the index knows, as far as the capacity. */
const indexedOf = async (table: Table, tenantId: string, agentId: string, capacity: number): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.query({ pk: ownerPk(tenantId, agentId, false), index: 'byOwner', limit: Math.max(capacity, 1), ...(after ? { after } : {}) });
    for (const item of page.items) {
      const held = String(item['oSk']);
      found.add(held.slice(held.indexOf('#') + 1));
    }
    after = page.next ?? undefined;
  } while (after && found.size < capacity);
  return found;
};

/** Active tickets of an agent with a capacity. What rules gave lately and the index does not show is looked at in the table. @throws TableUnavailable */
export const exactLoad = async (table: Table, tenantId: string, agentId: string, capacity: number, now: number): Promise<ExactLoad> => {
  const [[item], indexed] = await Promise.all([table.get([givenKey(tenantId, agentId)], { consistent: true }), indexedOf(table, tenantId, agentId, capacity)]);
  const unseen = Object.keys(recentOf(item, now)).filter((ticketId) => !indexed.has(ticketId));
  if (unseen.length === 0 || indexed.size >= capacity) return { load: indexed.size, item };
  const tickets = await loadTickets(table, tenantId, unseen);
  const held = tickets.filter((ticket) => ticket && ticket.status !== 'closed' && ticket.owner.agentId === agentId);
  return { load: indexed.size + held.length, item };
};

/** For the transaction that gives the ticket: refused when somebody else gave the agent one since `item` was read. */
export const giving = (tenantId: string, agentId: string, ticketId: string, item: Item | undefined, now: number): Write => {
  const turn = Number(item?.['turn'] ?? 0);
  const given = { ...recentOf(item, now), [ticketId]: now };
  return {
    op: 'put',
    item: { ...givenKey(tenantId, agentId), turn: turn + 1, given, ttl: Math.ceil((now + KEPT_MS) / 1000) + 1 },
    when: item ? { equals: { turn } } : { absent: true },
  };
};
