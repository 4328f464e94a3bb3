import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../domain/automation/policy.ts';
import { raiseByHand } from '../../../../domain/support/escalations/raise-by-hand.ts';
import { settleEscalation } from '../../../../domain/support/escalations/settle.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { InboundEvent } from '../../../../domain/support/inbound/inbound-event.ts';
import { revealOrigin } from '../../../../domain/support/inbound/reveal.ts';
import { summaryKey } from '../../../../domain/support/messages/ai-answer.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { mergeTickets } from '../../../../domain/support/tickets/merge-tickets.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { readTicketLog } from '../../../../domain/support/tickets/read-log.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Status, Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { verifyTicket } from '../../../../domain/support/tickets/verify-ticket.ts';
import type { Key } from '../../../../domain/table/port.ts';
import { inbound, ORIGIN, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const bob = threadIdOf(ORIGIN, 'bob');
const cid = threadIdOf(ORIGIN, 'cid');
const set = (field: string, value: string): Effect[] => {
  const effect = { type: 'set' as const, field, value, ruleId: 'r1' };
  return [effect];
};

/** Bob's ticket is merged into Ann's, which waits for her. */
const merged = async () => {
  const origin = { state: 'enabled' as 'enabled' | 'disabled' };
  const {
    b,
    deps,
    ticketId: into,
  } = await ticketHub({
    policy: plainPolicy({
      originState: () => origin.state,
      runRules: (event, _, message) => {
        const wanted: Readonly<Record<string, Effect[]>> = { close: set('status', 'closed'), urgent: set('priority', 'urgent') };
        const effects = (event === 'message.received' && wanted[message?.text ?? '']) || [];
        return { effects, matched: effects.map(() => 'r1') };
      },
    }),
  });
  const receive = async (...events: InboundEvent[]) => {
    for (const outcome of await applyBatch(b.deps, events)) expect(outcome).toMatchObject({ ok: true });
  };
  const from = `${bob}.1`;
  await receive(inbound('bob', 'b1'));
  const merge = (ticketId: string, intoId: string) => mergeTickets(deps, agent('eve'), { ticketId, intoId });
  await merge(from, into);
  const move = (to: Status, id = into) => patchTicket(deps, agent('eve'), { ticketId: id, patch: { status: to }, ifMatch: null });
  await move('pending');
  const load = async (id: string) => (await loadTicket(b.table, TENANT, id)) as Ticket;
  const texts = async (id = into) =>
    (await listTicketMessages(b.table, TENANT, await load(id), { after: 0, limit: 50 })).messages.map(({ text }) => text ?? '');
  const verify = async (...ids: string[]) => {
    for (const id of [into, from, ...ids]) expect(await verifyTicket(b.table, TENANT, id)).toEqual([]);
  };
  return { b, deps, receive, merge, set: move, load, texts, verify, origin, into, from };
};

describe('a customer message in a thread whose ticket was merged', () => {
  it('goes to the leading ticket, wakes it and is its newest message', async () => {
    const { b, receive, load, texts, verify, into, from } = await merged();
    b.now += 60_000;
    await receive(inbound('bob', 'b2'));
    const at = new Date(b.now).toISOString();
    expect(await load(into)).toMatchObject({
      status: 'working',
      waitingSince: at,
      visibleMessageCount: 3,
      lastMessage: { text: 'text b2', number: 2, threadId: bob },
      deadlines: {},
    });
    expect(await load(from)).toMatchObject({ status: 'closed', mergedInto: into, visibleMessageCount: 2, lastNumber: 2, waitingSince: null, version: 2 });
    expect(await loadTicket(b.table, TENANT, `${bob}.2`)).toBeUndefined();
    expect(await texts()).toContain('text b2');
    await verify();
  });

  it('reopens a leading ticket that was solved, and counts that', async () => {
    const { receive, set, load, verify, into } = await merged();
    await set('solved');
    await receive(inbound('bob', 'b2'));
    expect(await load(into)).toMatchObject({ status: 'working', reopenCount: 1, resolvedAt: null });
    await verify();
  });

  it('opens a new ticket once the leading one is closed, and goes on there', async () => {
    const { receive, set, load, verify, into } = await merged();
    await set('closed');
    await receive(inbound('bob', 'b2'), inbound('bob', 'b3'));
    expect(await load(`${bob}.2`)).toMatchObject({ status: 'created', visibleMessageCount: 2, mergedInto: null });
    expect(await load(into)).toMatchObject({ status: 'closed', visibleMessageCount: 2 });
    await set('closed', `${bob}.2`);
    await receive(inbound('bob', 'b4'));
    expect(await load(`${bob}.4`)).toMatchObject({ status: 'created' });
    await verify(`${bob}.2`, `${bob}.4`);
  });

  it('has the rules of the leading ticket run, whose log names the message; the version rises once a transaction', async () => {
    const { b, receive, load, verify, into } = await merged();
    const { version } = await load(into);
    await receive(inbound('bob', 'b2'), inbound('bob', 'b3', { text: 'urgent' }));
    expect(await load(into)).toMatchObject({ status: 'working', priority: 'urgent', version: version + 1 });
    const { entries } = await readTicketLog(b.table, TENANT, await load(into), { order: 'desc', after: null, limit: 3 });
    expect(entries).toMatchObject([
      { by: { type: 'rule', id: 'r1' }, cause: { type: 'message', id: '3' }, changes: [{ field: 'priority', to: 'urgent' }] },
      { by: { type: 'customer', id: 'bob' }, cause: { type: 'message', id: '3' }, changes: [] },
      { by: { type: 'customer', id: 'bob' }, cause: { type: 'message', id: '2' }, changes: [{ field: 'status', from: 'pending', to: 'working' }] },
    ]);
    await verify();
  });

  it('opens a new ticket behind one that has a rule close the leading ticket, in one batch', async () => {
    const { receive, load, texts, verify, into } = await merged();
    await receive(inbound('bob', 'b2', { text: 'close' }), inbound('bob', 'b3'));
    expect(await load(into)).toMatchObject({ status: 'closed', visibleMessageCount: 3 });
    expect(await texts(`${bob}.3`)).toEqual(['text b3']);
    await verify(`${bob}.3`);
  });

  it('follows merges to the ticket at the end', async () => {
    const { receive, merge, load, texts, verify, into } = await merged();
    await receive(inbound('cid', 'c1'));
    await merge(into, `${cid}.1`);
    await receive(inbound('bob', 'b2'), inbound('ann', 'm2'), inbound('cid', 'c2'));
    expect((await texts(`${cid}.1`)).toSorted()).toEqual(['text b1', 'text b2', 'text c1', 'text c2', 'text m1', 'text m2']);
    expect(await load(`${cid}.1`)).toMatchObject({ visibleMessageCount: 6 });
    await verify(`${cid}.1`);
  });

  it('does not wake it with what opens no ticket, but is shown there', async () => {
    const { receive, load, verify, into } = await merged();
    await receive(inbound('bob', 'b2', { opensTicket: false }));
    expect(await load(into)).toMatchObject({ status: 'pending', visibleMessageCount: 3, lastMessage: { text: 'text b2' } });
    await verify();
  });

  it('counts a message that was removed before it came nowhere', async () => {
    const { receive, load, verify, into } = await merged();
    await receive(inbound('bob', 'b2', { verb: 'removed', content: null, threadKey: null }));
    await receive(inbound('bob', 'b2'));
    expect(await load(into)).toMatchObject({ status: 'pending', visibleMessageCount: 2 });
    await verify();
  });

  it('is revealed there when it came while the origin was disabled', async () => {
    const { b, deps, receive, load, texts, verify, origin, into } = await merged();
    origin.state = 'disabled';
    await receive(inbound('bob', 'b2'), inbound('bob', 'b3', { text: 'urgent' }));
    expect(await load(into)).toMatchObject({ status: 'pending', visibleMessageCount: 2 });
    origin.state = 'enabled';
    await revealOrigin(deps, { tenantId: TENANT, originId: ORIGIN, budgetMs: 60_000 });
    expect(await load(into)).toMatchObject({ status: 'working', visibleMessageCount: 4, priority: 'urgent', lastMessage: { text: 'urgent', threadId: bob } });
    expect((await texts()).toSorted()).toEqual(['text b1', 'text b2', 'text m1', 'urgent']);
    expect(await loadTicket(b.table, TENANT, `${bob}.2`)).toBeUndefined();
    await verify();
  });

  it('is not lost when several processes write to both threads at once', async () => {
    const { b, load, verify, into } = await merged();
    const both = Array.from({ length: 12 }, (_, at) => inbound(at % 2 ? 'bob' : 'ann', `x${at}`));
    const outcomes = await Promise.all(both.map((event) => applyBatch(b.deps, [event])));
    expect(outcomes.flat().every(({ ok }) => ok)).toBe(true);
    expect(await load(into)).toMatchObject({ visibleMessageCount: 14, status: 'working' });
    await verify();
  });
});

it('forgets the summaries of every ticket that covers a message when its author removes it', async () => {
  const { b, receive, merge, into, from } = await merged();
  await receive(inbound('cid', 'c1'));
  await merge(into, `${cid}.1`);
  const keys = [from, into, `${cid}.1`].map((id) => summaryKey(TENANT, id) as Key);
  for (const key of keys) await b.table.write({ op: 'put', item: { ...key, text: 'Bob said text b1' } });
  await receive(inbound('bob', 'b1', { verb: 'removed', content: null }));
  expect(await b.table.get(keys)).toEqual([undefined, undefined, undefined]);
});

describe('the stars of a review in a merged ticket', () => {
  const review = (id: string, stars: number, change: Parameters<typeof inbound>[2] = {}) =>
    inbound('bob', id, { ...change, content: { text: 'a review', starRating: stars } });

  it('reach the leading ticket when it is written later, and when it is rewritten', async () => {
    const { receive, load, verify, into, from } = await merged();
    await receive(review('r1', 5));
    expect(await load(into)).toMatchObject({ starRating: 5 });
    await receive(review('r1', 2, { verb: 'edited', version: 'v2', occurredAt: '2026-03-01T11:00:00.000Z' }));
    expect([(await load(into)).starRating, (await load(from)).starRating]).toEqual([2, 2]);
    await verify();
  });

  it('stay those of a newer review', async () => {
    const { receive, load, verify, into } = await merged();
    await receive(review('r1', 5), review('r2', 1));
    await receive(review('r1', 3, { verb: 'edited', version: 'v2', occurredAt: '2026-03-01T11:00:00.000Z' }));
    expect(await load(into)).toMatchObject({ starRating: 1 });
    await verify();
  });
});

describe('what a merged ticket gets beside messages of its customer', () => {
  it('reaches the leading ticket with the next message: the answer of an escalation', async () => {
    const { b, deps, receive, load, texts, verify, into } = await merged();
    await receive(inbound('cid', 'c1'));
    const raising = { ...deps, refusalOf: () => null };
    const raised = await raiseByHand(raising, agent('eve'), `${cid}.1`, { target: { email: 'boss@shop.example' }, text: 'look', dueAt: null });
    await mergeTickets(deps, agent('eve'), { ticketId: `${cid}.1`, intoId: into });
    await settleEscalation(deps, agent('eve'), { ticketId: null, escalationId: raised.id }, { state: 'answered', text: 'do it' });
    expect(await texts()).not.toContain('do it');
    b.now += 60_000;
    await receive(inbound('cid', 'c2'));
    expect(await texts()).toEqual(expect.arrayContaining(['do it', 'text c2']));
    expect(await load(into)).toMatchObject({ visibleMessageCount: 6, lastMessage: { number: 4, threadId: cid } });
    await verify(`${cid}.1`);
  });

  it('keeps its place where waiting messages of before are revealed after the merge', async () => {
    const { b, deps, receive, merge, texts, verify, origin, into } = await merged();
    await receive(inbound('cid', 'c1'));
    origin.state = 'disabled';
    await receive(inbound('cid', 'c2'));
    await postMessage(deps, agent('eve'), `${cid}.1`, { kind: 'note', text: 'a note', attachments: [] });
    await merge(`${cid}.1`, into);
    origin.state = 'enabled';
    await revealOrigin(b.deps, { tenantId: TENANT, originId: ORIGIN, budgetMs: 60_000 });
    expect((await texts()).filter((text) => ['text c1', 'text c2', 'a note'].includes(text))).toHaveLength(3);
    await verify(`${cid}.1`);
  });
});
