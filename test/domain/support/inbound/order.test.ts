import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../demo/random.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { InboundEvent } from '../../../../domain/support/inbound/inbound-event.ts';
import { listThreadMessages } from '../../../../domain/support/messages/list-messages.ts';
import type { Message } from '../../../../domain/support/messages/message.ts';
import { headKey } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { parseHead } from '../../../../domain/support/tickets/thread-head.ts';
import { faultyTable } from '../../conversations/log/faulty-table.ts';
import { bench, inbound, ORIGIN, TENANT } from './events.ts';

const at = (second: number): string => `2026-03-01T10:00:${String(second).padStart(2, '0')}.000Z`;
const page = { id: 'page', name: 'Page', handle: null };
const about = (
  second: number,
  verb: 'edited' | 'hidden' | 'unhidden' | 'removed' | 'reaction' | 'status',
  more: Parameters<typeof inbound>[2] = {},
): InboundEvent => inbound('ann', 'm1', { verb, version: `${verb}@${second}`, occurredAt: at(second), content: null, ...more });

const created = inbound('ann', 'm1', { text: 'first', occurredAt: at(1), content: { permalink: 'https://x.example/1' } });
const edit = (second: number, more: Parameters<typeof inbound>[2] = {}): InboundEvent =>
  about(second, 'edited', { text: `edit ${second}`, content: {}, ...more });
const reaction = (who: string, second: number, emoji: string | null): InboundEvent =>
  about(second, 'reaction', { author: { id: who, name: null, handle: null }, reaction: { emoji }, version: `${who}@${second}` });
const byPage = { threadKey: null, author: page, fromCustomer: false };
const status = (state: 'sent' | 'delivered' | 'read' | 'failed', second: number): InboundEvent =>
  about(second, 'status', { version: state, author: null, status: { state, error: state === 'failed' ? 'blocked' : null } });

const history: readonly InboundEvent[] = [
  created,
  edit(10),
  edit(20),
  about(12, 'hidden', byPage),
  about(14, 'unhidden'),
  about(16, 'hidden', byPage),
  about(18, 'unhidden', byPage),
  reaction('ann', 11, '👍'),
  reaction('ann', 21, '❤️'),
  reaction('bob', 13, '🎉'),
  reaction('bob', 15, null),
];
/** Who never names a thread: what the Page says of a customer's comment. */
const moderated: readonly InboundEvent[] = [created, edit(10, byPage), edit(20, byPage), about(12, 'hidden', byPage), about(14, 'unhidden', byPage)];
const removed = about(22, 'removed');
const echo = (event: InboundEvent): InboundEvent => ({
  ...event,
  event: { ...event.event, author: page, customer: { id: 'ann', name: null, handle: null }, fromCustomer: false, opensTicket: false },
});
const sentElsewhere: readonly InboundEvent[] = [echo(created), echo(edit(10)), status('sent', 2), status('delivered', 3), status('read', 4)];

const shown = ({ text, html, attachments, permalink, hidden, deleted, reactions, editedAt, createdAt, delivery, inReplyTo }: Message) => ({
  text,
  html,
  attachments,
  permalink,
  hidden,
  deleted,
  reactions,
  editedAt,
  createdAt,
  delivery,
  inReplyTo,
});

/** Delivers events in these batches until all are received, over a table that loses answers, and says what is shown. */
const outcome = async (batches: readonly (readonly InboundEvent[])[], seed: number, fault = 0) => {
  const b = bench({ seed, ...(fault > 0 ? { wrap: (table) => faultyTable(table, seeded(seed), fault) } : {}) });
  for (const batch of batches) {
    let waiting = batch;
    for (let tries = 0; waiting.length > 0; tries += 1) {
      if (tries > 50) throw new Error('never received');
      const received = await applyBatch(b.deps, waiting);
      waiting = waiting.filter((_, index) => !received[index]?.ok);
    }
  }
  const thread = threadIdOf(ORIGIN, 'ann');
  const { messages } = await listThreadMessages(b.table, TENANT, thread, { after: 0, limit: 10 });
  expect(messages).toHaveLength(1);
  const [head] = await b.table.get([headKey(TENANT, thread)]);
  const ticket = head ? parseHead(head).ticket : null;
  const message = messages[0] as Message;
  if (ticket) expect(ticket.visibleMessageCount).toBe(message.hidden || message.deleted ? 0 : 1);
  // No thread but the customer's has come into being.
  expect(b.table.all().filter((item) => item.sk === 'HEAD')).toHaveLength(1);
  return shown(message);
};

/** Every event at least once, in any order, some again, in batches of any size. */
const deliveries = (events: readonly InboundEvent[]): fc.Arbitrary<InboundEvent[][]> =>
  fc
    .tuple(fc.array(fc.constantFrom(...events), { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 20 }))
    .chain(([again, sizes]) =>
      fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }).map((order) => {
        const batches: InboundEvent[][] = [];
        for (let from = 0, turn = 0; from < order.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          batches.push(order.slice(from, from + size));
          from += size;
        }
        return batches;
      }),
    );

const everyOrder = (events: readonly InboundEvent[]): InboundEvent[][] =>
  events.length <= 1 ? [[...events]] : events.flatMap((first) => everyOrder(events.filter((event) => event !== first)).map((rest) => [first, ...rest]));

describe('the provider’s time decides what is shown, not the order of arrival', () => {
  it('a message, edited, hidden, shown and reacted to', async () => {
    const expected = {
      text: 'edit 20',
      editedAt: at(20),
      createdAt: at(1),
      hidden: false,
      deleted: false,
      reactions: { ann: '❤️' },
      permalink: 'https://x.example/1',
    };
    await fc.assert(
      fc.asyncProperty(deliveries(history), fc.integer(), async (batches, seed) => {
        expect(await outcome(batches, seed)).toMatchObject(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('the same over a table that loses answers and conflicts', async () => {
    const expected = await outcome([history], 1);
    await fc.assert(
      fc.asyncProperty(deliveries(history), fc.integer(), async (batches, seed) => {
        expect(await outcome(batches, seed, 0.2)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('a removed message stays removed, with all its data', async () => {
    const expected = { text: null, editedAt: null, createdAt: at(1), deleted: true, hidden: false, reactions: { ann: '❤️' } };
    await fc.assert(
      fc.asyncProperty(deliveries([...history, removed]), fc.integer(), async (batches, seed) => {
        expect(await outcome(batches, seed)).toMatchObject(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('what the Page does to a comment whose writer is not named, in every order', async () => {
    for (const order of everyOrder(moderated)) {
      for (const batches of [[order], order.map((event) => [event])])
        expect(await outcome(batches, 7)).toMatchObject({ text: 'edit 20', editedAt: at(20), createdAt: at(1), hidden: false });
    }
  });

  it('what the business sent elsewhere, and its statuses, in every order', async () => {
    for (const order of everyOrder(sentElsewhere)) {
      for (const batches of [[order], order.map((event) => [event])])
        expect(await outcome(batches, 7)).toMatchObject({ text: 'edit 10', createdAt: at(1), delivery: { state: 'read', error: null } });
    }
  });

  it('a read mark that names the customer’s own message is no delivery of it, in every order', async () => {
    for (const order of everyOrder([created, status('read', 4)])) {
      for (const batches of [[order], order.map((event) => [event])]) expect(await outcome(batches, 7)).toMatchObject({ text: 'first', delivery: null });
    }
  });

  it('at the same second the one that comes later counts, because providers mostly send in order', async () => {
    expect(await outcome([[created], [about(12, 'hidden')], [about(12, 'unhidden')]], 1)).toMatchObject({ hidden: false });
    expect(await outcome([[about(12, 'hidden'), about(12, 'unhidden'), created]], 1)).toMatchObject({ hidden: false });
  });

  it('times of different precision are compared as times', async () => {
    const exact = about(12, 'hidden', { occurredAt: '2026-03-01T10:00:12Z' });
    expect(await outcome([[created], [about(12, 'unhidden', { occurredAt: '2026-03-01T10:00:12.500Z' })], [exact]], 1)).toMatchObject({ hidden: false });
  });
});
