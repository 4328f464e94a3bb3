import type { Effect, RuleEvent } from '../../../../domain/automation/policy.ts';
import { outboxEntryOf } from '../../../../domain/outbound/outbox.ts';
import type { Outcome } from '../../../../domain/outbound/outcome.ts';
import { sendReply } from '../../../../domain/outbound/replies/send-reply.ts';
import { acceptSuggestion } from '../../../../domain/support/ai/settle-suggestion.ts';
import { raiseByHand } from '../../../../domain/support/escalations/raise-by-hand.ts';
import { applyAiEvents, applyTicketEvents } from '../../../../domain/support/events/apply-ticket-events.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { revealOrigin } from '../../../../domain/support/inbound/reveal.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { bulkChange } from '../../../../domain/support/tickets/bulk-change.ts';
import { mergeTickets } from '../../../../domain/support/tickets/merge-tickets.ts';
import { patchTicket, type TicketPatch } from '../../../../domain/support/tickets/patch-ticket.ts';
import { readTicketLog } from '../../../../domain/support/tickets/read-log.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { takeTicket } from '../../../../domain/support/tickets/take-ticket.ts';
import type { Status, Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import { inboundOf } from '../../../../functions/consumers/public-messages.ts';
import { event, set } from '../events/world.ts';
import { inbound, ORIGIN, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, TALKATIVE, ticketHub } from './hub.ts';

/** The time of every followup. */
export const AT = '2030-01-01T00:00:00.000Z';
const MINUTE = 60_000;
const eve = agent('eve');
const bob = threadIdOf(ORIGIN, 'bob');
const ai = { text: 'hello', model: 'm-1', confidence: 1 };

/** A hub with one unowned ticket, an AI's answer that waits to be sent (message 2), and a suggestion (message 3). Neither changes a status. */
export const stateWorld = async () => {
  const origin = { state: 'enabled' as 'enabled' | 'disabled' };
  const rule: { event?: RuleEvent; effects: readonly Effect[] } = { effects: [] };
  const policy = plainPolicy({
    originState: () => origin.state,
    runRules: (now) => (now === rule.event ? { effects: rule.effects, matched: ['r1'] } : { effects: [], matched: [] }),
  });
  const hub = await ticketHub({ policy });
  const { b, deps, ticketId } = hub;
  await applyAiEvents(deps, [event('ai_messages', 'a1', 'ai.reply', { ticketId, ...ai }), event('ai_messages', 'a2', 'ai.suggestion', { ticketId, ...ai })], 1);
  const ticket = async () => (await loadTicket(deps.table, TENANT, ticketId)) as Ticket;
  const newest = async () => (await readTicketLog(deps.table, TENANT, await ticket(), { order: 'desc', after: null, limit: 1 })).entries[0];
  const patch = (change: TicketPatch) => patchTicket(deps, eve, { ticketId, patch: change, ifMatch: null });
  const send = async (...outcomes: readonly Outcome[]) => {
    const [entry] = b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []);
    if (entry?.to !== 'replies') throw new Error('nothing waits to be sent');
    const left = [...outcomes];
    const perform = async () => left.shift() ?? { outcome: 'sent' as const, providerId: 'p1' };
    const sender = { sizeOf: async () => 7, openFile: async function* () {}, causationKey: async () => 'key', repeatForMs: MINUTE };
    await sendReply({ ...deps, ...sender, channelFor: async () => ({ capabilities: TALKATIVE, turn: async () => () => {}, perform }) }, entry.outbound, b.now);
  };
  return { ...hub, origin, rule, ticket, newest, patch, send };
};
export type StateWorld = Awaited<ReturnType<typeof stateWorld>>;

/**
 * How an event of the state machine comes in. `answers`: where a rejected one shows: `thrown` as a Problem, in the `result` of a bulk change, as the
 * `refused` event of a topic; or it is `silent`, because rules and timers do nothing on a closed ticket.
 */
export interface Way {
  readonly answers: 'thrown' | 'result' | 'refused' | 'silent';
  /** Before the ticket is brought into its status. */
  prepare?(world: StateWorld): Promise<unknown>;
  act(world: StateWorld): Promise<unknown>;
}

/** A change of fields, through every way that can make one. */
const byChange = (change: TicketPatch, effect: Effect): Readonly<Record<string, Way>> => ({
  'by API': { answers: 'thrown', act: ({ patch }) => patch(change) },
  'in bulk': { answers: 'result', act: ({ deps, ticketId }) => bulkChange(deps, eve, [ticketId], change) },
  'by the topic': { answers: 'refused', act: ({ deps, ticketId }) => applyTicketEvents(deps, [set('e1', ticketId, change)], 1) },
  'by a rule': {
    answers: 'silent',
    act: ({ rule, patch }) => {
      Object.assign(rule, { event: 'ticket.updated', effects: [effect] });
      return patch({ topic: 'go' });
    },
  },
  'by a rule of a timer': {
    answers: 'silent',
    // The deadline of an escalation changes no status itself.
    prepare: ({ b, deps, ticketId }) =>
      raiseByHand({ ...deps, refusalOf: () => null }, eve, ticketId, {
        target: { teamId: 't1' },
        text: 'x',
        dueAt: new Date(b.now + 5 * MINUTE).toISOString(),
      }),
    act: async ({ b, rule, deps, ticketId, ticket }) => {
      Object.assign(rule, { event: 'timer', effects: [effect] });
      const dueAt = (await ticket()).deadlines.escalation ?? new Date(b.now).toISOString();
      b.now = Date.parse(dueAt);
      await timerDue(deps, eve, { ticketId, kind: 'escalation', dueAt });
    },
  },
});

const reply = { kind: 'reply', text: 'hi', attachments: [] } as const;
const post = (world: StateWorld, more: object = {}) => postMessage(world.deps, eve, world.ticketId, { ...reply, ...more });
const failed = { state: 'failed' as const, error: 'blocked' };

export const byStatus = (to: Status): Readonly<Record<string, Way>> =>
  byChange(to === 'followup' ? { status: to, followupAt: AT } : { status: to }, {
    type: 'set',
    field: 'status',
    value: to,
    ...(to === 'followup' ? { followupMinutes: 90 } : {}),
  });

/** `thenStatus`: the reply and the status in one change. */
export const byReplyThen = (to: Status): Readonly<Record<string, Way>> => ({
  'by API': { answers: 'thrown', act: (world) => post(world, { thenStatus: to, ...(to === 'followup' ? { followupAt: AT } : {}) }) },
});

export const CUSTOMER: Readonly<Record<string, Way>> = {
  'by a webhook': { answers: 'silent', act: ({ receive }) => receive('m9') },
  'by the topic': {
    answers: 'silent',
    act: ({ b }) => {
      const said = event('messages', 'e1', 'message.created', { originId: ORIGIN, id: 'm9', author: { id: 'ann' }, text: 'hi' });
      return applyBatch(b.deps, [{ ...inboundOf(said, b.now), channel: 'whatsapp' } as ReturnType<typeof inbound>]);
    },
  },
  'by a reveal': {
    answers: 'silent',
    act: async ({ b, deps, origin, receive }) => {
      origin.state = 'disabled';
      await receive('m9');
      origin.state = 'enabled';
      await revealOrigin(deps, { tenantId: TENANT, originId: ORIGIN, budgetMs: b.now });
    },
  },
  'in the thread of a merged ticket': {
    answers: 'silent',
    prepare: async ({ b, deps, ticketId }) => {
      await applyBatch(b.deps, [inbound('bob', 'b1')]);
      await mergeTickets(deps, eve, { ticketId: `${bob}.1`, intoId: ticketId });
    },
    act: ({ b }) => applyBatch(b.deps, [inbound('bob', 'b2')]),
  },
};

export const ASSIGNED: Readonly<Record<string, Way>> = {
  'taken by API': { answers: 'thrown', act: ({ deps, ticketId }) => takeTicket(deps, eve, ticketId) },
  ...byChange({ owner: { agentId: 'eve' } }, { type: 'assign', agentId: 'eve', teamId: null } as Effect),
};

export const REPLY: Readonly<Record<string, Way>> = {
  'by API': { answers: 'thrown', act: (world) => post(world) },
  'by accepting a suggestion': { answers: 'thrown', act: ({ deps, ticketId }) => acceptSuggestion(deps, eve, { ticketId, number: 3 }) },
};

/** What answers a customer without an agent. */
export const AUTOMATIC: Readonly<Record<string, Way>> = {
  'by the topic of an AI': {
    answers: 'refused',
    act: ({ deps, ticketId }) => applyAiEvents(deps, [event('ai_messages', 'a3', 'ai.reply', { ticketId, ...ai })], 1),
  },
};
export const RULE_REPLY: Readonly<Record<string, Way>> = {
  'by a rule': {
    answers: 'silent',
    act: ({ rule, patch }) => {
      Object.assign(rule, { event: 'ticket.updated', effects: [{ type: 'reply', text: 'hi', ruleId: 'r1' }] });
      return patch({ topic: 'go' });
    },
  },
};

export const byTimer = (kind: 'closure' | 'followup'): Readonly<Record<string, Way>> => ({
  'by the timer': {
    answers: 'silent',
    act: async ({ b, deps, ticketId, ticket }) => {
      const dueAt = (await ticket()).deadlines[kind] ?? AT;
      b.now = Date.parse(dueAt);
      await timerDue(deps, eve, { ticketId, kind, dueAt });
    },
  },
});

export const SENDING_FAILED: Readonly<Record<string, Way>> = {
  'by the sender': { answers: 'silent', act: ({ send }) => send({ outcome: 'failed', error: { code: '400', message: 'It says 400.' } }) },
  "by the provider's status": {
    answers: 'silent',
    prepare: ({ send }) => send(),
    act: ({ b }) => applyBatch(b.deps, [inbound('ann', 'p1', { verb: 'status', version: 'failed', author: null, content: null, status: failed })]),
  },
  'by the topic': {
    answers: 'silent',
    prepare: ({ send }) => send(),
    act: ({ b }) => {
      const said = event('messages', 'e1', 'message.status', { originId: ORIGIN, id: 'p1', ...failed });
      return applyBatch(b.deps, [{ ...inboundOf(said, b.now), channel: 'whatsapp' } as ReturnType<typeof inbound>]);
    },
  },
};
