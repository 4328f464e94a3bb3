import { describe, expect, it } from 'vitest';
import { isNewer } from '../../../../domain/support/inbound/amend-by-event.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { InboundEvent } from '../../../../domain/support/inbound/inbound-event.ts';
import { listThreadMessages } from '../../../../domain/support/messages/list-messages.ts';
import { type Message, newMessage } from '../../../../domain/support/messages/message.ts';
import { deleteMessage, hideMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { amend } from '../../../../domain/support/tickets/amend.ts';
import { changeTicket } from '../../../../domain/support/tickets/change.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { bench, inbound, ORIGIN, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const thread = threadIdOf(ORIGIN, 'ann');
const setUp = async (...ids: string[]) => {
  const made = await ticketHub();
  for (const id of ids) await made.receive(id);
  const { b } = made;
  return {
    ...made,
    events: (...events: InboundEvent[]) => applyBatch(b.deps, events),
    messages: async () => (await listThreadMessages(b.table, TENANT, thread, { after: 0, limit: 100 })).messages,
    ticket: () => loadTicket(b.table, TENANT, `${thread}.1`),
    amendments: () => b.table.all().filter((item) => item.sk.startsWith('A#')),
    bodies: () => b.table.all().filter((item) => item.sk.startsWith('B#')),
  };
};
const LONG = 'word '.repeat(400);
const edited = (id: string, version: string, text: string, second = 0): InboundEvent =>
  inbound('ann', id, { verb: 'edited', version, text, occurredAt: `2026-03-01T10:01:${String(second).padStart(2, '0')}.000Z` });
const verb = (id: string, name: 'removed' | 'hidden' | 'unhidden', version = '') => inbound('ann', id, { verb: name, version, content: null });

describe('an edit', () => {
  it('between short and long texts leaves one whole text and nothing aside that nobody reads', async () => {
    const { events, messages, bodies } = await setUp();
    await events(edited('m1', '1', LONG, 1));
    expect(await messages()).toMatchObject([{ text: LONG }]);
    await events(edited('m1', '2', `${LONG}!`, 2));
    expect([(await messages())[0]?.text, bodies().length]).toEqual([`${LONG}!`, 1]);
    await events(edited('m1', '3', 'short', 3));
    expect([(await messages())[0]?.text, bodies().length]).toEqual(['short', 0]);
  });

  it('whose preview would end in the middle of an emoji is applied', async () => {
    const { events, messages, amendments, ticket } = await setUp();
    const text = `${'x'.repeat(199)}😀😀`;
    expect(await events(edited('m1', '1', text, 1), edited('m1', '2', `${text}!`, 2))).toMatchObject([{ effect: 'applied' }, { effect: 'applied' }]);
    expect(await messages()).toMatchObject([{ text: `${text}!` }]);
    expect(amendments()).toMatchObject([{ text: 'x'.repeat(199) }, { text: 'x'.repeat(199), previous: text }]);
    expect((await ticket())?.lastMessage?.text).toBe('x'.repeat(199));
  });

  it('that was overtaken by a newer one, or is replayed, does not win', async () => {
    const { events, messages } = await setUp();
    expect(await events(edited('m1', '2', 'newer', 20), edited('m1', '1', 'older', 10))).toMatchObject([{ effect: 'applied' }, { effect: 'applied' }]);
    expect(await messages()).toMatchObject([{ text: 'newer', editedAt: '2026-03-01T10:01:20.000Z' }]);
  });

  it('in the batch of its own message is seen by what follows', async () => {
    const { events, messages, ticket } = await setUp();
    await events(inbound('ann', 'm2', { text: LONG }), edited('m2', '1', 'short'), verb('m2', 'hidden'));
    expect(await messages()).toMatchObject([{ number: 1 }, { text: 'short', hidden: true }]);
    expect(await ticket()).toMatchObject({ visibleMessageCount: 1, lastMessage: { number: 1 } });
  });

  it('after the removal brings nothing back', async () => {
    const { events, messages, ticket } = await setUp();
    await events(verb('m1', 'removed'), edited('m1', '1', 'back again'));
    expect(await messages()).toMatchObject([{ deleted: true, text: null }]);
    expect(await ticket()).toMatchObject({ visibleMessageCount: 0 });
  });

  it('of an older message changes neither the last one nor the count', async () => {
    const { events, ticket } = await setUp('m2');
    await events(edited('m1', '1', 'better'));
    expect(await ticket()).toMatchObject({ visibleMessageCount: 2, lastMessage: { number: 2, text: 'text m2' }, version: 1, status: 'created' });
  });

  it('of a message on a closed ticket shows there, and opens none', async () => {
    const { deps, events, ticket, ticketId } = await setUp();
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    await events(edited('m1', '1', 'better'));
    expect(await ticket()).toMatchObject({ status: 'closed', lastMessage: { text: 'better' }, version: 2 });
    // A second one in the same batch finds what the first has drafted.
    await events(edited('m1', '2', 'best', 5), verb('m1', 'removed'));
    expect(await ticket()).toMatchObject({ status: 'closed', visibleMessageCount: 0, lastMessage: null });
  });
});

describe('a reaction', () => {
  const reaction = (who: string | null, emoji: string | null, version: string) =>
    inbound('ann', 'm1', {
      verb: 'reaction',
      version,
      content: null,
      reaction: emoji === null && who === null ? null : { emoji },
      author: who === null ? null : { id: who, name: null, handle: null },
      fromCustomer: who === 'ann',
    });

  it('is one a person, and is taken back by an empty one', async () => {
    const { events, messages, ticket } = await setUp();
    await events(reaction('ann', '👍', '1'), reaction('page', '❤️', '2'), reaction('ann', '🎉', '3'));
    expect((await messages())[0]?.reactions).toEqual({ ann: '🎉', page: '❤️' });
    await events(reaction('ann', null, '4'), reaction('page', null, '5'));
    expect((await messages())[0]?.reactions).toEqual({});
    expect(await ticket()).toMatchObject({ status: 'created', visibleMessageCount: 1, version: 1 });
  });

  it('whose author the provider does not name stands for itself', async () => {
    const { events, messages } = await setUp();
    await events({ ...reaction(null, '👍', '1') }, { ...reaction(null, null, '2') });
    expect((await messages())[0]?.reactions).toEqual({});
  });
});

describe('what is said of a message that is not here', () => {
  it('means nothing for hiding and reactions, and for an edit without content', async () => {
    const { events, messages } = await setUp();
    const gone = [verb('x', 'hidden'), verb('x', 'unhidden'), inbound('ann', 'x', { verb: 'reaction', content: null, reaction: { emoji: '👍' } })];
    const empty = inbound('ann', 'x', { verb: 'edited', version: '1', content: null });
    const status = inbound('ann', 'x', { verb: 'status', version: 'sent', content: null });
    for (const received of await events(...gone, empty, status)) expect(received).toEqual({ ok: true, effect: 'ignored' });
    expect(await messages()).toHaveLength(1);
  });

  it('in another thread than the provider says means nothing there', async () => {
    const { events, messages } = await setUp();
    expect(await events({ ...verb('m1', 'removed'), event: { ...verb('m1', 'removed').event, threadKey: 'bob' } })).toMatchObject([{ effect: 'ignored' }]);
    expect(await messages()).toMatchObject([{ deleted: false }]);
  });

  it('is known by the raw bytes where the provider has no ids', async () => {
    const { events, messages } = await setUp();
    const anonymous = (change: Parameters<typeof inbound>[2]): InboundEvent => ({ ...inbound('ann', null, change), identity: 'hash-1' });
    expect(await events(anonymous({ text: 'hi' }), anonymous({ text: 'hi' }))).toMatchObject([{ effect: 'applied' }, { effect: 'duplicate' }]);
    await events(anonymous({ verb: 'removed', content: null }));
    expect(await messages()).toMatchObject([{ number: 1 }, { number: 2, deleted: true, providerId: null }]);
    const lost = { ...anonymous({ verb: 'removed', content: null }), identity: 'hash-2' };
    const early = { ...anonymous({ verb: 'status', content: null, status: { state: 'sent', error: null } }), identity: 'hash-3' };
    expect(await events(lost, early)).toMatchObject([{ effect: 'applied' }, { effect: 'ignored' }]);
    const corrected = { ...anonymous({ verb: 'edited', version: '2', text: 'corrected' }), identity: 'hash-4' };
    expect(await events(corrected, { ...anonymous({ text: 'first' }), identity: 'hash-4' })).toMatchObject([{ effect: 'applied' }, { effect: 'duplicate' }]);
    expect((await messages()).at(-1)).toMatchObject({ text: 'corrected' });
  });

  it('an edit without content of a message that is here changes nothing', async () => {
    const { events, messages, amendments } = await setUp();
    expect(await events(inbound('ann', 'm1', { verb: 'edited', version: '1', content: null }))).toMatchObject([{ ok: true }]);
    expect([(await messages())[0]?.text, amendments().length]).toEqual(['text m1', 0]);
  });
});

describe('delivery statuses', () => {
  it('only move forward; a failure is news until the message was delivered', () => {
    const states = ['queued', 'unknown', 'sent', 'failed', 'delivered', 'read'] as const;
    for (const [a, present] of states.entries()) for (const [b, next] of states.entries()) expect(isNewer(next, present)).toBe(b > a);
    expect(isNewer('queued', undefined)).toBe(true);
  });

  it('that say nothing change nothing', async () => {
    const { events, amendments } = await setUp();
    await events(inbound('ann', 'm1', { verb: 'status', version: 'sent', author: null, content: null, status: null }));
    expect(amendments()).toEqual([]);
  });
});

describe('an amendment', () => {
  it('that changes nothing is none', async () => {
    const { deps, ticketId, amendments } = await setUp();
    await hideMessage(deps, agent('eve'), ticketId, 1, false);
    await deleteMessage(deps, agent('eve'), ticketId, 1);
    await deleteMessage(deps, agent('eve'), ticketId, 1);
    expect(amendments()).toMatchObject([{ number: 1, of: 1, type: 'tombstone', actor: { type: 'agent', id: 'eve' } }]);
  });

  it('of a message that is not in the log is not recorded', async () => {
    const { b, deps, ticketId, amendments } = await setUp();
    const nowhere: Message = {
      ...newMessage({ kind: 'note', author: { type: 'agent', id: 'eve', name: null, handle: null }, createdAt: '2026-03-01T10:00:00.000Z', ticketId }),
      number: 9,
      revision: 1,
    };
    await changeTicket(deps, agent('eve'), ticketId, {
      audit: false,
      mayTouch: () => true,
      decide: async ({ draft, ticketDraft }) => {
        const by = { type: 'agent', id: 'eve' };
        expect(await amend({ table: b.table, bodies: b.deps.bodies, draft, ticketDraft }, nowhere, { ...nowhere, hidden: true }, { type: 'hide', by })).toBe(
          false,
        );
      },
      answer: () => ({ status: 200 }),
    });
    expect(amendments()).toEqual([]);
  });

  it('that takes away the newest of many finds the last one that still shows, however far back', async () => {
    const ids = Array.from({ length: 45 }, (_, index) => `n${index}`);
    const { events, ticket } = await setUp();
    await events(...ids.map((id) => inbound('ann', id)));
    await events(...ids.slice(0, -1).map((id) => verb(id, 'hidden')));
    expect(await ticket()).toMatchObject({ visibleMessageCount: 2, lastMessage: { number: 46 } });
    await events(verb('n44', 'removed'));
    expect(await ticket()).toMatchObject({ visibleMessageCount: 1, lastMessage: { number: 1, text: 'text m1' } });
  });

  it('in one batch with the messages it is about counts them as they are at its end', async () => {
    const { events, ticket } = await setUp();
    await events(inbound('ann', 'm2'), inbound('ann', 'm3'), inbound('ann', 'm4'), verb('m3', 'hidden'), verb('m4', 'removed'));
    expect(await ticket()).toMatchObject({ visibleMessageCount: 2, lastMessage: { number: 2 } });
    await events(inbound('ann', 'm5'), verb('m5', 'hidden'), verb('m5', 'unhidden', '2'));
    expect(await ticket()).toMatchObject({ visibleMessageCount: 3, lastMessage: { number: 5 } });
  });

  it('of a message that belongs to no ticket touches no ticket', async () => {
    const b = bench();
    const echo = inbound('ann', 'e1', { fromCustomer: false, opensTicket: false, author: null, customer: { id: 'ann', name: null, handle: null } });
    await applyBatch(b.deps, [echo, inbound('ann', 'm2')]);
    await applyBatch(b.deps, [verb('e1', 'removed')]);
    const { messages } = await listThreadMessages(b.table, TENANT, thread, { after: 0, limit: 10 });
    expect(messages).toMatchObject([{ deleted: true, author: { type: 'origin', id: ORIGIN } }, { deleted: false }]);
    expect(await loadTicket(b.table, TENANT, `${thread}.2`)).toMatchObject({ visibleMessageCount: 1, lastMessage: { number: 2 } });
  });
});
