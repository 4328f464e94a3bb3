import { describe, expect, it } from 'vitest';
import { readCausation } from '../../../../domain/automation/causation.ts';
import type { ChannelAction, ReplyAction } from '../../../../domain/channels/actions.ts';
import type { Capabilities } from '../../../../domain/channels/capabilities.ts';
import { outboxEntryOf } from '../../../../domain/outbound/outbox.ts';
import type { Outcome } from '../../../../domain/outbound/outcome.ts';
import { retryMessage } from '../../../../domain/outbound/replies/retry-reply.ts';
import { giveUpReply, sendReply } from '../../../../domain/outbound/replies/send-reply.ts';
import type { SendDeps } from '../../../../domain/outbound/replies/sending.ts';
import { RetryLater } from '../../../../domain/outbound/retry-later.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { deleteMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { type Table, TableUnavailable } from '../../../../domain/table/port.ts';
import { inbound, ORIGIN, TENANT } from '../../support/inbound/events.ts';
import { agent, TALKATIVE, ticketHub } from '../../support/tickets/hub.ts';

const HOURS_4 = 4 * 3_600_000;
const file = (id: string) => ({ name: `${id}.pdf`, type: 'application/pdf', size: 7, url: null, mediaId: null, objectKey: `T/${TENANT}/attachments/${id}` });

const said = (code: string) => ({ code, message: `It says ${code}.` });
const WINDOW: Capabilities = {
  surfaces: { dm: { reply: { text: { most: 20, unit: 'characters' }, window: { hours: 24, since: 'customer' } } } },
  idempotent: false,
};

const setUp = async (outcomes: (Outcome | Error)[], capabilities: Partial<Capabilities> = {}) => {
  const { b, deps, ticketId } = await ticketHub();
  await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'hello', attachments: [] });
  const calls: ReplyAction[] = [];
  const queuedAt = b.now;
  const sender: SendDeps = {
    ...deps,
    linkTo: async ({ objectKey }) => `link:${objectKey}`,
    sizeOf: async () => 7,
    openFile: async function* () {},
    causationKey: async () => 'key',
    repeatForMs: HOURS_4,
    channelFor: async () => ({
      capabilities: { ...TALKATIVE, ...capabilities },
      turn: async () => () => {},
      async perform(reply) {
        if (reply.kind !== 'reply') throw new Error('no reply');
        calls.push(reply);
        const outcome = outcomes.shift() ?? { outcome: 'sent', providerId: 'p1' };
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
    }),
  };
  const [first] = b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []);
  if (first?.to !== 'replies') throw new Error('nothing in the outbox');
  const { outbound } = first;
  const message = async () =>
    (await listTicketMessages(deps.table, TENANT, (await loadTicket(deps.table, TENANT, ticketId)) as Ticket, { after: 0, limit: 10 })).messages[1];
  const pass = (ms: number): void => void (b.now += ms);
  return { b, deps, ticketId, sender, outbound, calls, message, queuedAt, pass, ticket: () => loadTicket(deps.table, TENANT, ticketId) };
};
const IDEMPOTENT = { idempotent: true };
const status = (state: 'sent' | 'delivered' | 'read' | 'failed') =>
  inbound('ann', 'p1', { verb: 'status', version: state, author: null, content: null, status: { state, error: state === 'failed' ? said('131026') : null } });

describe('a reply on its way out', () => {
  it('is one entry of the outbox, sent once however often the queue delivers it', async () => {
    const { b, sender, outbound, queuedAt, calls, message } = await setUp([]);
    expect(b.table.changes.flatMap((change) => outboxEntryOf(change) ?? [])).toHaveLength(1);
    await sendReply(sender, outbound, queuedAt);
    await sendReply(sender, outbound, queuedAt);
    expect(calls).toMatchObject([{ to: 'ann', text: 'hello', inReplyTo: 'm1', id: expect.stringMatching(/\.2$/) }]);
    expect(await message()).toMatchObject({ delivery: { state: 'sent', error: null }, providerId: 'p1' });
  });

  it("follows the provider's statuses forward only, also those that come before our own record", async () => {
    const { b, sender, outbound, queuedAt, message } = await setUp([]);
    await applyBatch(b.deps, [status('delivered')]);
    await sendReply(sender, outbound, queuedAt);
    expect(await message()).toMatchObject({ delivery: { state: 'delivered' } });
    await applyBatch(b.deps, [status('sent'), status('read'), status('failed')]);
    expect(await message()).toMatchObject({ delivery: { state: 'read' } });
  });

  it('whose sender died after calling the provider is unknown, and not sent again', async () => {
    const { sender, outbound, queuedAt, calls, message } = await setUp([new Error('killed')]);
    await expect(sendReply(sender, outbound, queuedAt)).rejects.toThrow('killed');
    await sendReply(sender, outbound, queuedAt);
    expect(calls).toHaveLength(1);
    expect(await message()).toMatchObject({ delivery: { state: 'unknown' } });
  });

  it('is sent again where the receiver tells repeats apart', async () => {
    const { sender, outbound, queuedAt, calls, message } = await setUp([new Error('killed'), { outcome: 'unknown', error: said('no_answer') }], IDEMPOTENT);
    await expect(sendReply(sender, outbound, queuedAt)).rejects.toThrow('killed');
    await expect(sendReply(sender, outbound, queuedAt)).rejects.toThrow(RetryLater);
    await sendReply(sender, outbound, queuedAt);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
    expect(await message()).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('that was certainly not sent is tried again within 5 s, and after hours fails for good and wakes the ticket', async () => {
    const retry: Outcome = { outcome: 'retry', error: said('503') };
    const { deps, sender, outbound, ticketId, message, ticket, queuedAt, pass, calls } = await setUp(Array.from({ length: 200 }, () => retry));
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'solved' }, ifMatch: null });
    const pauses: number[] = [];
    while ((await message())?.delivery?.state === 'queued')
      await sendReply(sender, outbound, queuedAt).catch((error: unknown) => {
        if (!(error instanceof RetryLater)) throw error;
        pauses.push(error.afterMs);
        pass(error.afterMs);
      });
    expect(pauses[0]).toBeGreaterThan(500);
    expect(pauses[0]).toBeLessThanOrEqual(5_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(300_000);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(HOURS_4);
    // SQS gives an entry up after a thousand deliveries.
    expect(calls.length).toBeLessThan(200);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: said('503') } });
    expect(await ticket()).toMatchObject({ status: 'working', deadlines: {} });
  });

  it('pauses as a deployment asks', async () => {
    const { sender, outbound, queuedAt } = await setUp([{ outcome: 'retry', error: said('503') }]);
    const { afterMs } = (await sendReply({ ...sender, random: () => 0, firstPauseMs: 300 }, outbound, queuedAt).catch((error: unknown) => error)) as RetryLater;
    expect(afterMs).toBe(150);
  });

  it('waits as long as its receiver asks, and not beyond its time', async () => {
    const asks = (retryAfterSeconds: number): Outcome => ({ outcome: 'retry', error: said('503'), retryAfterSeconds });
    const { sender, outbound, queuedAt } = await setUp([asks(70), asks(86_400)]);
    const first = await sendReply(sender, outbound, queuedAt).catch((error: unknown) => error);
    expect((first as RetryLater).afterMs).toBeGreaterThanOrEqual(70_000);
    await expect(sendReply(sender, outbound, queuedAt)).rejects.toMatchObject({ afterMs: HOURS_4 });
  });

  it('that waited for hours behind others is tried for a minute all the same', async () => {
    const retry: Outcome = { outcome: 'retry', error: said('503') };
    const { sender, outbound, queuedAt, pass, message, calls } = await setUp([retry, retry]);
    pass(2 * HOURS_4);
    await expect(sendReply(sender, outbound, queuedAt)).rejects.toBeInstanceOf(RetryLater);
    pass(60_000);
    expect(await sendReply(sender, outbound, queuedAt)).toBe('failed');
    expect(calls).toHaveLength(2);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: said('503') } });
  });

  it('of a 429 holds the whole origin until its time, and then one call tries it first', async () => {
    const hold: Outcome = { outcome: 'retry', error: said('429'), retryAfterSeconds: 30, holdsOrigin: true };
    const { b, deps, sender, outbound, queuedAt, pass, calls } = await setUp([hold]);
    await applyBatch(b.deps, [inbound('bob', 'm2')]);
    const bobs = (await postMessage(deps, agent('eve'), `${threadIdOf(ORIGIN, 'bob')}.1`, { kind: 'reply', text: 'hi', attachments: [] })).message;
    const other = { tenantId: TENANT, threadId: bobs.conversationId, number: bobs.number, correlationId: 'c' };
    await expect(sendReply(sender, outbound, queuedAt)).rejects.toBeInstanceOf(RetryLater);
    const held = await sendReply(sender, other, queuedAt).catch((error: unknown) => error);
    expect((held as RetryLater).afterMs).toBeGreaterThanOrEqual(30_000);
    expect(calls).toHaveLength(1);
    pass(30_000);
    expect(await sendReply(sender, other, queuedAt)).toBe('sent');
    expect(await sendReply(sender, outbound, queuedAt)).toBe('sent');
    expect(b.table.all().filter(({ sk }) => sk === 'GATE')).toEqual([]);
  });

  it('that its origin holds for longer than its time fails untried, and says why', async () => {
    const hold: Outcome = { outcome: 'retry', error: said('429'), retryAfterSeconds: 86_400, holdsOrigin: true };
    const { sender, outbound, queuedAt, pass, message, calls } = await setUp([hold]);
    await expect(sendReply(sender, outbound, queuedAt)).rejects.toMatchObject({ afterMs: HOURS_4 });
    pass(HOURS_4);
    expect(await sendReply(sender, outbound, queuedAt)).toBe('failed');
    expect(calls).toHaveLength(1);
    expect(await message()).toMatchObject({ delivery: { error: said('429') } });
  });

  it('waits for its turn without a try, a call or a trace', async () => {
    const { b, sender, outbound, queuedAt, calls } = await setUp([]);
    const full = {
      ...sender,
      channelFor: async () => ({ capabilities: TALKATIVE, turn: async () => null, perform: () => Promise.reject(new Error('called')) }),
    };
    await expect(sendReply(full, outbound, queuedAt)).rejects.toBeInstanceOf(RetryLater);
    expect(b.table.all().filter(({ sk }) => sk.startsWith('SL#') || sk === 'GATE')).toEqual([]);
    expect(await sendReply(sender, outbound, queuedAt)).toBe('sent');
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['too long', { text: 'x'.repeat(21) }, 0, { code: 'too_long', message: expect.stringContaining('20 characters') as string }],
    ['with files where none are taken', { attachments: [file('f')] }, 0, { code: 'no_files', message: expect.stringContaining('files') as string }],
    ['outside of its window', {}, 86_400_001, { code: 'outside_window', message: expect.stringContaining('24 hours') as string }],
  ])('by a rule, %s, fails with a sentence and is not sent', async (_, change, later, error) => {
    const { b, deps, sender, ticketId, calls, pass } = await setUp([], WINDOW);
    const { message: posted } = await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'ok', attachments: [], ...change });
    pass(later);
    const outbound = { tenantId: TENANT, threadId: posted.conversationId, number: posted.number, correlationId: 'c' };
    expect(await sendReply(sender, outbound, b.now)).toBe('failed');
    expect(calls).toEqual([]);
    const { messages } = await listTicketMessages(b.table, TENANT, (await loadTicket(b.table, TENANT, ticketId)) as Ticket, { after: 2, limit: 1 });
    expect(messages).toMatchObject([{ delivery: { state: 'failed', error } }]);
  });

  it('takes links to its files along, and how deep its chain is', async () => {
    const { b, deps, sender, ticketId, calls } = await setUp([]);
    const deep = { ...agent('eve'), depth: 2 };
    const { message: posted } = await postMessage(deps, deep, ticketId, { kind: 'reply', text: 'see', attachments: [file('f1')] });
    await sendReply(sender, { tenantId: TENANT, threadId: posted.conversationId, number: posted.number, correlationId: 'c' }, b.now);
    expect(calls[0]?.files).toEqual([
      { id: 'f1', name: 'f1.pdf', type: 'application/pdf', size: 7, url: `link:T/${TENANT}/attachments/f1`, open: expect.any(Function) as unknown },
    ]);
    expect(readCausation('key', TENANT, calls[0]?.causation)).toEqual({ depth: 3, id: calls[0]?.id });
  });

  it('that errors of our own kept back is failed, or unknown where it may have left', async () => {
    const first = await setUp([]);
    expect(await giveUpReply(first.sender, first.outbound)).toBe('failed');
    expect(await first.message()).toMatchObject({ delivery: { state: 'failed', error: { code: 'internal' } } });
    expect(await giveUpReply(first.sender, first.outbound)).toBeNull();
    const second = await setUp([new Error('killed')]);
    await expect(sendReply(second.sender, second.outbound, second.queuedAt)).rejects.toThrow('killed');
    expect(await giveUpReply(second.sender, second.outbound)).toBe('unknown');
  });

  it('that two deliveries saw at once ends as sent when one of them has sent it', async () => {
    const { sender, outbound, queuedAt, message } = await setUp([]);
    let inside: Promise<unknown> | undefined;
    const slow: SendDeps = {
      ...sender,
      channelFor: async () => ({
        capabilities: TALKATIVE,
        turn: async () => () => {},
        perform: async () => {
          // The queue delivers the entry again before the answer has come.
          inside = sendReply(sender, outbound, queuedAt);
          await inside;
          return { outcome: 'sent', providerId: 'p9' };
        },
      }),
    };
    expect(await sendReply(slow, outbound, queuedAt)).toBe('sent');
    expect(await inside).toBe('unknown');
    expect(await message()).toMatchObject({ delivery: { state: 'sent', error: null }, providerId: 'p9' });
  });

  it('can be sent again by an agent, through the outbox like the first time', async () => {
    const { b, deps, sender, outbound, queuedAt, ticketId, calls, message } = await setUp([{ outcome: 'failed', error: said('131047') }]);
    await sendReply(sender, outbound, queuedAt);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: said('131047') } });
    await retryMessage(deps, agent('eve'), ticketId, 2);
    expect(b.table.changes.flatMap((change) => outboxEntryOf(change) ?? [])).toHaveLength(2);
    await sendReply(sender, outbound, queuedAt);
    expect(calls).toHaveLength(2);
    expect(await message()).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('on a channel that cannot send fails and says why', async () => {
    const { sender, outbound, queuedAt, message } = await setUp([]);
    await sendReply({ ...sender, channelFor: async () => ({ refused: 'sender_not_built' }) }, outbound, queuedAt);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: { code: 'sender_not_built' } } });
  });

  it('that the provider fails later wakes the ticket', async () => {
    const { b, deps, sender, outbound, queuedAt, ticketId, ticket, message } = await setUp([]);
    await sendReply(sender, outbound, queuedAt);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'pending' }, ifMatch: null });
    await applyBatch(b.deps, [status('failed')]);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: said('131026') } });
    expect(await ticket()).toMatchObject({ status: 'working' });
  });

  it('that its agent took back while it waited does not go out, wakes nothing and cannot be sent again', async () => {
    const { deps, sender, outbound, queuedAt, ticketId, calls, message, ticket } = await setUp([{ outcome: 'retry', error: said('503') }]);
    await expect(sendReply(sender, outbound, queuedAt)).rejects.toBeInstanceOf(RetryLater);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'pending' }, ifMatch: null });
    await deleteMessage(deps, agent('eve'), ticketId, 2);
    await sendReply(sender, outbound, queuedAt);
    expect(calls).toHaveLength(1);
    expect(await message()).toMatchObject({ deleted: true, delivery: { state: 'failed', error: { code: 'deleted' } } });
    expect(await ticket()).toMatchObject({ status: 'pending' });
    await expect(retryMessage(deps, agent('eve'), ticketId, 2)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('with a long text goes out whole', async () => {
    const { b, deps, ticketId } = await ticketHub();
    const text = 'ü'.repeat(3000);
    const { message: posted } = await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text, html: `<p>${text}</p>`, attachments: [] });
    const sent: ChannelAction[] = [];
    const channel = {
      capabilities: TALKATIVE,
      turn: async () => () => {},
      perform: async (reply: ChannelAction): Promise<Outcome> => (sent.push(reply), { outcome: 'sent', providerId: null }),
    };
    const outbound = { tenantId: TENANT, threadId: posted.conversationId, number: posted.number, correlationId: 'c' };
    await sendReply({ ...(await setUp([])).sender, ...deps, channelFor: async () => channel }, outbound, b.now);
    expect(sent).toMatchObject([{ text, html: `<p>${text}</p>` }]);
    const { messages } = await listTicketMessages(b.table, TENANT, (await loadTicket(b.table, TENANT, ticketId)) as Ticket, { after: 1, limit: 1 });
    expect(messages).toMatchObject([{ text, providerId: null, delivery: { state: 'sent' } }]);
  });

  it('that two deliveries of the queue carry out at the same instant is sent by one of them', async () => {
    const { sender, outbound, queuedAt, calls, message } = await setUp([]);
    const outcomes = await Promise.allSettled([sendReply(sender, outbound, queuedAt), sendReply(sender, outbound, queuedAt)]);
    expect(calls).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))).toEqual([expect.any(RetryLater)]);
    expect(await message()).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('is not sent while nobody can say that it is being sent', async () => {
    const { sender, outbound, queuedAt, calls, message } = await setUp([]);
    const away = { ...sender.table, write: () => Promise.reject(new TableUnavailable(new Error('away'))) };
    await expect(sendReply({ ...sender, table: away }, outbound, queuedAt)).rejects.toThrow(TableUnavailable);
    expect(calls).toEqual([]);
    expect(await message()).toMatchObject({ delivery: { state: 'queued' } });
  });

  it('of a thread that is gone is nothing', async () => {
    const { sender, outbound, queuedAt, calls } = await setUp([]);
    await sendReply(sender, { ...outbound, number: 9 }, queuedAt);
    await sendReply(sender, { ...outbound, tenantId: 'erased' }, queuedAt);
    expect(calls).toEqual([]);
  });

  it('whose ticket was closed meanwhile fails on its message and leaves the ticket closed', async () => {
    const { deps, sender, outbound, queuedAt, ticketId, message, ticket } = await setUp([{ outcome: 'failed', error: said('131047') }]);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    await sendReply(sender, outbound, queuedAt);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: said('131047') } });
    expect(await ticket()).toMatchObject({ status: 'closed', visibleMessageCount: 2 });
  });

  it('a failure that the provider told before our own record wakes the ticket all the same', async () => {
    const { b, deps, sender, outbound, queuedAt, ticketId, message, ticket } = await setUp([]);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'pending' }, ifMatch: null });
    await applyBatch(b.deps, [status('failed'), status('failed')]);
    await sendReply(sender, outbound, queuedAt);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: said('131026') } });
    expect(await ticket()).toMatchObject({ status: 'working' });
  });

  it.each(['get', 'transact'] as const)('loses no status that comes in just while its sending is recorded (between: %s)', async (call) => {
    for (const threadKey of ['ann', null]) {
      for (let place = 1; place <= 3; place += 1) {
        const { b, sender, outbound, queuedAt, message } = await setUp([]);
        let calls = 0;
        // The sender does all of its work between two steps of the consumer.
        const meanwhile = async (): Promise<void> => {
          if (++calls === place) await sendReply(sender, outbound, queuedAt);
        };
        const table: Table =
          call === 'get'
            ? { ...b.table, get: async (keys, options) => b.table.get(keys, options).then(async (found) => (await meanwhile(), found)) }
            : { ...b.table, transact: async (writes) => (await meanwhile(), b.table.transact(writes)) };
        const event = status('delivered');
        for (let tries = 0, done = false; !done; tries += 1) {
          expect(tries).toBeLessThan(3);
          done = (await applyBatch({ ...b.deps, table }, [{ ...event, event: { ...event.event, threadKey } }])).every(({ ok }) => ok);
        }
        if (calls < place) await sendReply(sender, outbound, queuedAt);
        expect(await message()).toMatchObject({ delivery: { state: 'delivered' } });
      }
    }
  });
});
