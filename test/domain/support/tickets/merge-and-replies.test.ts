import { expect, test } from 'vitest';
import { recordOutcome } from '../../../../domain/outbound/replies/record-outcome.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
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
  return { deps, set, outcome, load: async (id: string) => loadTicket(b.table, TENANT, id), into, from };
};

test('a reply that was on its way when its ticket was merged, and fails for good, wakes the leading ticket', async () => {
  const { outcome, load, into, from } = await merged();
  await outcome('failed');
  expect(await load(into)).toMatchObject({ status: 'working', visibleMessageCount: 3 });
  expect(await load(from)).toMatchObject({ status: 'closed', mergedInto: into });
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
