import { describe, expect, it } from 'vitest';
import { analyseMessage } from '../../../../domain/support/ai/analyse-message.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { deleteMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { startConversation } from '../../../../domain/support/replies/start-conversation.ts';
import { headKey } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { mergeTickets } from '../../../../domain/support/tickets/merge-tickets.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { readTicketLog } from '../../../../domain/support/tickets/read-log.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { verifyTicket } from '../../../../domain/support/tickets/verify-ticket.ts';
import { inbound, ORIGIN, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const eve = agent('eve');

const world = async (policy = plainPolicy()) => {
  const { b, deps, ticketId, receive } = await ticketHub({ policy });
  const ticket = async (id = ticketId) => (await loadTicket(b.table, TENANT, id)) as Ticket;
  const wait = (seconds: number) => {
    b.now += seconds * 1_000;
  };
  const now = () => new Date(b.now).toISOString();
  const reply = (more: object = {}) => postMessage(deps, eve, ticketId, { kind: 'reply', text: 'x', attachments: [], ...more });
  const set = (patch: object) => patchTicket(deps, eve, { ticketId, patch, ifMatch: null });
  return { b, deps, ticketId, receive, ticket, wait, now, reply, set };
};

describe('what a ticket keeps', () => {
  it('tells the first response, the newest reply, and who waits', async () => {
    const { ticket, wait, now, reply, receive } = await world();
    const opened = now();
    expect(await ticket()).toMatchObject({ waitingSince: opened, firstReplyAt: null, firstReplySeconds: null, lastReplyAt: null });
    wait(90);
    const first = now();
    await reply();
    expect(await ticket()).toMatchObject({ waitingSince: null, firstReplyAt: first, firstReplySeconds: 90, lastReplyAt: first });
    wait(10);
    const asked = now();
    await receive('m2');
    wait(10);
    await reply({ kind: 'note' });
    expect(await ticket()).toMatchObject({ waitingSince: asked, lastReplyAt: first });
    await reply();
    expect(await ticket()).toMatchObject({ waitingSince: null, firstReplyAt: first, firstReplySeconds: 90, lastReplyAt: now() });
  });

  it('tells the resolution, and how often it did not last', async () => {
    const { ticket, wait, now, set, reply, receive } = await world();
    wait(30);
    await reply({ thenStatus: 'solved' });
    const solved = now();
    expect(await ticket()).toMatchObject({ resolvedAt: solved, resolutionSeconds: 30, reopenCount: 0 });
    wait(30);
    await receive('m2');
    expect(await ticket()).toMatchObject({ status: 'working', resolvedAt: null, resolutionSeconds: null, reopenCount: 1 });
    await set({ status: 'pending' });
    await set({ status: 'working' });
    expect(await ticket()).toMatchObject({ reopenCount: 1 });
    wait(60);
    await set({ status: 'solved' });
    await set({ status: 'pending' });
    await set({ status: 'closed' });
    expect(await ticket()).toMatchObject({ resolvedAt: now(), resolutionSeconds: 120, reopenCount: 2, closedAt: now() });
  });

  it('keeps when it was solved, and not when it was closed after', async () => {
    const { ticket, wait, set, now } = await world();
    await set({ status: 'solved' });
    const solved = now();
    wait(100);
    await set({ status: 'closed' });
    expect(await ticket()).toMatchObject({ resolvedAt: solved, resolutionSeconds: 0, reopenCount: 0 });
  });

  it('has no response time where an agent wrote first', async () => {
    const { b, deps, wait } = await world();
    const start = { origin: { id: ORIGIN, channel: 'whatsapp' as const }, to: 'dan', text: 'hello' };
    const { id } = await startConversation(deps, eve, start);
    expect(await loadTicket(b.table, TENANT, id)).toMatchObject({ firstReplyAt: null, lastReplyAt: new Date(b.now).toISOString(), waitingSince: null });
    await applyBatch(b.deps, [inbound('dan', 'd1')]);
    wait(5);
    await postMessage(deps, eve, id, { kind: 'reply', text: 'x', attachments: [] });
    expect(await loadTicket(b.table, TENANT, id)).toMatchObject({ firstReplySeconds: 5, waitingSince: null });
  });

  it('has the stars of the newest review, also when it is rewritten', async () => {
    const { b, ticket } = await world();
    const rate = (id: string, starRating: number | null, verb: 'created' | 'edited' = 'created') =>
      applyBatch(b.deps, [inbound('ann', id, { verb, version: verb === 'edited' ? `${starRating}` : '', content: { text: 'r', starRating } })]);
    await rate('r1', 2);
    expect((await ticket()).starRating).toBe(2);
    await rate('r1', 4, 'edited');
    expect((await ticket()).starRating).toBe(4);
    await rate('r2', 1);
    await rate('r1', 5, 'edited');
    await rate('m9', null);
    expect((await ticket()).starRating).toBe(1);
    expect(await verifyTicket(b.table, TENANT, (await ticket()).id)).toEqual([]);
  });

  it('has the last stars of a review that is deleted, whose earlier texts are forgotten', async () => {
    const { b, deps, ticket } = await world();
    const rate = (text: string, starRating: number | null, version: string) =>
      applyBatch(b.deps, [inbound('ann', 'r1', { verb: version === '' ? 'created' : 'edited', version, content: { text, starRating } })]);
    await rate('first', null, '');
    await rate('second', 5, '1');
    await rate('second', 3, '2');
    const { id, lastMessage } = await ticket();
    await deleteMessage(deps, eve, id, lastMessage?.number ?? 0);
    expect((await ticket()).starRating).toBe(3);
    expect(await verifyTicket(b.table, TENANT, id)).toEqual([]);
  });

  it('takes over from a merged ticket who waits, the newest reply and the stars; its own times stay', async () => {
    const { b, deps, ticketId, ticket, wait, now, reply, set } = await world();
    await reply();
    const own = (await ticket()).lastReplyAt;
    await set({ status: 'solved' });
    wait(10);
    const asked = now();
    await applyBatch(b.deps, [inbound('bob', 'b1', { content: { text: 'b', starRating: 3 } })]);
    wait(10);
    const other = `${threadIdOf(ORIGIN, 'bob')}.1`;
    await mergeTickets(deps, eve, { ticketId: other, intoId: ticketId });
    expect(await ticket()).toMatchObject({ status: 'working', waitingSince: asked, lastReplyAt: own, firstReplySeconds: 0, starRating: 3, reopenCount: 1 });
    expect(await ticket(other)).toMatchObject({ status: 'closed', waitingSince: null, resolvedAt: now() });
    for (const id of [ticketId, other]) expect(await verifyTicket(b.table, TENANT, id)).toEqual([]);
  });

  it('costs a new ticket nothing: zero and null are not stored', async () => {
    const { b } = await world();
    const [head] = await b.table.get([headKey(TENANT, threadIdOf(ORIGIN, 'ann'))]);
    const stored = Object.keys(head?.['ticket'] as object);
    for (const name of ['reopenCount', 'language', 'firstReplyAt', 'firstReplySeconds', 'lastReplyAt', 'resolvedAt', 'resolutionSeconds'])
      expect(stored).not.toContain(name);
  });
});

describe('the log', () => {
  it('tells sentiment and language as the AI finds them, with their cause, and once', async () => {
    const { b, deps, ticketId, ticket } = await world();
    await b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { ai: { sentiment: true } } });
    const find = async (id: string, number: number, language: string) => {
      await applyBatch(b.deps, [inbound('ann', id)]);
      const answer = { sentiment: { label: 'negative' as const, score: -1 }, language };
      const toolbox = { ...deps, analyse: async () => ({ outcome: 'answered' as const, answer }) };
      await analyseMessage(toolbox, { tenantId: TENANT, threadId: threadIdOf(ORIGIN, 'ann'), number, correlationId: 'c9' });
    };
    await find('m2', 2, 'de');
    await find('m3', 3, 'de');
    await find('m4', 4, 'fa');
    const { entries } = await readTicketLog(b.table, TENANT, await ticket(), { order: 'asc', after: null, limit: 20 });
    expect(entries.slice(1)).toMatchObject([
      {
        by: { type: 'system', id: null },
        cause: { type: 'ai', id: '2' },
        changes: [
          { field: 'sentiment', from: null, to: 'negative' },
          { field: 'language', from: null, to: 'de' },
        ],
        correlationId: 'c9',
      },
      { cause: { type: 'ai', id: '4' }, changes: [{ field: 'language', from: 'de', to: 'fa' }] },
    ]);
    expect(await ticket()).toMatchObject({ sentiment: 'negative', language: 'fa', version: 1 });
    expect(await verifyTicket(b.table, TENANT, ticketId)).toEqual([]);
  });

  it('tells the statuses that a rule passed through, because they leave something behind', async () => {
    const effects = ['solved', 'working'].map((value) => ({ type: 'set' as const, field: 'status', value, ruleId: 'r1' }));
    const policy = plainPolicy({ runRules: (_, { topic }) => (topic === 'go' ? { effects, matched: ['r1'] } : { effects: [], matched: [] }) });
    const { b, ticketId, ticket, set } = await world(policy);
    await set({ status: 'working' });
    await set({ topic: 'go' });
    const { entries } = await readTicketLog(b.table, TENANT, await ticket(), { order: 'desc', after: null, limit: 1 });
    expect(entries[0]).toMatchObject({ by: { type: 'rule', id: 'r1' }, changes: [], through: ['solved'] });
    expect(await ticket()).toMatchObject({ status: 'working', reopenCount: 1, waitingSince: null });
    expect(await verifyTicket(b.table, TENANT, ticketId)).toEqual([]);
  });

  it('that was tampered with gives another ticket, field by field; a missing ticket is a 404', async () => {
    const { b, ticketId, reply } = await world();
    await reply();
    const key = headKey(TENANT, threadIdOf(ORIGIN, 'ann'));
    const [head] = await b.table.get([key]);
    const stored = head?.['ticket'] as Record<string, unknown>;
    const changed = { ...stored, priority: 'urgent', visibleMessageCount: 7, lastMessage: null, firstReplySeconds: 1, reopenCount: 5 };
    await b.table.write({ op: 'put', item: { ...(head as NonNullable<typeof head>), ticket: changed } });
    expect(await verifyTicket(b.table, TENANT, ticketId)).toMatchObject([
      { field: 'priority', stored: 'urgent', replayed: 'normal' },
      { field: 'firstReplySeconds', stored: 1, replayed: 0 },
      { field: 'reopenCount', stored: 5, replayed: 0 },
      { field: 'visibleMessageCount', stored: 7, replayed: 2 },
      { field: 'lastMessage', stored: null, replayed: { number: 2 } },
    ]);
    await expect(verifyTicket(b.table, TENANT, `${threadIdOf(ORIGIN, 'ann')}.99`)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is read again when the ticket changes meanwhile, but not for ever', async () => {
    const { b, ticketId, reply } = await world();
    let changes = 1;
    const moving = {
      ...b.table,
      query: async (...given: Parameters<typeof b.table.query>) => {
        const page = await b.table.query(...given);
        if (changes > 0 && given[0].from?.startsWith('L#')) {
          changes -= 1;
          await reply();
        }
        return page;
      },
    };
    expect(await verifyTicket(moving, TENANT, ticketId)).toEqual([]);
    changes = 1_000;
    await expect(verifyTicket(moving, TENANT, ticketId)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
