import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { ANSWERED_BODY_BYTES } from '../../../../domain/limits.ts';
import { reachAttachment } from '../../../../domain/support/attachments/reach.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { headKey } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { changeTicket } from '../../../../domain/support/tickets/change.ts';
import { listTicketMessages, type TicketPosition } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { isLast, spansOf } from '../../../../domain/support/tickets/spans.ts';
import { loadLeading, loadTicket } from '../../../../domain/support/tickets/store.ts';
import { parseHead } from '../../../../domain/support/tickets/thread-head.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { messageItem, TENANT as OTHER } from '../../search/threads.ts';
import { bench, inbound, ORIGIN, TENANT } from '../inbound/events.ts';
import { agent } from './hub.ts';

const phone = threadIdOf(ORIGIN, 'ann');
const mail = threadIdOf(ORIGIN, 'ann@shop');
const [LEADING, MERGED] = [`${phone}.1`, `${mail}.1`];
const at = (minute: number): string => `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`;

/** Ann wrote by phone and by mail, in turn; the ticket of her mail is merged into that of her phone, as the command of a later release will do it. */
const merged = async () => {
  const b = bench();
  const say = (author: string, id: string, minute: number) => applyBatch(b.deps, [inbound(author, id, { text: id, occurredAt: at(minute) })]);
  await say('ann', 'p1', 1);
  await say('ann@shop', 'm1', 2);
  await say('ann', 'p2', 3);
  await say('ann@shop', 'm2', 4);
  const change = (ticketId: string, to: (ticket: Ticket) => Ticket) =>
    changeTicket(b.deps, agent('bob'), ticketId, {
      audit: false,
      mayTouch: () => true,
      decide: ({ ticketDraft, ticket }) => ticketDraft.change(to(ticket)),
      answer: () => ({ status: 200, body: {} }),
    });
  const [, other] = [await loadTicket(b.table, TENANT, LEADING), (await loadTicket(b.table, TENANT, MERGED)) as Ticket];
  await change(MERGED, (ticket) => ({ ...ticket, status: 'closed', closedAt: at(5), mergedInto: LEADING }));
  await change(LEADING, (ticket) => ({
    ...ticket,
    spans: [...spansOf(ticket), { threadId: mail, first: 1, last: 2 }],
    visibleMessageCount: ticket.visibleMessageCount + other.visibleMessageCount,
    lastMessage: other.lastMessage && { ...other.lastMessage, threadId: mail },
  }));
  const ticket = async (id = LEADING) => (await loadTicket(b.table, TENANT, id)) as Ticket;
  const texts = async (limit = 10) => {
    const pages: (string | null)[][] = [];
    for (let after: TicketPosition | null = 0; after !== null; ) {
      const page: Awaited<ReturnType<typeof listTicketMessages>> = await listTicketMessages(b.table, TENANT, await ticket(), { after, limit });
      pages.push(page.messages.map(({ text }) => text));
      after = page.after;
    }
    return pages;
  };
  const event = (author: string, id: string, verb: 'hidden' | 'unhidden' | 'removed', version = '') =>
    applyBatch(b.deps, [inbound(author, id, { verb, version, content: null, occurredAt: at(10) })]);
  return { b, say, change, ticket, texts, event };
};

describe('a ticket over two threads', () => {
  it('shows the messages of both, by time, page by page, with the thread of each', async () => {
    const { b, ticket, texts } = await merged();
    expect(await texts()).toEqual([['p1', 'm1', 'p2', 'm2']]);
    for (const limit of [1, 2, 3]) expect((await texts(limit)).flat()).toEqual(['p1', 'm1', 'p2', 'm2']);
    const { messages } = await listTicketMessages(b.table, TENANT, await ticket(), { after: 0, limit: 10 });
    expect(messages.map(({ threadId, number, ticketId }) => [threadId, number, ticketId])).toEqual([
      [phone, 1, LEADING],
      [mail, 1, LEADING],
      [phone, 2, LEADING],
      [mail, 2, LEADING],
    ]);
  });

  it('shows them newest first too', async () => {
    const { b, ticket } = await merged();
    for (const limit of [1, 2, 3, 10]) {
      const texts: (string | null)[] = [];
      for (let after: TicketPosition | null = 0; after !== null; ) {
        const page: Awaited<ReturnType<typeof listTicketMessages>> = await listTicketMessages(b.table, TENANT, await ticket(), { order: 'desc', after, limit });
        texts.push(...page.messages.map(({ text }) => text));
        after = page.after;
      }
      expect(texts).toEqual(['m2', 'p2', 'm1', 'p1']);
    }
  });

  it('shows nothing that comes after the end of a span', async () => {
    const { say, texts } = await merged();
    await say('ann@shop', 'm3', 6);
    await say('ann', 'p3', 7);
    expect(await texts()).toEqual([['p1', 'm1', 'p2', 'm2', 'p3']]);
  });

  it('is counted again when a message of either thread is hidden, shown or removed', async () => {
    const { ticket, event } = await merged();
    const seen = async () => {
      const { visibleMessageCount, lastMessage, version } = await ticket();
      return [visibleMessageCount, lastMessage?.text, lastMessage?.threadId ?? phone, version];
    };
    const { version } = await ticket();
    expect(await seen()).toEqual([4, 'm2', mail, version]);
    await event('ann@shop', 'm2', 'hidden', '1');
    expect(await seen()).toEqual([3, 'p2', phone, version]);
    await event('ann', 'p2', 'removed');
    expect(await seen()).toEqual([2, 'm1', mail, version]);
    await event('ann@shop', 'm2', 'unhidden', '2');
    expect(await seen()).toEqual([3, 'm2', mail, version]);
    for (const [author, id] of [
      ['ann@shop', 'm1'],
      ['ann@shop', 'm2'],
      ['ann', 'p1'],
    ] as const)
      await event(author, id, 'removed');
    expect([(await ticket()).visibleMessageCount, (await ticket()).lastMessage]).toEqual([0, null]);
    expect((await ticket(MERGED)).visibleMessageCount).toBe(0);
  });

  it('is counted again by several changes of one batch, in one transaction with the log of the other thread', async () => {
    const { b, ticket } = await merged();
    const revision = async () => parseHead((await b.table.get([headKey(TENANT, phone)]))[0] as never).revision;
    const before = await revision();
    const removed = (id: string) => inbound('ann@shop', id, { verb: 'removed', content: null, occurredAt: at(10) });
    expect(await applyBatch(b.deps, [removed('m1'), removed('m2')])).toMatchObject([{ effect: 'applied' }, { effect: 'applied' }]);
    expect([(await ticket()).visibleMessageCount, (await ticket()).lastMessage?.text, await revision()]).toEqual([2, 'p2', before + 1]);
  });

  it('counts also when it is closed, and in changes that race with its own', async () => {
    const { b, change, ticket, event, say } = await merged();
    await Promise.all([event('ann@shop', 'm2', 'hidden', '1'), say('ann', 'p3', 6), event('ann@shop', 'm1', 'hidden', '1')]);
    expect([(await ticket()).visibleMessageCount, (await ticket()).lastMessage?.text]).toEqual([3, 'p3']);
    await change(LEADING, (present) => ({ ...present, status: 'closed', closedAt: at(8) }));
    await event('ann@shop', 'm2', 'unhidden', '2');
    expect((await ticket()).visibleMessageCount).toBe(4);
    expect(parseHead((await b.table.get([headKey(TENANT, phone)]))[0] as never).ticket).toBeNull();
  });

  it('guards the files of both threads by its own wall', async () => {
    const { b } = await merged();
    const pk = threadPk(TENANT, mail);
    const item = b.table.all().find((one) => one.pk === pk && one.sk === 'M#0000000001');
    const file = { name: 'a.png', type: 'image/png', size: 1, url: null, mediaId: null, objectKey: 'T/t/media/x' };
    await b.table.write({ op: 'put', item: { ...(item as NonNullable<typeof item>), attachments: [file] } });
    const asker = (id: string) => ({
      tenantId: TENANT,
      actor: { type: 'agent', id: 'bob', role: 'agent' as const },
      see: (ticket: Ticket) => (ticket.id === id ? ticket : null),
    });
    expect(await reachAttachment(b.table, asker(LEADING), `${mail}.1.0`)).toMatchObject({ file: { name: 'a.png' } });
    expect(await reachAttachment(b.table, asker(MERGED), `${mail}.1.0`)).toBeUndefined();
  });

  it('is found through a chain of merges, and nobody follows a circle for ever', async () => {
    const { b, change } = await merged();
    const ids = async () => (await loadLeading(b.table, TENANT, [MERGED, LEADING, `${mail}.9`])).map((ticket) => ticket?.id);
    expect(await ids()).toEqual([LEADING, LEADING, undefined]);
    await change(LEADING, (present) => ({ ...present, mergedInto: MERGED }));
    expect(await ids()).toHaveLength(3);
  });
});

describe('an ordinary ticket', () => {
  it('stores no list of spans, and one stored before reads as one span', async () => {
    const b = bench();
    await applyBatch(b.deps, [inbound('ann', 'p1')]);
    const [head] = await b.table.get([headKey(TENANT, phone)]);
    expect(Object.keys(head?.['ticket'] as object)).not.toContain('spans');
    expect(spansOf((await loadTicket(b.table, TENANT, LEADING)) as Ticket)).toEqual([{ threadId: phone, first: 1 }]);
  });

  it('has a last message that numbers decide, and times where it stands in another thread', () => {
    const last = (threadId?: string) => ({
      threadId: 'own',
      lastMessage: { number: 5, kind: 'customer', text: '', createdAt: at(5), ...(threadId ? { threadId } : {}) },
    });
    expect(isLast({ threadId: 'own', lastMessage: null }, { number: 1, createdAt: at(1) }, 'own')).toBe(true);
    expect([4, 5, 6].map((number) => isLast(last(), { number, createdAt: at(1) }, 'own'))).toEqual([false, true, true]);
    expect([4, 5, 6].map((minute) => isLast(last('other'), { number: 1, createdAt: at(minute) }, 'own'))).toEqual([false, true, true]);
  });
});

it('a page over several spans misses and repeats nothing, wherever it is cut', async () => {
  const threads = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc'];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ thread: fc.nat(2), minute: fc.nat(59), long: fc.boolean() }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (written, limit) => {
        const table = memoryTable();
        const numbers = [0, 0, 0];
        for (const { thread, minute, long } of written) {
          const number = (numbers[thread] = (numbers[thread] as number) + 1);
          const text = long ? 'x'.repeat(300_000) : 'short';
          const threadId = threads[thread] as string;
          await table.write({ op: 'put', item: messageItem(threadId, number, { text, createdAt: at(minute), ticketId: `${threadId}.1` }) });
        }
        const ticket = { id: `${threads[0]}.1`, threadId: threads[0] as string, firstNumber: 1, spans: threads.map((threadId) => ({ threadId, first: 1 })) };
        const found: string[] = [];
        for (let after: TicketPosition | null = 0; after !== null; ) {
          const page: Awaited<ReturnType<typeof listTicketMessages>> = await listTicketMessages(table, OTHER, ticket, { after, limit });
          expect(Buffer.byteLength(JSON.stringify(page.messages))).toBeLessThan(ANSWERED_BODY_BYTES + 400_000);
          expect(page.messages.length).toBeLessThanOrEqual(limit);
          found.push(...page.messages.map(({ threadId, number }) => `${threadId}.${number}`));
          after = page.after;
        }
        expect([...found].sort()).toEqual(
          threads.flatMap((threadId, at) => Array.from({ length: numbers[at] as number }, (_, n) => `${threadId}.${n + 1}`)).sort(),
        );
        for (const threadId of threads) {
          const own = found.filter((one) => one.startsWith(threadId));
          expect(own).toEqual(own.map((_, n) => `${threadId}.${n + 1}`));
        }
      },
    ),
    { numRuns: 40 },
  );
});
