import { describe, expect, it } from 'vitest';
import { tailsOf } from '../../../../domain/conversations/log/head.ts';
import { addKey } from '../../../../domain/support/messages/identity.ts';
import { messageAttributes, messageOf } from '../../../../domain/support/messages/message.ts';
import { rowOrder } from '../../../../domain/support/queues/keys.ts';
import { closedTicketKey, headKey } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { closedTicketItem, parseHead, threadAttributes } from '../../../../domain/support/tickets/thread-head.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { copyThread, oldRelease } from '../../../harness/old-release/threads.ts';

const release = oldRelease();
const tenantId = String(release.tenant['id']);
/** An item as it would be written again, without what this release adds. */
const asBefore = (item: Item): unknown => {
  const { deadlines: _new, ...ticket } = (item['ticket'] ?? {}) as Record<string, unknown>;
  return item['ticket'] ? { ...item, ticket } : item;
};

describe.each(release.threads)('thread $threadId of the release of November 2026', ({ threadId, items, identities, rows }) => {
  const of = (prefix: string): Item[] => items.filter(({ sk }) => sk.startsWith(prefix));
  const head = of('HEAD')[0] as Item;
  const parsed = parseHead(head);

  it('is found under the same keys', () => {
    expect(threadIdOf(parsed.origin.id, parsed.customer.id)).toBe(threadId);
    expect({ pk: head.pk, sk: head.sk }).toEqual(headKey(tenantId, threadId));
    for (const { pk, sk } of of('K#')) expect({ pk, sk }).toEqual(closedTicketKey(tenantId, threadId, Number(sk.slice(2))));
    for (const { pk, providerId } of identities) expect(pk).toBe(addKey(tenantId, parsed.origin.id, providerId).pk);
    for (const { sk } of rows) expect(sk).toBe(`${rowOrder(parsed.ticket as Ticket)}#${parsed.ticket?.id}`);
  });

  it('loses nothing when it is written again', () => {
    const { pk, sk } = head;
    const again = { pk, sk, ...tailsOf(head), ...threadAttributes(tenantId, parsed, 1) };
    const tails = head['lastAmendment'] === undefined ? { lastAmendment: 0 } : {};
    expect(asBefore(again)).toEqual({ ...head, ...tails });
    for (const closed of of('K#')) expect(asBefore(closedTicketItem(tenantId, parseHead(closed).ticket as Ticket, 1))).toEqual(closed);
    for (const message of of('M#')) expect(message).toMatchObject(messageAttributes(messageOf(message)));
  });

  it('is copied with nothing of the original', () => {
    const shop = { tenantId: 'T2', origins: { whatsapp: 'o-w', mail: 'o-m', api: 'o-a' }, agentIds: ['a-1', 'a-2'] };
    let sequence = 0;
    const given = { dueAt: '2030-01-01T00:00:00.000Z', nextSequence: () => (sequence += 1) };
    const thread = release.threads.find((one) => one.threadId === threadId) as (typeof release.threads)[number];
    const { items: copies, tickets } = copyThread(release, thread, shop, 5, given);
    expect(copies.length).toBe(items.length + identities.length + rows.length);
    const text = JSON.stringify(copies);
    for (const gone of [tenantId, threadId, parsed.customer.id, parsed.origin.id]) expect(text).not.toContain(gone);
    expect(tickets.map(({ status, dueAt }) => (dueAt !== null) === ['pending', 'solved', 'followup'].includes(status))).not.toContain(false);
  });
});
