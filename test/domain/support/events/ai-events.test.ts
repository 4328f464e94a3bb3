import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../demo/random.ts';
import { signCausation } from '../../../../domain/automation/causation.ts';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { messageKey } from '../../../../domain/conversations/log/draft.ts';
import { outboxEntryOf } from '../../../../domain/outbound/outbox.ts';
import { acceptSuggestion, dismissSuggestion } from '../../../../domain/support/ai/settle-suggestion.ts';
import { applyAiEvents } from '../../../../domain/support/events/apply-ticket-events.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { messageOf } from '../../../../domain/support/messages/message.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { entriesOfLine } from '../../../../domain/support/tickets/log-entry.ts';
import { mergeTickets } from '../../../../domain/support/tickets/merge-tickets.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { inbound, ORIGIN, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from '../tickets/hub.ts';
import { event, type TicketEvent } from './world.ts';

const said = { text: 'Try turning it off', model: 'm-1', confidence: 0.8 };
const suggestion = (id: string, ticketId: string, more: object = {}): TicketEvent => event('ai_messages', id, 'ai.suggestion', { ticketId, ...said, ...more });
const answer = (id: string, ticketId: string, more: object = {}, envelope: object = {}): TicketEvent =>
  event('ai_messages', id, 'ai.reply', { ticketId, ...said, ...more }, envelope);

const world = async (options: Parameters<typeof ticketHub>[0] = {}) => {
  const { b, deps, ticketId } = await ticketHub(options);
  return {
    b,
    deps,
    ticketId,
    apply: (...events: readonly TicketEvent[]) => applyAiEvents(deps, events, 3),
    ticket: () => loadTicket(deps.table, TENANT, ticketId),
    messages: () =>
      b.table
        .all()
        .filter(({ sk }) => sk.startsWith('M#'))
        .map(messageOf),
    refusals: () => b.table.all().flatMap((item) => (item.sk.startsWith('L#') ? entriesOfLine(item).flatMap(({ refused }) => (refused ? [refused] : [])) : [])),
    left: () => b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []),
  };
};

describe('ai.suggestion', () => {
  it('is for agents: it says model, confidence and cause, and neither leaves nor counts', async () => {
    const { apply, ticketId, ticket, messages, left } = await world();
    const before = await ticket();
    expect(await apply(suggestion('e1', ticketId, { cause: 'a greeting' }))).toEqual([{ ok: true, effect: 'applied' }]);
    expect(messages()[1]).toMatchObject({
      kind: 'ai_suggestion',
      author: { type: 'ai', id: 'm-1' },
      ai: { model: 'm-1', confidence: 0.8, cause: 'a greeting' },
      suggestion: { state: 'open' },
      delivery: null,
    });
    expect(await ticket()).toMatchObject({ status: before?.status, owner: before?.owner, visibleMessageCount: 1, lastMessage: before?.lastMessage });
    expect(left()).toEqual([]);
  });

  it('accepted becomes the reply of the agent, once', async () => {
    const { apply, deps, ticketId, messages, left } = await world();
    await apply(suggestion('e1', ticketId));
    const reply = await acceptSuggestion(deps, agent('eve'), { ticketId, number: 2 });
    expect(reply).toMatchObject({ number: 3, kind: 'reply', text: said.text, author: { id: 'eve' }, ai: { model: 'm-1', cause: null }, inReplyTo: 1 });
    expect(messages()[1]).toMatchObject({ suggestion: { state: 'accepted', reply: 3 } });
    const again = { code: 'conflict', extra: { current: 'accepted' } };
    await expect(acceptSuggestion(deps, agent('bob'), { ticketId, number: 2 })).rejects.toMatchObject(again);
    await expect(dismissSuggestion(deps, agent('bob'), { ticketId, number: 2 })).rejects.toMatchObject(again);
    expect(left()).toMatchObject([{ to: 'replies', outbound: { number: 3 } }]);
  });

  it('accepted by two agents at once is one reply', async () => {
    const { apply, deps, ticketId, left } = await world();
    await apply(suggestion('e1', ticketId));
    const outcomes = await Promise.allSettled(['eve', 'bob'].map((id) => acceptSuggestion(deps, agent(id), { ticketId, number: 2 })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(left()).toHaveLength(1);
  });

  it('is sent as the agent has edited it; the suggestion keeps its own words', async () => {
    const { apply, deps, ticketId, messages } = await world();
    await apply(suggestion('e1', ticketId));
    expect(await acceptSuggestion(deps, agent('eve'), { ticketId, number: 2 }, 'Please turn it off.')).toMatchObject({ text: 'Please turn it off.' });
    expect(messages()[1]).toMatchObject({ text: said.text });
  });

  it('of a ticket that was merged is accepted or dismissed in the leading one, which sends the reply', async () => {
    const { b, apply, deps, ticketId, left } = await world();
    const bob = threadIdOf(ORIGIN, 'bob');
    await applyBatch(b.deps, [inbound('bob', 'b1')]);
    await apply(suggestion('e1', `${bob}.1`), suggestion('e2', `${bob}.1`));
    await mergeTickets(deps, agent('eve'), { ticketId: `${bob}.1`, intoId: ticketId });
    const ref = (number: number) => ({ ticketId, number, conversationId: bob });
    const stateOf = async (number: number) => messageOf((await b.table.get([messageKey(threadPk(TENANT, bob), number)]))[0] as Item).suggestion;
    expect(await acceptSuggestion(deps, agent('eve'), ref(2))).toMatchObject({ kind: 'reply', text: said.text, ticketId });
    expect(await stateOf(2)).toEqual({ state: 'accepted', reply: 2 });
    await expect(acceptSuggestion(deps, agent('eve'), ref(2))).rejects.toMatchObject({ code: 'conflict', extra: { current: 'accepted' } });
    expect(await dismissSuggestion(deps, agent('eve'), ref(3))).toMatchObject({ suggestion: { state: 'dismissed' } });
    for (const number of [1, 9]) await expect(acceptSuggestion(deps, agent('eve'), ref(number))).rejects.toThrow();
    await expect(acceptSuggestion(deps, agent('eve'), { ...ref(3), conversationId: 'another' })).rejects.toMatchObject({ code: 'not_found' });
    expect(left()).toMatchObject([{ to: 'replies', outbound: { number: 2 } }]);
  });

  it('dismissed is not accepted any more; another message is no suggestion', async () => {
    const { apply, deps, ticketId } = await world();
    await apply(suggestion('e1', ticketId));
    expect(await dismissSuggestion(deps, agent('eve'), { ticketId, number: 2 })).toMatchObject({ suggestion: { state: 'dismissed' } });
    await expect(acceptSuggestion(deps, agent('eve'), { ticketId, number: 2 })).rejects.toMatchObject({ code: 'conflict', extra: { current: 'dismissed' } });
    for (const [number, code] of [
      [1, 'conflict'],
      [9, 'not_found'],
    ] as const) {
      await expect(acceptSuggestion(deps, agent('eve'), { ticketId, number })).rejects.toMatchObject({ code });
      await expect(dismissSuggestion(deps, agent('eve'), { ticketId, number })).rejects.toMatchObject({ code });
    }
  });
});

describe('ai.reply', () => {
  it('leaves as a reply of an agent does; status, owner and waiting stay', async () => {
    const { apply, ticketId, ticket, messages, left } = await world();
    const before = await ticket();
    expect(await apply(answer('e1', ticketId), answer('e1', ticketId))).toMatchObject([{ effect: 'applied' }, { effect: 'duplicate' }]);
    expect(messages()[1]).toMatchObject({ kind: 'ai_message', inReplyTo: 1, delivery: { state: 'queued' }, ai: { confidence: 0.8 } });
    expect(await ticket()).toMatchObject({ status: before?.status, owner: before?.owner, waitingSince: before?.waitingSince, visibleMessageCount: 2 });
    expect(left()).toMatchObject([{ to: 'replies', outbound: { number: 2 } }]);
  });

  it('is refused on a closed ticket, and the trail says so', async () => {
    const { apply, deps, ticketId, messages, refusals } = await world();
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    expect(await apply(answer('e1', ticketId), suggestion('e2', ticketId))).toMatchObject([{ effect: 'refused' }, { effect: 'refused' }]);
    expect(messages()).toHaveLength(1);
    expect(refusals()).toMatchObject([{ code: 'illegal_transition' }, { code: 'illegal_transition' }]);
  });

  it('is refused on a disabled origin, and where a chain of machines is too deep', async () => {
    let state: 'enabled' | 'disabled' = 'enabled';
    const { b, apply, ticketId, refusals } = await world({ policy: plainPolicy({ depthLimit: 2, originState: () => state }) });
    await b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { causationKey: 'k' } });
    const causation = signCausation('k', TENANT, { depth: 2, id: 'r' });
    expect(await apply(answer('e1', ticketId, {}, { causation }))).toMatchObject([{ effect: 'refused' }]);
    expect(await apply(suggestion('e2', ticketId))).toMatchObject([{ effect: 'applied' }]);
    state = 'disabled';
    expect(await apply(answer('e3', ticketId))).toMatchObject([{ effect: 'refused' }]);
    expect(refusals()).toMatchObject([{ code: 'conflict' }, { code: 'conflict' }]);
  });

  it('that its channel does not take, or about no ticket, is never tried again', async () => {
    const { deps, ticketId } = await world();
    const short = { ...deps, capabilitiesOf: () => ({ surfaces: { dm: { reply: { text: { most: 5, unit: 'characters' } } } }, idempotent: false }) as never };
    const outcomes = await applyAiEvents(short, [answer('e1', ticketId), answer('e2', 'nobody')], 3);
    expect(outcomes).toMatchObject([
      { permanent: true, error: { code: 'unprocessable' } },
      { permanent: true, error: { code: 'not_found' } },
    ]);
  });

  it.each([{ text: '' }, { text: '  ' }, { confidence: 1.1 }, { confidence: -0.1 }, { model: '' }, { colour: 'red' }])('with %o is no event', (more) => {
    expect(() => answer('e1', 't.1', more)).toThrow(/not valid/);
  });
});

it('events of AI helpers that come twice, out of order and beside live traffic take effect once each', async () => {
  const kinds = fc.array(fc.constantFrom('ai.reply', 'ai.suggestion'), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(kinds, fc.integer({ min: 1, max: 2 ** 30 }), async (given, seed) => {
      const draw = seeded(seed);
      const { apply, deps, ticketId, messages, left, ticket } = await world();
      const all = given.map((type, n) => event('ai_messages', `e${n}`, type, { ticketId, ...said, text: `text ${n}` }));
      const deliveries = [...all, ...all.filter(() => draw() < 0.5)].sort(() => draw() - 0.5);
      await Promise.all([
        ...deliveries.map((one) => apply(one)),
        postMessage(deps, agent('eve'), ticketId, { kind: 'note', text: 'between', attachments: [] }),
      ]);
      const written = messages().filter(({ author }) => author.type === 'ai');
      expect(new Set(written.map(({ text }) => text))).toEqual(new Set(all.map((_, n) => `text ${n}`)));
      expect(written).toHaveLength(all.length);
      const replies = given.filter((type) => type === 'ai.reply').length;
      expect(left()).toHaveLength(replies);
      expect(await ticket()).toMatchObject({ visibleMessageCount: 2 + replies, owner: { agentId: null } });
      expect(messages().map(({ number }) => number)).toEqual(messages().map((_, n) => n + 1));
    }),
    { numRuns: 30 },
  );
});
