import { expect, test } from 'vitest';
import { recordOutcome } from '../../../../domain/outbound/replies/record-outcome.ts';
import { raiseByHand } from '../../../../domain/support/escalations/raise-by-hand.ts';
import { settleEscalation } from '../../../../domain/support/escalations/settle.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { hideMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { headKey } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { mergeTickets } from '../../../../domain/support/tickets/merge-tickets.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { parseHead } from '../../../../domain/support/tickets/thread-head.ts';
import { inbound, ORIGIN, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const bob = threadIdOf(ORIGIN, 'bob');

/** Bob's ticket, with a reply on its way, merged into Ann's, which then waits for her. */
const merged = async () => {
  const { b, deps, ticketId: into } = await ticketHub();
  await applyBatch(b.deps, [inbound('bob', 'b1')]);
  const from = `${bob}.1`;
  await postMessage(deps, agent('eve'), from, { kind: 'reply', text: 'On its way', attachments: [] });
  await mergeTickets(deps, agent('eve'), { ticketId: from, intoId: into });
  const set = (status: 'pending' | 'closed') => patchTicket(deps, agent('eve'), { ticketId: into, patch: { status }, ifMatch: null });
  await set('pending');
  const outcome = async (state: 'sent' | 'failed') => {
    const [item] = await b.table.get([headKey(TENANT, bob)]);
    const outbound = { tenantId: TENANT, threadId: bob, number: 2, ticketId: from, originId: ORIGIN, correlationId: 'c' };
    const final = state === 'sent' ? ({ outcome: 'sent', providerId: 'p1' } as const) : ({ outcome: 'failed', error: { code: '1', message: 'no' } } as const);
    await recordOutcome(deps, { outbound, head: parseHead(item as never) }, final);
  };
  const reported = (state: 'delivered' | 'failed') => {
    const status = { state, error: state === 'failed' ? 'blocked' : null };
    const event = inbound('bob', 'p1', { verb: 'status', version: state, occurredAt: new Date(b.now).toISOString(), content: null, author: null, status });
    return applyBatch(b.deps, [event]);
  };
  return { deps, set, outcome, reported, load: async (id: string) => loadTicket(b.table, TENANT, id), into, from };
};

test('a reply that was on its way when its ticket was merged, and fails for good, wakes the leading ticket', async () => {
  const { outcome, load, into, from } = await merged();
  await outcome('failed');
  expect(await load(into)).toMatchObject({ status: 'working', visibleMessageCount: 3 });
  expect(await load(from)).toMatchObject({ status: 'closed', mergedInto: into });
});

test.each([
  ['after it was sent', ['sent', 'failed']],
  ['before our own record of the sending', ['failed', 'sent']],
] as const)('one that the provider reports as failed %s wakes the leading ticket, too', async (_, order) => {
  const { outcome, reported, load, into } = await merged();
  for (const step of order) await (step === 'sent' ? outcome('sent') : reported('failed'));
  expect(await load(into)).toMatchObject({ status: 'working' });
});

test('one that the provider reports as delivered changes no status, and neither does a failure when the leading ticket is closed', async () => {
  const { outcome, reported, load, set, into } = await merged();
  await outcome('sent');
  await reported('delivered');
  expect(await load(into)).toMatchObject({ status: 'pending' });
  await set('closed');
  await reported('failed');
  expect(await load(into)).toMatchObject({ status: 'closed' });
});

test('one that is sent changes no status, and neither does a failure when the leading ticket is closed', async () => {
  const sent = await merged();
  await sent.outcome('sent');
  expect(await sent.load(sent.into)).toMatchObject({ status: 'pending' });
  const closed = await merged();
  await closed.set('closed');
  await closed.outcome('failed');
  expect(await closed.load(closed.into)).toMatchObject({ status: 'closed' });
});

/** Cid's ticket is merged into Bob's, and Bob's into another ticket: each covers Cid's message. */
const chain = async (last: 'of Ann' | 'of Bob again') => {
  const { b, deps, ticketId: ann } = await ticketHub();
  const cid = `${threadIdOf(ORIGIN, 'cid')}.1`;
  await applyBatch(b.deps, [inbound('bob', 'b1'), inbound('cid', 'c1')]);
  const merge = (ticketId: string, intoId: string) => mergeTickets(deps, agent('eve'), { ticketId, intoId });
  await merge(cid, `${bob}.1`);
  let end = ann;
  if (last === 'of Bob again') {
    await patchTicket(deps, agent('eve'), { ticketId: `${bob}.1`, patch: { status: 'closed' }, ifMatch: null });
    await applyBatch(b.deps, [inbound('bob', 'b2')]);
    end = `${bob}.2`;
  }
  await merge(`${bob}.1`, end);
  return { end, hide: () => hideMessage(deps, agent('eve'), cid, 1, true), load: async (id: string) => loadTicket(b.table, TENANT, id) };
};

test.each(['of Ann', 'of Bob again'] as const)('a message that is hidden is gone from every ticket that covers it; the leading one is %s', async (last) => {
  const { end, hide, load } = await chain(last);
  const before = await load(end);
  expect(await load(`${bob}.1`)).toMatchObject({ mergedInto: end, visibleMessageCount: 2 });
  await hide();
  expect(await load(`${bob}.1`)).toMatchObject({ mergedInto: end, visibleMessageCount: 1, lastMessage: { number: 1, text: 'text b1' } });
  expect((await load(`${bob}.1`))?.lastMessage?.threadId).toBeUndefined();
  expect(await load(end)).toMatchObject({ mergedInto: null, visibleMessageCount: (before?.visibleMessageCount ?? 0) - 1 });
});

test('hiding a message that a merged ticket got after the merge changes only the count of the merged ticket', async () => {
  const { b, deps, ticketId: into } = await ticketHub();
  await applyBatch(b.deps, [inbound('bob', 'b1')]);
  const from = `${bob}.1`;
  const raised = await raiseByHand({ ...deps, refusalOf: () => null }, agent('eve'), from, {
    target: { email: 'boss@shop.example' },
    text: 'look',
    dueAt: null,
  });
  await mergeTickets(deps, agent('eve'), { ticketId: from, intoId: into });
  await settleEscalation(deps, agent('eve'), { ticketId: null, escalationId: raised.id }, { state: 'answered', text: 'do it' });
  const count = async (id: string) => (await loadTicket(b.table, TENANT, id))?.visibleMessageCount;
  expect([await count(from), await count(into)]).toEqual([3, 3]);
  await hideMessage(deps, agent('eve'), from, 3, true);
  expect([await count(from), await count(into)]).toEqual([2, 3]);
  await hideMessage(deps, agent('eve'), from, 2, true);
  expect([await count(from), await count(into)]).toEqual([1, 2]);
});

test('of two threads whose messages have the same time, an edit of an older message leaves the last one as it is', async () => {
  const { b, deps, ticketId: into, receive } = await ticketHub();
  await receive('m2');
  await applyBatch(b.deps, [inbound('bob', 'b1')]);
  await mergeTickets(deps, agent('eve'), { ticketId: `${bob}.1`, intoId: into });
  const last = async () => (await loadTicket(b.table, TENANT, into))?.lastMessage;
  const before = await last();
  expect(before).toMatchObject({ number: 1, threadId: bob });
  await applyBatch(b.deps, [inbound('ann', 'm1', { verb: 'edited', version: '2', content: { text: 'changed' } })]);
  expect(await last()).toEqual(before);
  await hideMessage(deps, agent('eve'), into, 1, true);
  await hideMessage(deps, agent('eve'), into, 1, false);
  // One that is shown again is not the last one either.
  const shown = await last();
  expect(shown?.threadId === bob || shown?.number === 2).toBe(true);
});
