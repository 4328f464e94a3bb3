import { describe, expect, it } from 'vitest';
import type { ReplyAction } from '../../../../domain/channels/actions.ts';
import type { Outcome } from '../../../../domain/outbound/outcome.ts';
import { retryMessage } from '../../../../domain/outbound/replies/retry-reply.ts';
import { sendReply } from '../../../../domain/outbound/replies/send-reply.ts';
import type { SendDeps } from '../../../../domain/outbound/replies/sending.ts';
import { RetryLater } from '../../../../domain/outbound/retry-later.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { inbound, TENANT } from '../../support/inbound/events.ts';
import { agent, TALKATIVE, ticketHub } from '../../support/tickets/hub.ts';

const said = (code: string) => ({ code, message: `It says ${code}.` });

/** A reply whose channel needs several messages of the provider for it. */
const setUp = async (outcomes: Outcome[]) => {
  const { b, deps, ticketId } = await ticketHub();
  const { message: posted } = await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'hello', attachments: [] });
  const calls: ReplyAction[] = [];
  const sender: SendDeps = {
    ...deps,
    linkTo: async () => '',
    openFile: async function* () {},
    causationKey: async () => 'key',
    repeatForMs: 3_600_000,
    channelFor: async () => ({
      capabilities: TALKATIVE,
      turn: async () => () => {},
      async perform(action) {
        if (action.kind !== 'reply') throw new Error('no reply');
        calls.push(action);
        return outcomes.shift() ?? { outcome: 'sent', providerId: 'p1' };
      },
    }),
  };
  const outbound = { tenantId: TENANT, threadId: posted.conversationId, number: posted.number, correlationId: 'c' };
  const send = () => sendReply(sender, outbound, b.now);
  const message = async () =>
    (await listTicketMessages(deps.table, TENANT, (await loadTicket(deps.table, TENANT, ticketId)) as Ticket, { after: 0, limit: 10 })).messages[1];
  const retry = () => retryMessage(deps, agent('eve'), ticketId, posted.number);
  return { b, send, calls, message, retry };
};

describe('a reply of several parts', () => {
  it('goes on after the parts that an earlier try has sent', async () => {
    const { send, calls } = await setUp([
      { outcome: 'retry', error: said('429'), sentParts: ['p1'] },
      { outcome: 'retry', error: said('429') },
      { outcome: 'sent', providerId: 'p1', sentParts: ['p1', 'p2'] },
    ]);
    await expect(send()).rejects.toBeInstanceOf(RetryLater);
    await expect(send()).rejects.toBeInstanceOf(RetryLater);
    expect(await send()).toBe('sent');
    expect(calls.map(({ sentParts }) => sentParts)).toEqual([[], ['p1'], ['p1']]);
  });

  it('is found by the statuses of each of its parts, also those that came before', async () => {
    const status = (id: string, state: 'delivered' | 'read') =>
      inbound('ann', id, { verb: 'status', version: state, author: null, content: null, status: { state, error: null } });
    const { b, send, message } = await setUp([{ outcome: 'sent', providerId: 'p1', sentParts: ['p1', 'p2', 'p3'] }]);
    await applyBatch(b.deps, [status('p2', 'delivered')]);
    await send();
    expect(await message()).toMatchObject({ providerId: 'p1', delivery: { state: 'delivered' } });
    await applyBatch(b.deps, [status('p3', 'read')]);
    expect(await message()).toMatchObject({ delivery: { state: 'read' } });
  });

  it.each<[string, Outcome]>([
    ['failed', { outcome: 'failed', error: said('100'), sentParts: ['p1'] }],
    ['is unknown', { outcome: 'unknown', error: said('no_answer'), sentParts: ['p1'] }],
    ['lost its access', { outcome: 'reauthorise', error: said('190'), sentParts: ['p1'] }],
  ])('that %s is sent again from there when an agent asks for it', async (_, outcome) => {
    const { send, calls, retry, message } = await setUp([outcome]);
    await send();
    await retry();
    expect(await message()).toMatchObject({ delivery: { state: 'queued' } });
    expect(await send()).toBe('sent');
    expect(calls.map(({ sentParts }) => sentParts)).toEqual([[], ['p1']]);
  });

  it('whose only part failed begins anew', async () => {
    const { b, send, calls, retry } = await setUp([{ outcome: 'failed', error: said('100') }]);
    await send();
    await retry();
    expect(b.table.all().filter(({ sk }) => sk.startsWith('SL#'))).toEqual([]);
    await send();
    expect(calls.map(({ sentParts }) => sentParts)).toEqual([[], []]);
  });
});

describe('a reply whose provider no longer takes the credentials', () => {
  it('fails at once with what the agent can do, and marks its origin until a reply is taken', async () => {
    const { b, send, message, retry } = await setUp([{ outcome: 'reauthorise', error: said('190') }]);
    const gates = () => b.table.all().filter(({ sk }) => sk === 'GATE');
    expect(await send()).toBe('failed');
    expect(await message()).toMatchObject({
      delivery: {
        state: 'failed',
        error: { code: '190', message: expect.stringMatching(/credentials.*admin.*send this again\. \(It says 190\.\)$/) as string },
      },
    });
    expect(gates()).toMatchObject([{ lostAccess: { error: said('190') }, until: 0 }]);
    await retry();
    expect(await send()).toBe('sent');
    expect(gates()).toEqual([]);
  });
});
