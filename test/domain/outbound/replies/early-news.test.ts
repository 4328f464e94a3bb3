import { describe, expect, it } from 'vitest';
import { outboxEntryOf } from '../../../../domain/outbound/outbox.ts';
import { sendReply } from '../../../../domain/outbound/replies/send-reply.ts';
import type { SendDeps } from '../../../../domain/outbound/replies/sending.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { InboundEvent } from '../../../../domain/support/inbound/inbound-event.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { inbound, TENANT } from '../../support/inbound/events.ts';
import { agent, TALKATIVE, ticketHub } from '../../support/tickets/hub.ts';

const at = (second: number): string => `2026-03-01T10:00:${String(second).padStart(2, '0')}.000Z`;
const about = (verb: 'status' | 'reaction' | 'hidden' | 'unhidden' | 'removed', second: number, more: Parameters<typeof inbound>[2] = {}): InboundEvent =>
  inbound('ann', 'p1', { verb, version: `${verb}@${second}`, occurredAt: at(second), content: null, ...more });
const status = (state: 'sent' | 'delivered' | 'read' | 'failed', second: number, threadKey: string | null = 'ann'): InboundEvent =>
  about('status', second, { version: state, threadKey, author: null, status: { state, error: state === 'failed' ? 'blocked' : null } });
const reaction = (second: number, emoji: string | null): InboundEvent => about('reaction', second, { reaction: { emoji } });

/** A reply that the provider has as `p1`, while `news` comes in before or after our own record of that. */
const reply = async (before: readonly InboundEvent[], after: readonly InboundEvent[], then: 'pending' | null = null) => {
  const { b, deps, ticketId } = await ticketHub();
  await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'hello', attachments: [] });
  if (then) await patchTicket(deps, agent('eve'), { ticketId, patch: { status: then }, ifMatch: null });
  const [first] = b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []);
  if (first?.to !== 'replies') throw new Error('nothing in the outbox');
  const { outbound } = first;
  const sender: SendDeps = {
    ...deps,
    linkTo: async ({ objectKey }) => `link:${objectKey}`,

    sizeOf: async () => null,
    openFile: async function* () {},
    causationKey: async () => 'key',
    repeatForMs: 4 * 3_600_000,
    channelFor: async () => ({
      capabilities: TALKATIVE,
      turn: async () => () => {},
      async perform() {
        for (const event of before) await applyBatch(b.deps, [event]);
        return { outcome: 'sent', providerId: 'p1' };
      },
    }),
  };
  await sendReply(sender, outbound, b.now);
  for (const event of after) await applyBatch(b.deps, [event]);
  const ticket = (await loadTicket(deps.table, TENANT, ticketId)) as Ticket;
  const [, message, ...later] = (await listTicketMessages(deps.table, TENANT, ticket, { after: 0, limit: 10 })).messages;
  return {
    ticket,
    answered: later.map(({ text, inReplyTo }) => [text, inReplyTo === message?.number]),
    shown: { delivery: message?.delivery, reactions: message?.reactions, hidden: message?.hidden, deleted: message?.deleted, text: message?.text },
  };
};

describe('news of a reply that comes before its sending is recorded', () => {
  const news = [reaction(11, '👍'), reaction(12, '❤️'), about('hidden', 13), about('unhidden', 14), status('sent', 9), status('read', 15)];
  const expected = { delivery: { state: 'read', error: null }, reactions: { ann: '❤️' }, hidden: false, deleted: false, text: 'hello' };

  it('is on the reply once it is recorded, whichever came first', async () => {
    for (let early = 0; early <= news.length; early += 1) {
      expect((await reply(news.slice(0, early), news.slice(early))).shown).toEqual(expected);
      expect((await reply(news.slice(early).toReversed(), news.slice(0, early).toReversed())).shown).toEqual(expected);
    }
  });

  it('hides or removes it', async () => {
    expect((await reply([about('hidden', 11)], [])).shown).toMatchObject({ hidden: true, delivery: { state: 'sent' } });
    expect((await reply([about('removed', 11)], [])).shown).toMatchObject({ deleted: true, text: null });
    expect((await reply([about('hidden', 11)], [])).ticket.visibleMessageCount).toBe(1);
  });

  it('and answers to it name it, whichever came first', async () => {
    const answer = (n: number): InboundEvent => {
      const { event, ...rest } = inbound('ann', `answer-${n}`, { occurredAt: at(20 + n) });
      return { ...rest, event: { ...event, content: event.content && { ...event.content, text: `answer ${n}`, inReplyTo: 'p1' } } };
    };
    const named = [
      ['answer 1', true],
      ['answer 2', true],
    ];
    for (let early = 0; early <= 2; early += 1) {
      const answers = [answer(1), answer(2)];
      expect((await reply(answers.slice(0, early), answers.slice(early))).answered).toEqual(named);
    }
  });

  it('that it failed wakes the ticket', async () => {
    for (const [before, after] of [
      [[status('failed', 11)], []],
      [[], [status('failed', 11)]],
    ] as const) {
      const { ticket, shown } = await reply(before, after, 'pending');
      expect([ticket.status, shown.delivery]).toEqual(['working', { state: 'failed', error: { code: 'failed', message: 'blocked' } }]);
    }
  });
});

it('a status and a reaction find the reply also when the provider names its customer in another way', async () => {
  const other = { ...reaction(11, '👍'), event: { ...reaction(11, '👍').event, threadKey: 'ann-by-another-number' } };
  const { shown } = await reply([], [status('delivered', 10, 'ann-by-another-number'), other]);
  expect(shown).toMatchObject({ delivery: { state: 'delivered' }, reactions: { ann: '👍' } });
});
