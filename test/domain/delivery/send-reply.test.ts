import { describe, expect, it } from 'vitest';
import { outboxEntryOf } from '../../../domain/delivery/outbox.ts';
import { sendReply } from '../../../domain/delivery/send-reply.ts';
import type { OutgoingReply, SendOutcome } from '../../../domain/delivery/sender.ts';
import { type SendDeps, TryAgain } from '../../../domain/delivery/sending.ts';
import { listTicketMessages } from '../../../domain/messages/list-messages.ts';
import { deleteMessage, retryMessage } from '../../../domain/messages/moderate-message.ts';
import { postMessage } from '../../../domain/messages/post-message.ts';
import { receiveBatch } from '../../../domain/messages/receive.ts';
import { type Table, TableUnavailable } from '../../../domain/table/port.ts';
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

  it('that its agent took back while it waited does not go out, wakes nothing and cannot be sent again', async () => {
    const { deps, sender, outbound, ticketId, calls, message, ticket } = await setUp([{ outcome: 'retry', error: 'busy' }]);
    await expect(sendReply(sender, outbound, false)).rejects.toMatchObject({ afterSeconds: 0 });
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'pending' }, ifMatch: null });
    await deleteMessage(deps, agent('eve'), ticketId, 2);
    await sendReply(sender, outbound, false);
    expect(calls).toHaveLength(1);
    expect(await message()).toMatchObject({ deleted: true, delivery: { state: 'failed', error: 'deleted' } });
    expect(await ticket()).toMatchObject({ status: 'pending' });
    await expect(retryMessage(deps, agent('eve'), ticketId, 2)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('with a long text goes out whole', async () => {
    const { b, deps, ticketId } = await desk();
    const text = 'ü'.repeat(3000);
    const { message: posted } = await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text, html: `<p>${text}</p>`, attachments: [] });
    const sent: OutgoingReply[] = [];
    const channel = {
      idempotentSend: false,
      send: async (reply: OutgoingReply): Promise<SendOutcome> => (sent.push(reply), { outcome: 'sent', providerId: null }),
    };
    const outbound = { tenantId: TENANT, threadId: posted.conversationId, number: posted.number, correlationId: 'c' };
    await sendReply({ ...deps, channelFor: async () => channel }, outbound, false);
    expect(sent).toMatchObject([{ text, html: `<p>${text}</p>` }]);
    const { messages } = await listTicketMessages(b.table, TENANT, (await loadTicket(b.table, TENANT, ticketId)) as Ticket, { after: 1, limit: 1 });
    expect(messages).toMatchObject([{ text, providerId: null, delivery: { state: 'sent' } }]);
  });

  it('that two deliveries of the queue carry out at the same instant is sent by one of them', async () => {
    const { sender, outbound, calls, message } = await setUp([]);
    const outcomes = await Promise.allSettled([sendReply(sender, outbound, false), sendReply(sender, outbound, false)]);
    expect(calls).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))).toEqual([expect.any(TryAgain)]);
    expect(await message()).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('is not sent while nobody can say that it is being sent', async () => {
    const { sender, outbound, calls, message } = await setUp([]);
    const away = { ...sender.table, write: () => Promise.reject(new TableUnavailable(new Error('away'))) };
    await expect(sendReply({ ...sender, table: away }, outbound, false)).rejects.toThrow(TableUnavailable);
    expect(calls).toEqual([]);
    expect(await message()).toMatchObject({ delivery: { state: 'queued' } });
  });

  it('of a thread that is gone is nothing', async () => {
    const { sender, outbound, calls } = await setUp([]);
    await sendReply(sender, { ...outbound, number: 9 }, false);
    await sendReply(sender, { ...outbound, tenantId: 'erased' }, false);
    expect(calls).toEqual([]);
  });

  it('whose ticket was closed meanwhile fails on its message and leaves the ticket closed', async () => {
    const { deps, sender, outbound, ticketId, message, ticket } = await setUp([{ outcome: 'failed', error: 'no window' }]);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    await sendReply(sender, outbound, false);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: 'no window' } });
    expect(await ticket()).toMatchObject({ status: 'closed', visibleMessageCount: 2 });
  });

  it('a failure that the provider told before our own record wakes the ticket all the same', async () => {
    const { b, deps, sender, outbound, ticketId, message, ticket } = await setUp([]);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'pending' }, ifMatch: null });
    await receiveBatch(b.deps, [status('failed'), status('failed')]);
    await sendReply(sender, outbound, false);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: 'blocked' } });
    expect(await ticket()).toMatchObject({ status: 'working' });
  });

  it.each(['get', 'transact'] as const)('loses no status that comes in just while its sending is recorded (between: %s)', async (call) => {
    for (const threadKey of ['ann', null]) {
      for (let place = 1; place <= 3; place += 1) {
        const { b, sender, outbound, message } = await setUp([]);
        let calls = 0;
        // The sender does all of its work between two steps of the consumer.
        const meanwhile = async (): Promise<void> => {
          if (++calls === place) await sendReply(sender, outbound, false);
        };
        const table: Table =
          call === 'get'
            ? { ...b.table, get: async (keys, options) => b.table.get(keys, options).then(async (found) => (await meanwhile(), found)) }
            : { ...b.table, transact: async (writes) => (await meanwhile(), b.table.transact(writes)) };
        const event = status('delivered');
        for (let tries = 0, done = false; !done; tries += 1) {
          expect(tries).toBeLessThan(3);
          done = (await receiveBatch({ ...b.deps, table }, [{ ...event, event: { ...event.event, threadKey } }])).every(({ ok }) => ok);
        }
        if (calls < place) await sendReply(sender, outbound, false);
        expect(await message()).toMatchObject({ delivery: { state: 'delivered' } });
      }
    }
  });
});
