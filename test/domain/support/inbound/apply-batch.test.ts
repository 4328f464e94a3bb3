import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../demo/random.ts';
import { REACTIONS } from '../../../../domain/limits.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { InboundEvent } from '../../../../domain/support/inbound/inbound-event.ts';
import { listThreadMessages } from '../../../../domain/support/messages/list-messages.ts';
import { headKey } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { parseHead } from '../../../../domain/support/tickets/thread-head.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { faultyTable } from '../../conversations/log/faulty-table.ts';
import { type Bench, bench, inbound, ORIGIN, plainPolicy, TENANT } from './events.ts';

const headOf = async (b: Bench, author: string) => {
  const [item] = await b.table.get([headKey(TENANT, threadIdOf(ORIGIN, author))]);
  if (!item) throw new Error('no head');
  return parseHead(item);
};
const ticketOf = async (b: Bench, author: string): Promise<Ticket> => (await headOf(b, author)).ticket as Ticket;
const messagesOf = async (b: Bench, author: string) =>
  (await listThreadMessages(b.table, TENANT, threadIdOf(ORIGIN, author), { after: 0, limit: 100 })).messages;
const created = (b: Bench, events: InboundEvent[]) => applyBatch(b.deps, events);

describe('an inbound message', () => {
  it('opens a ticket with sequence 1, in its queues, and a second one joins it', async () => {
    const b = bench();
    expect(await created(b, [inbound('ann', 'm1'), inbound('bob', 'm2'), inbound('ann', 'm3')])).toEqual([
      { ok: true, effect: 'applied' },
      { ok: true, effect: 'applied' },
      { ok: true, effect: 'applied' },
    ]);
    const ann = await ticketOf(b, 'ann');
    expect(ann).toMatchObject({
      status: 'created',
      visibleMessageCount: 2,
      version: 1,
      queueIds: ['q-created'],
      lastCustomerNumber: 2,
      lastMessage: { number: 2, text: 'text m3' },
      waitingSince: '2026-03-01T10:00:00.000Z',
    });
    const bob = await ticketOf(b, 'bob');
    expect(new Set([ann.sequence, bob.sequence])).toEqual(new Set([1, 2]));
  });

  it('comes once, however often and however concurrently it is delivered', async () => {
    const b = bench();
    const batch = [inbound('ann', 'm1'), inbound('ann', 'm2'), inbound('ann', 'm1')];
    const all = (await Promise.all([created(b, batch), created(b, batch), created(b, batch), created(b, batch)])).flat();
    expect(all.filter((r) => r.ok && r.effect === 'applied')).toHaveLength(2);
    expect((await messagesOf(b, 'ann')).map((m) => m.number)).toEqual([1, 2]);
    expect((await ticketOf(b, 'ann')).visibleMessageCount).toBe(2);
  });

  it('wakes a ticket that slept and disarms its timer', async () => {
    for (const status of ['pending', 'followup', 'solved'] as const) {
      const b = bench({
        policy: plainPolicy({
          runRules: (event) =>
            event === 'ticket.created' && status !== 'followup'
              ? { effects: [{ type: 'set', field: 'status', value: status }], matched: ['r'] }
              : { effects: [], matched: [] },
        }),
      });
      await created(b, [inbound('ann', 'm1')]);
      if (status !== 'followup') expect(await ticketOf(b, 'ann')).toMatchObject({ status, deadlines: { closure: '2026-03-02T10:00:00.000Z' } });
      await created(b, [inbound('ann', 'm2')]);
      expect((await ticketOf(b, 'ann')).status).toBe(status === 'followup' ? 'created' : 'working');
      expect((await ticketOf(b, 'ann')).deadlines).toEqual({});
    }
  });

  it('after a ticket was closed opens a new one; the old one keeps its messages', async () => {
    const b = bench({
      policy: plainPolicy({
        runRules: (event, _ticket, message) => ({
          effects: event === 'message.received' && message?.text === 'bye' ? [{ type: 'set', field: 'status', value: 'closed' }] : [],
          matched: [],
        }),
      }),
    });
    await created(b, [inbound('ann', 'm1'), inbound('ann', 'm2', { text: 'bye' }), inbound('ann', 'm3')]);
    const thread = threadIdOf(ORIGIN, 'ann');
    const next = await ticketOf(b, 'ann');
    expect(next).toMatchObject({ id: `${thread}.3`, status: 'created', sequence: 2 });
    const [closed] = (await b.table.get([{ pk: `T#${TENANT}#TH#${thread}`, sk: 'K#0000000001' }])).map((item) => item && parseHead(item).ticket);
    expect(closed).toMatchObject({ id: `${thread}.1`, status: 'closed', visibleMessageCount: 2, closedAt: '2026-03-01T10:00:00.000Z' });
    expect((await listTicketMessages(b.table, TENANT, closed as Ticket, { after: 0, limit: 10 })).messages.map((m) => m.number)).toEqual([1, 2]);
  });

  it('echoes and auto-replies open nothing and wake nothing', async () => {
    const b = bench();
    await created(b, [
      inbound('ann', 'e1', {
        fromCustomer: false,
        opensTicket: false,
        author: { id: 'page', name: null, handle: null },
        customer: { id: 'ann', name: null, handle: null },
      }),
    ]);
    expect((await headOf(b, 'ann')).ticket).toBeNull();
    expect(await messagesOf(b, 'ann')).toMatchObject([{ kind: 'reply', ticketId: null, delivery: { state: 'sent' } }]);
    await created(b, [inbound('ann', 'm1')]);
    expect((await ticketOf(b, 'ann')).id).toBe(`${threadIdOf(ORIGIN, 'ann')}.2`);
  });

  it("the business's own comment joins the thread of what it answers, and its ticket", async () => {
    const b = bench();
    await created(b, [inbound('ann', 'c1')]);
    const own = inbound('ann', 'c2', {
      threadKey: null,
      fromCustomer: false,
      opensTicket: false,
      author: { id: 'page', name: null, handle: null },
      content: { inReplyTo: 'c1' },
    });
    expect(await created(b, [own, own])).toMatchObject([{ effect: 'applied' }, { effect: 'duplicate' }]);
    expect(await messagesOf(b, 'ann')).toMatchObject([{ number: 1 }, { kind: 'reply', inReplyTo: 1, ticketId: `${threadIdOf(ORIGIN, 'ann')}.1` }]);
    expect(await ticketOf(b, 'ann')).toMatchObject({ status: 'created', visibleMessageCount: 2 });
  });

  it('a removal before its message makes it be born deleted', async () => {
    const b = bench();
    await created(b, [inbound('ann', 'm1', { verb: 'removed', content: null })]);
    await created(b, [inbound('ann', 'm1')]);
    expect(await messagesOf(b, 'ann')).toMatchObject([{ deleted: true, text: null }]);
    expect((await headOf(b, 'ann')).ticket).toBeNull();
  });

  it('edit, hide, reaction and removal change the message once each, and the ticket shows it', async () => {
    const b = bench();
    await created(b, [inbound('ann', 'm1'), inbound('ann', 'm2')]);
    const edit = inbound('ann', 'm2', { verb: 'edited', version: '1', text: 'better' });
    expect(await created(b, [edit, edit])).toMatchObject([{ effect: 'applied' }, { effect: 'duplicate' }]);
    expect((await ticketOf(b, 'ann')).lastMessage?.text).toBe('better');
    await created(b, [inbound('ann', 'm1', { verb: 'reaction', version: 'x', content: null, reaction: { emoji: '👍' } })]);
    expect((await messagesOf(b, 'ann'))[0]?.reactions).toEqual({ ann: '👍' });
    await created(b, [inbound('ann', 'm2', { verb: 'hidden', content: null })]);
    expect(await ticketOf(b, 'ann')).toMatchObject({ visibleMessageCount: 1, lastMessage: { number: 1 } });
    await created(b, [inbound('ann', 'm2', { verb: 'unhidden', content: null })]);
    expect(await ticketOf(b, 'ann')).toMatchObject({ visibleMessageCount: 2, lastMessage: { number: 2, text: 'better' } });
    await created(b, [inbound('ann', 'm1', { verb: 'removed', content: null }), inbound('ann', 'm2', { verb: 'removed', content: null })]);
    expect(await ticketOf(b, 'ann')).toMatchObject({ visibleMessageCount: 0, lastMessage: null, status: 'created' });
    expect((await headOf(b, 'ann')).lastAmendment).toBe(6);
  });

  it('an edit that takes the text away is kept with what stood there before', async () => {
    const b = bench();
    await created(b, [inbound('ann', 'm1', { text: 'a caption' })]);
    await created(b, [inbound('ann', 'm1', { verb: 'edited', version: '1', content: { text: null } })]);
    expect(await messagesOf(b, 'ann')).toMatchObject([{ text: null }]);
    expect(b.table.all().filter(({ sk }) => sk.startsWith('A#'))).toMatchObject([{ type: 'edit', text: null, previous: 'a caption' }]);
  });

  it('an edit without its message and thread waits, unless it is too long for that', async () => {
    const b = bench();
    const early = (id: string, text: string) =>
      inbound('ann', id, { verb: 'edited', version: '1', threadKey: null, fromCustomer: false, content: { text, inReplyTo: 'nowhere' } });
    expect(await created(b, [early('m1', 'x'.repeat(300_000)), early('m2', 'short'), inbound('ann', 'm3')])).toMatchObject([
      { ok: false, permanent: true },
      { ok: true, effect: 'ignored' },
      { ok: true, effect: 'applied' },
    ]);
  });

  it('a message takes reactions of so many people, who may change theirs, and of no more', async () => {
    const b = bench();
    await created(b, [inbound('ann', 'm1')]);
    const [item] = b.table.all().filter(({ sk }) => sk.startsWith('M#'));
    const reactions = Object.fromEntries(Array.from({ length: REACTIONS }, (_, n) => [`fan${n}`, '👍']));
    await b.table.write({ op: 'put', item: { ...item, reactions } as never });
    const react = (who: string, emoji: string | null, version: string) =>
      inbound('ann', 'm1', { verb: 'reaction', version, content: null, author: { id: who, name: null, handle: null }, reaction: { emoji } as never });
    const present = async () => (await messagesOf(b, 'ann'))[0]?.reactions ?? {};
    await created(b, [react('late', '👍', '1'), react('fan0', '👎', '2')]);
    expect([Object.keys(await present()).length, (await present())['late'], (await present())['fan0']]).toEqual([REACTIONS, undefined, '👎']);
    await created(b, [react('fan1', null, '3'), react('late', '👍', '4')]);
    expect([(await present())['fan1'], (await present())['late']]).toEqual([undefined, '👍']);
  });

  it('an edit that overtakes its message stands in for it', async () => {
    const b = bench();
    await created(b, [inbound('ann', 'm1', { verb: 'edited', version: '2', text: 'newest' })]);
    expect(await created(b, [inbound('ann', 'm1', { text: 'older' })])).toMatchObject([{ effect: 'duplicate' }]);
    expect(await messagesOf(b, 'ann')).toMatchObject([{ text: 'newest' }]);
  });

  it('answers within a thread are linked by number; a mail with a repeated id is another message', async () => {
    const b = bench();
    await created(b, [
      inbound('ann', '<a@x>', { version: 'h1' }),
      inbound('ann', '<b@x>', { version: 'h2', content: { inReplyTo: '<a@x>' } }),
      inbound('ann', '<a@x>', { version: 'h3', text: 'same id' }),
      inbound('eve', '<c@x>', { version: 'h4', content: { inReplyTo: '<a@x>' } }),
    ]);
    expect((await messagesOf(b, 'ann')).map((m) => m.inReplyTo)).toEqual([null, 1, null]);
    expect((await messagesOf(b, 'eve')).map((m) => m.inReplyTo)).toEqual([null]);
    expect(await created(b, [inbound('ann', '<a@x>', { version: 'h3', text: 'same id' })])).toMatchObject([{ effect: 'duplicate' }]);
  });

  it.each([
    ['a text', { text: 'Hello', subject: 'Order 77' }, 'Hello'],
    ['a text of white space', { text: ' \n', subject: 'Call me back' }, 'Call me back'],
    ['no text', { text: null, subject: 'Call me back' }, 'Call me back'],
    ['neither', { text: null, subject: null }, ''],
  ])('with %s is shown in lists by what it says', async (_, content, shown) => {
    const b = bench();
    await applyBatch(b.deps, [inbound('ann', 'm1', { content })]);
    expect((await loadTicket(b.table, TENANT, `${threadIdOf(ORIGIN, 'ann')}.1`))?.lastMessage?.text).toBe(shown);
  });

  it('a long text lies aside and comes back whole', async () => {
    const b = bench();
    const text = 'ü'.repeat(5000);
    await created(b, [inbound('ann', 'm1', { text })]);
    expect((await messagesOf(b, 'ann'))[0]?.text).toBe(text);
    expect((await ticketOf(b, 'ann')).lastMessage?.text).toHaveLength(200);
  });

  it('an event that can never be applied stops neither its neighbours nor its own thread', async () => {
    const b = bench();
    const received = await created(b, [
      inbound('ann', 'm1'),
      inbound('ann', 'm2', { content: null }),
      inbound('ann', 'm3'),
      { ...inbound('bob', 'm4'), tenantId: 'nobody' },
    ]);
    expect(received).toMatchObject([{ ok: true }, { ok: false, permanent: true }, { ok: true }, { ok: false, permanent: true }]);
    expect((await messagesOf(b, 'ann')).map((m) => m.providerId)).toEqual(['m1', 'm3']);
  });

  it('whose content was put aside comes whole, and is told when that is gone', async () => {
    const b = bench();
    const { content } = inbound('ann', 'm1', { text: 'x'.repeat(300_000) }).event;
    b.deps = { ...b.deps, content: async (key) => (key === 'big/1' && content ? content : undefined) };
    const aside = (id: string, contentRef: string): InboundEvent => ({ ...inbound('ann', id, { content: null }), contentRef });
    expect(await created(b, [aside('m1', 'big/1'), aside('m2', 'big/2'), inbound('ann', 'm3')])).toMatchObject([
      { ok: true },
      { ok: false, permanent: true },
      { ok: true },
    ]);
    expect((await messagesOf(b, 'ann')).map((m) => m.text?.length)).toEqual([300_000, 7]);
    b.deps = { ...b.deps, content: () => Promise.reject(new Error('store away')) };
    expect(await created(b, [aside('m4', 'big/1')])).toMatchObject([{ ok: false, permanent: false }]);
  });

  it('for an origin that does not exist can never be applied', async () => {
    const b = bench({ policy: plainPolicy({ originState: () => undefined }) });
    expect(await created(b, [inbound('ann', 'm1')])).toMatchObject([{ ok: false, permanent: true }]);
  });

  it('keeps the newest name and handle that the provider gave, and forgets none', async () => {
    const b = bench();
    const called = (id: string, name: string | null, handle: string | null) => inbound('ann', id, { author: { id: 'ann', name, handle } });
    await created(b, [called('m1', 'Ann', null)]);
    await created(b, [called('m2', null, '@ann')]);
    expect((await headOf(b, 'ann')).customer).toEqual({ id: 'ann', name: 'Ann', handle: '@ann' });
    await created(b, [called('m3', 'Ann B.', '@ann'), called('m4', null, null)]);
    expect((await headOf(b, 'ann')).customer).toEqual({ id: 'ann', name: 'Ann B.', handle: '@ann' });
  });

  it('of a rating sets it on the ticket, and an auto-reply of the customer wakes nothing', async () => {
    const b = bench();
    await created(b, [inbound('ann', 'm1', { content: { starRating: 2 } })]);
    await created(b, [inbound('ann', 'm2', { opensTicket: false })]);
    expect(await ticketOf(b, 'ann')).toMatchObject({ starRating: 2, visibleMessageCount: 2, lastCustomerNumber: 2, status: 'created' });
  });

  it('a removal before its message within one batch leaves a ticket that is there as it is', async () => {
    const b = bench();
    await created(b, [inbound('ann', 'm1')]);
    await created(b, [inbound('ann', 'm2', { verb: 'removed', content: null }), inbound('ann', 'm2')]);
    expect(await ticketOf(b, 'ann')).toMatchObject({ visibleMessageCount: 1, lastCustomerNumber: 1, lastMessage: { number: 1 } });
  });

  it('a transient failure stops its own thread only', async () => {
    const b = bench({
      policy: plainPolicy({
        enrich: (_, message) => {
          if (message.text === 'text m2') throw new Error('engine away');
          return [];
        },
      }),
    });
    const received = await created(b, [inbound('ann', 'm1'), inbound('ann', 'm2'), inbound('ann', 'm3'), inbound('bob', 'm4')]);
    expect(received).toMatchObject([{ ok: true }, { ok: false, permanent: false }, { ok: false, permanent: false }, { ok: true }]);
  });

  it('for a disabled origin waits unseen', async () => {
    const b = bench({ policy: plainPolicy({ originState: () => 'disabled' }) });
    await created(b, [inbound('ann', 'm1'), inbound('ann', 'm2')]);
    expect(await messagesOf(b, 'ann')).toEqual([]);
    expect(await headOf(b, 'ann')).toMatchObject({ ticket: null, lastNumber: 2, shadowFirst: 1 });
  });

  it('a hundred messages of one author in one batch are a hundred entries', async () => {
    const b = bench();
    await created(
      b,
      Array.from({ length: 100 }, (_, index) => inbound('ann', `m${index}`)),
    );
    expect(await ticketOf(b, 'ann')).toMatchObject({ visibleMessageCount: 100, lastMessage: { number: 100 } });
  });

  it('with duplicates, races and losses, every message is stored once, in one ticket for each author, and counts are right', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(fc.record({ author: fc.constantFrom('a', 'b', 'c'), id: fc.integer({ min: 0, max: 30 }) }), { minLength: 1, maxLength: 60 }),
        async (seed, given) => {
          const random = seeded(seed);
          const b = bench({ wrap: (table) => faultyTable(table, random), seed });
          const events = given.map(({ author, id }) => inbound(author, `${author}${id}`));
          const consumer = async (): Promise<void> => {
            let waiting = events;
            for (let tries = 0; waiting.length > 0; tries += 1) {
              if (tries > 100) throw new Error('never received');
              const received = await applyBatch(b.deps, waiting.slice(0, 10));
              waiting = [...waiting.slice(0, 10).filter((_, index) => !received[index]?.ok), ...waiting.slice(10)];
            }
          };
          await Promise.all([consumer(), consumer()]);
          for (const author of new Set(given.map((g) => g.author))) {
            const ids = new Set(given.filter((g) => g.author === author).map((g) => `${author}${g.id}`));
            const messages = await messagesOf(b, author);
            expect(new Set(messages.map((m) => m.providerId))).toEqual(ids);
            expect(messages.map((m) => m.number)).toEqual(messages.map((_, index) => index + 1));
            expect(await ticketOf(b, author)).toMatchObject({ firstNumber: 1, visibleMessageCount: ids.size });
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
