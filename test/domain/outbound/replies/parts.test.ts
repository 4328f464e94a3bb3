import { describe, expect, it } from 'vitest';
import type { ReplyAction } from '../../../../domain/channels/actions.ts';
import type { Capabilities } from '../../../../domain/channels/capabilities.ts';
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
const setUp = async (outcomes: (Outcome | ((action: ReplyAction) => Promise<Outcome>))[], capabilities: Capabilities = TALKATIVE) => {
  const { b, deps, ticketId } = await ticketHub();
  const { message: posted } = await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'hello', attachments: [] });
  const calls: ReplyAction[] = [];
  const sender: SendDeps = {
    ...deps,
    linkTo: async () => '',
    sizeOf: async () => null,
    openFile: async function* () {},
    causationKey: async () => 'key',
    repeatForMs: 3_600_000,
    channelFor: async () => ({
      capabilities,
      turn: async () => () => {},
      async perform(action) {
        if (action.kind !== 'reply') throw new Error('no reply');
        calls.push(action);
        const next = outcomes.shift() ?? { outcome: 'sent', providerId: 'p1' };
        return typeof next === 'function' ? next(action) : next;
      },
    }),
  };
  const outbound = { tenantId: TENANT, threadId: posted.conversationId, number: posted.number, correlationId: 'c' };
  const send = () => sendReply(sender, outbound, b.now);
  const message = async () =>
    (await listTicketMessages(deps.table, TENANT, (await loadTicket(deps.table, TENANT, ticketId)) as Ticket, { after: 0, limit: 10 })).messages[1];
  const retry = () => retryMessage(deps, agent('eve'), ticketId, posted.number);
  const ledger = () => b.table.all().find(({ sk }) => sk.startsWith('SL#'));
  return { b, send, calls, message, retry, ledger };
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

  const status = (id: string, state: 'delivered' | 'read' | 'failed') =>
    inbound('ann', id, {
      verb: 'status',
      version: state,
      author: null,
      content: null,
      status: { state, error: state === 'failed' ? said('131053') : null },
    });
  const allSent: Outcome = { outcome: 'sent', providerId: 'p1', sentParts: ['p1', 'p2', 'p3'] };

  it('is as far as the part that is least far, also after statuses that came before', async () => {
    const { b, send, message } = await setUp([allSent]);
    await applyBatch(b.deps, [status('p1', 'delivered'), status('p2', 'read')]);
    await send();
    expect(await message()).toMatchObject({ providerId: 'p1', delivery: { state: 'sent' } });
    await applyBatch(b.deps, [status('p3', 'delivered')]);
    expect(await message()).toMatchObject({ delivery: { state: 'delivered' } });
    await applyBatch(b.deps, [status('p3', 'read'), status('p1', 'read')]);
    expect(await message()).toMatchObject({ delivery: { state: 'read' } });
    await applyBatch(b.deps, [status('p3', 'failed')]);
    expect(await message()).toMatchObject({ delivery: { state: 'read' } });
  });

  it('fails with one part, and a retry sends that part alone', async () => {
    const { b, send, calls, message, retry } = await setUp([allSent, { outcome: 'sent', providerId: 'p1', sentParts: ['p1', 'p4', 'p3'] }]);
    await send();
    await applyBatch(b.deps, [status('p1', 'read'), status('p2', 'failed'), status('p3', 'read')]);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: said('131053') } });
    await retry();
    // News of the others does not end the waiting.
    await applyBatch(b.deps, [status('p2', 'delivered')]);
    expect(await message()).toMatchObject({ delivery: { state: 'queued' } });
    expect(await send()).toBe('sent');
    expect(calls.map(({ sentParts }) => sentParts)).toEqual([[], ['p1', null, 'p3']]);
    expect(await message()).toMatchObject({ delivery: { state: 'sent', error: null } });
    await applyBatch(b.deps, [status('p4', 'delivered')]);
    expect(await message()).toMatchObject({ delivery: { state: 'delivered' } });
  });

  it.each<[string, Outcome, string]>([
    ['failed', { outcome: 'failed', error: said('100'), sentParts: ['p1'] }, 'failed'],
    ['unknown', { outcome: 'unknown', error: said('no_answer'), sentParts: ['p1'] }, 'unknown'],
  ])('of which one part is %s stays so, whatever comes of the others', async (_, outcome, state) => {
    const { b, send, message } = await setUp([outcome]);
    await send();
    await applyBatch(b.deps, [status('p1', 'read')]);
    expect(await message()).toMatchObject({ delivery: { state } });
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
    expect(calls.map(({ sentParts }) => sentParts.filter((id) => id !== null))).toEqual([[], ['p1']]);
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

describe('a reply whose channel notes its parts', () => {
  const noting: Capabilities = { ...TALKATIVE, notesParts: true };
  const dies = () => Promise.reject(new Error('killed'));

  it('is sent anew when the process dies before its first call', async () => {
    const { send, ledger } = await setUp([dies], noting);
    await expect(send()).rejects.toThrow('killed');
    expect(ledger()).toBeUndefined();
    expect(await send()).toBe('sent');
  });

  it('goes on after its first part when the process dies between two', async () => {
    const between = async ({ notes }: ReplyAction) => {
      await notes.begin();
      await notes.sent(['p1']);
      return dies();
    };
    const { send, calls, ledger } = await setUp([between, { outcome: 'sent', providerId: 'p1', sentParts: ['p1', 'p2'] }], noting);
    await expect(send()).rejects.toThrow('killed');
    expect(ledger()).toMatchObject({ state: 'waiting', tries: 1, sentParts: ['p1'] });
    expect(await send()).toBe('sent');
    expect(calls[1]?.sentParts).toEqual(['p1']);
  });

  it('is unknown when the process dies while a part is on its way, and a retry goes on with that part', async () => {
    const during = async ({ notes }: ReplyAction) => {
      await notes.begin();
      await notes.sent(['p1']);
      await notes.begin();
      return dies();
    };
    const { b, send, calls, message, retry } = await setUp([during], noting);
    await expect(send()).rejects.toThrow('killed');
    expect(await send()).toBe('unknown');
    expect(calls).toHaveLength(1);
    await applyBatch(b.deps, [inbound('ann', 'p1', { verb: 'status', version: 'read', author: null, content: null, status: { state: 'read', error: null } })]);
    expect(await message()).toMatchObject({ delivery: { state: 'unknown', error: { code: 'answer_lost' } } });
    await retry();
    await send();
    expect(calls[1]?.sentParts).toEqual(['p1', null]);
  });

  it('is not sent twice by two deliveries at the same time', async () => {
    let went = 0;
    const both = async ({ notes }: ReplyAction): Promise<Outcome> => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      await notes.begin();
      went += 1;
      return { outcome: 'sent', providerId: 'p1' };
    };
    const { send } = await setUp([both, both], noting);
    const results = await Promise.allSettled([send(), send()]);
    expect(went).toBe(1);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('waits longer from try to try, also when it never came to a call', async () => {
    const refused: Outcome = { outcome: 'retry', error: said('429') };
    const { send, ledger } = await setUp([refused, refused], noting);
    await expect(send()).rejects.toBeInstanceOf(RetryLater);
    await expect(send()).rejects.toBeInstanceOf(RetryLater);
    expect(ledger()).toMatchObject({ state: 'waiting', tries: 2 });
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
        error: { code: '190', message: expect.stringMatching(/credentials\. Send this again after an admin .*\. \(It says 190\.\)$/) as string },
      },
    });
    expect(gates()).toMatchObject([{ lostAccess: { error: said('190') }, until: 0 }]);
    // Whoever sees that the reply has failed finds the mark already.
    const keys = b.table.changes.map(({ before, after }) => ({ sk: (after ?? before)?.sk, failed: JSON.stringify(after ?? {}).includes('"state":"failed"') }));
    expect(keys.findIndex(({ sk }) => sk === 'GATE')).toBeLessThan(keys.findIndex(({ failed }) => failed));
    await retry();
    expect(await send()).toBe('sent');
    expect(gates()).toEqual([]);
  });
});
