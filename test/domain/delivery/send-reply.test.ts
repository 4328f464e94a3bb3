import { describe, expect, it } from 'vitest';
import { outboxEntryOf } from '../../../domain/delivery/outbox.ts';
import { sendReply } from '../../../domain/delivery/send-reply.ts';
import type { OutgoingReply, SendOutcome } from '../../../domain/delivery/sender.ts';
import { type SendDeps, TryAgain } from '../../../domain/delivery/sending.ts';
import { listTicketMessages } from '../../../domain/messages/list-messages.ts';
import { retryMessage } from '../../../domain/messages/moderate-message.ts';
import { postMessage } from '../../../domain/messages/post-message.ts';
import { receiveBatch } from '../../../domain/messages/receive.ts';
import { patchTicket } from '../../../domain/tickets/patch-ticket.ts';
import { loadTicket } from '../../../domain/tickets/store.ts';
import type { Ticket } from '../../../domain/tickets/ticket.ts';
import { inbound, TENANT } from '../messages/inbound.ts';
import { agent, desk } from '../tickets/desk.ts';

const setUp = async (outcomes: (SendOutcome | Error)[], idempotentSend = false) => {
  const { b, deps, ticketId } = await desk();
  await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'hello', attachments: [] });
  const calls: OutgoingReply[] = [];
  const sender: SendDeps = {
    ...deps,
    channelFor: async () => ({
      idempotentSend,
      async send(reply) {
        calls.push(reply);
        const outcome = outcomes.shift() ?? { outcome: 'sent', providerId: 'p1' };
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
    }),
  };
  const outbound = b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []).map((entry) => entry.outbound)[0];
  if (outbound?.type !== 'reply') throw new Error('nothing in the outbox');
  const message = async () =>
    (await listTicketMessages(deps.table, TENANT, (await loadTicket(deps.table, TENANT, ticketId)) as Ticket, { after: 0, limit: 10 })).messages[1];
  return { b, deps, ticketId, sender, outbound, calls, message, ticket: () => loadTicket(deps.table, TENANT, ticketId) };
};
const status = (state: 'sent' | 'delivered' | 'read' | 'failed') =>
  inbound('ann', 'p1', { verb: 'status', version: state, author: null, content: null, status: { state, error: state === 'failed' ? 'blocked' : null } });

describe('a reply on its way out', () => {
  it('is one entry of the outbox, sent once however often the queue delivers it', async () => {
    const { b, sender, outbound, calls, message } = await setUp([]);
    expect(b.table.changes.flatMap((change) => outboxEntryOf(change) ?? [])).toHaveLength(1);
    await sendReply(sender, outbound, false);
    await sendReply(sender, outbound, false);
    expect(calls).toMatchObject([{ to: 'ann', text: 'hello', inReplyTo: 'm1', replyId: expect.stringMatching(/\.2$/) }]);
    expect(await message()).toMatchObject({ delivery: { state: 'sent', error: null }, providerId: 'p1' });
  });

  it("follows the provider's statuses forward only, also those that come before our own record", async () => {
    const { b, sender, outbound, message } = await setUp([]);
    await receiveBatch(b.deps, [status('delivered')]);
    await sendReply(sender, outbound, false);
    expect(await message()).toMatchObject({ delivery: { state: 'delivered' } });
    await receiveBatch(b.deps, [status('sent'), status('read'), status('failed')]);
    expect(await message()).toMatchObject({ delivery: { state: 'read' } });
  });

  it('whose sender died after calling the provider is unknown, and not sent again', async () => {
    const { sender, outbound, calls, message } = await setUp([new Error('killed')]);
    await expect(sendReply(sender, outbound, false)).rejects.toThrow('killed');
    await sendReply(sender, outbound, false);
    expect(calls).toHaveLength(1);
    expect(await message()).toMatchObject({ delivery: { state: 'unknown' } });
  });

  it('is sent again where the receiver tells repeats apart', async () => {
    const { sender, outbound, calls, message } = await setUp([new Error('killed'), { outcome: 'unknown', error: 'no answer' }], true);
    await expect(sendReply(sender, outbound, false)).rejects.toThrow('killed');
    await expect(sendReply(sender, outbound, false)).rejects.toThrow(TryAgain);
    await sendReply(sender, outbound, false);
    expect(new Set(calls.map(({ replyId }) => replyId)).size).toBe(1);
    expect(await message()).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('that was certainly not sent is tried again, and at the end fails for good and wakes the ticket', async () => {
    const retry: SendOutcome = { outcome: 'retry', error: 'busy', retryAfterSeconds: 7 };
    const { deps, sender, outbound, ticketId, message, ticket } = await setUp([retry, retry]);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'solved' }, ifMatch: null });
    await expect(sendReply(sender, outbound, false)).rejects.toMatchObject({ afterSeconds: 7 });
    await sendReply(sender, outbound, true);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: 'busy' } });
    expect(await ticket()).toMatchObject({ status: 'working', closesAt: null });
  });

  it('can be sent again by an agent, through the outbox like the first time', async () => {
    const { b, deps, sender, outbound, ticketId, calls, message } = await setUp([{ outcome: 'failed', error: 'no window' }]);
    await sendReply(sender, outbound, false);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: 'no window' } });
    await retryMessage(deps, agent('eve'), ticketId, 2);
    expect(b.table.changes.flatMap((change) => outboxEntryOf(change) ?? [])).toHaveLength(2);
    await sendReply(sender, outbound, false);
    expect(calls).toHaveLength(2);
    expect(await message()).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('on a channel that cannot send fails and says why', async () => {
    const { sender, outbound, message } = await setUp([]);
    await sendReply({ ...sender, channelFor: async () => ({ refused: 'sender_not_built' }) }, outbound, false);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: 'sender_not_built' } });
  });

  it('that the provider fails later wakes the ticket', async () => {
    const { b, deps, sender, outbound, ticketId, ticket, message } = await setUp([]);
    await sendReply(sender, outbound, false);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'pending' }, ifMatch: null });
    await receiveBatch(b.deps, [status('failed')]);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: 'blocked' } });
    expect(await ticket()).toMatchObject({ status: 'working' });
  });
});
