import { readFileSync } from 'node:fs';
import { addKey } from '../../../domain/support/messages/identity.ts';
import { threadIdOf } from '../../../domain/support/threads/thread-id.ts';
import type { Item } from '../../../domain/table/port.ts';

/** A thread as the release of November 2026 stored it; see `test/fixtures/release-2026-11`. */
export interface OldThread {
  readonly threadId: string;
  /** Of its partition. */
  readonly items: readonly Item[];
  readonly identities: readonly (Item & { readonly providerId: string })[];
  /** Of queues. */
  readonly rows: readonly Item[];
}

export interface OldRelease {
  readonly tenant: Item;
  readonly configuration: readonly Item[];
  readonly threads: readonly OldThread[];
}

export const oldRelease = (): OldRelease => JSON.parse(readFileSync('test/fixtures/release-2026-11/tickets.json', 'utf8')) as OldRelease;

/** The tenant of the folder. */
export interface OldShop {
  readonly tenantId: string;
  /** By channel. */
  readonly origins: Readonly<Record<string, string>>;
  readonly agentIds: readonly string[];
}

export interface OldTicket {
  readonly id: string;
  readonly threadId: string;
  readonly status: string;
  readonly customerId: string;
  readonly channel: string;
  readonly queueIds: readonly string[];
  readonly updatedAt: string;
  /** The due time of its timer. */
  readonly dueAt: string | null;
  readonly messages: number;
}

export interface Copied {
  readonly items: readonly Item[];
  readonly tickets: readonly OldTicket[];
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
type StoredTicket = Record<string, unknown> & { readonly firstNumber: number; readonly status: string; readonly queueIds?: readonly string[] };
const headOf = ({ items }: OldThread) =>
  items.find(({ sk }) => sk === 'HEAD') as Item & {
    readonly origin: { readonly id: string; readonly channel: string };
    readonly customer: { readonly id: string };
  };

/** Names a customer as the channel would. */
export const customerOf = (channel: string, n: number): string =>
  channel === 'mail' ? `old${n}@post.example` : channel === 'api' ? `old-customer-${n}.` : `4917${String(n).padStart(9, '0')}`;

/**
 * The `n`th copy of a thread, for another customer of another shop: the same items with other ids, numbers and due times. `dueAt`: of its active
 * ticket's timer. `nextSequence`: of each ticket in its turn.
 */
export const copyThread = (release: OldRelease, thread: OldThread, shop: OldShop, n: number, given: { dueAt: string; nextSequence: () => number }): Copied => {
  const head = headOf(thread);
  const { channel } = head.origin;
  const originId = shop.origins[channel] as string;
  const customerId = customerOf(channel, n);
  const threadId = threadIdOf(originId, customerId);
  const known = new Map<string, string>(release.configuration.map(({ sk }) => [sk.slice(sk.indexOf('#') + 1), sk.slice(sk.indexOf('#') + 1)]));
  known.set(String(release.tenant['id']), shop.tenantId).set(head.origin.id, originId);
  const agentId = shop.agentIds[n % shop.agentIds.length] as string;
  const rename = <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(thread.threadId, threadId)
        .replaceAll(head.customer.id, customerId)
        .replace(UUID, (id) => known.get(id) ?? agentId),
    ) as T;
  const tickets: OldTicket[] = [];
  const items = rename(thread.items).map((item): Item => {
    const ticket = item['ticket'] as StoredTicket | undefined;
    if (!ticket) return item;
    const sequence = given.nextSequence();
    const due = ticket.status === 'followup' ? 'followupAt' : ticket.status === 'pending' || ticket.status === 'solved' ? 'closesAt' : null;
    const id = `${threadId}.${ticket.firstNumber}`;
    const { queueIds = [], status } = ticket;
    const { updatedAt, visibleMessageCount: messages } = ticket as unknown as { updatedAt: string; visibleMessageCount: number };
    tickets.push({ id, threadId, status, customerId, channel, queueIds, updatedAt, dueAt: due && given.dueAt, messages });
    return { ...item, ticket: { ...ticket, sequence, ...(due ? { [due]: given.dueAt } : {}) }, nPk: `T#${shop.tenantId}#N#${sequence}` };
  });
  const identities = rename(thread.identities).map(({ providerId, ...item }): Item => ({ ...item, pk: addKey(shop.tenantId, originId, providerId).pk }));
  return { items: [...items, ...identities, ...rename(thread.rows)], tickets };
};
