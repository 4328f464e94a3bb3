import * as fc from 'fast-check';
import type { Effect } from '../../../../domain/automation/policy.ts';
import { parseThreadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { Problem } from '../../../../domain/errors.ts';
import { recordOutcome } from '../../../../domain/outbound/replies/record-outcome.ts';
import { analyseMessage } from '../../../../domain/support/ai/analyse-message.ts';
import { acceptSuggestion, dismissSuggestion } from '../../../../domain/support/ai/settle-suggestion.ts';
import { raiseByHand } from '../../../../domain/support/escalations/raise-by-hand.ts';
import { settleEscalation } from '../../../../domain/support/escalations/settle.ts';
import { applyTicketEvents } from '../../../../domain/support/events/apply-ticket-events.ts';
import { writeByEvent } from '../../../../domain/support/events/write-by-event.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { InboundEvent } from '../../../../domain/support/inbound/inbound-event.ts';
import { revealOrigin } from '../../../../domain/support/inbound/reveal.ts';
import { messageOf } from '../../../../domain/support/messages/message.ts';
import { deleteMessage, hideMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { startConversation } from '../../../../domain/support/replies/start-conversation.ts';
import { headKey } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { bulkChange } from '../../../../domain/support/tickets/bulk-change.ts';
import { mergeTickets } from '../../../../domain/support/tickets/merge-tickets.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { ticketOfItem } from '../../../../domain/support/tickets/store.ts';
import { takeTicket } from '../../../../domain/support/tickets/take-ticket.ts';
import { parseHead } from '../../../../domain/support/tickets/thread-head.ts';
import type { Status, Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import { event, metadata, set, tag } from '../events/world.ts';
import { bench, inbound, ORIGIN, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, TALKATIVE } from './hub.ts';

const AUTHORS = ['ann', 'bob', 'cid'] as const;
const STATUSES: readonly Status[] = ['working', 'pending', 'solved', 'closed', 'followup'];
const LANGUAGES = ['de', 'fa', 'en'];

/** One act of somebody: `n` chooses what and on which ticket. */
export interface Act {
  readonly what: number;
  readonly n: number;
  readonly m: number;
}
export const acts: fc.Arbitrary<readonly Act[]> = fc.array(fc.record({ what: fc.nat(999), n: fc.nat(999), m: fc.nat(999) }), {
  minLength: 5,
  maxLength: 45,
  size: 'max',
});

const status = (value: string, ruleId: string) => ({ type: 'set' as const, field: 'status', value, ruleId });
const TRICKS: Readonly<Record<string, readonly Effect[]>> = {
  // A rule that passes through a status leaves something behind although nothing seems to change.
  flicker: [status('solved', 'r1'), status('working', 'r1')],
  restart: [status('working', 'r2'), status('solved', 'r2')],
  relay: [status('pending', 'r3'), status('working', 'r4'), status('solved', 'r5')],
};

/** What every message and change of these tickets may set off. */
const policy = (state: () => 'enabled' | 'disabled') =>
  plainPolicy({
    originState: state,
    enrich: (_, message) =>
      message.text?.includes('vip')
        ? [
            { type: 'tag', add: ['vip'], remove: [] },
            { type: 'set', field: 'priority', value: 'high' },
          ]
        : [],
    runRules: (event, ticket, message) => {
      const text = message?.text ?? '';
      const effects: Effect[] = [];
      if (event === 'message.received' && text.includes('close')) effects.push(status('closed', 'r6'));
      if (event === 'message.received' && text.includes('answer')) effects.push({ type: 'reply', text: 'soon', ruleId: 'r7' }, status('pending', 'r7'));
      if (event === 'ticket.updated') effects.push(...(TRICKS[ticket.topic ?? ''] ?? []));
      return { effects, matched: effects.flatMap((effect) => ('ruleId' in effect && effect.ruleId ? [effect.ruleId] : [])) };
    },
  });

/** Three customers, agents, rules, events, timers, an AI and a provider, all over the same tickets. Refusals are part of it. */
export const randomWork = () => {
  const origin = { state: 'enabled' as 'enabled' | 'disabled' };
  const b = bench({ policy: policy(() => origin.state) });
  const deps = { ...b.deps, capabilitiesOf: () => TALKATIVE, mayTouch: () => true, linkTo: async () => '', refusalOf: () => null };
  const receive = (...events: InboundEvent[]) => applyBatch(b.deps, events);
  let written = 0;
  const sent: { readonly author: string; readonly id: string }[] = [];

  const tickets = (): Ticket[] => b.table.all().flatMap((item) => (item.sk === 'HEAD' || item.sk.startsWith('K#') ? (ticketOfItem(item) ?? []) : []));
  const one = <T>(of: readonly T[], n: number): T | undefined => of[n % Math.max(1, of.length)];

  const write = async (n: number, m: number): Promise<void> => {
    const events = Array.from({ length: 1 + (m % 3) }, (_, at) => {
      const author = AUTHORS[(n + (m % 2) * at) % AUTHORS.length] as string;
      written += 1;
      sent.push({ author, id: `m${written}` });
      const text = ['hello', 'hello', 'vip', 'close', 'answer'][(m + at) % 5];
      const starRating = m % 4 === 0 ? 1 + ((n + at) % 5) : null;
      const occurredAt = new Date(b.now).toISOString();
      return inbound(author, `m${written}`, {
        text: `${text} ${written}`,
        opensTicket: m % 7 !== 6,
        occurredAt,
        content: { text: `${text} ${written}`, starRating },
      });
    });
    await receive(...events);
  };

  const amendByProvider = async (n: number, m: number): Promise<void> => {
    const message = one(sent, n);
    if (!message) return;
    const occurredAt = new Date(b.now).toISOString();
    const verb = (['edited', 'hidden', 'unhidden', 'removed'] as const)[m % 4] as 'edited';
    const content = verb === 'edited' ? { text: 'changed', starRating: m % 3 === 0 ? null : 1 + (m % 5) } : null;
    await receive(inbound(message.author, message.id, { verb, version: `${b.now}`, content, occurredAt }));
  };

  const run = async ({ what, n, m }: Act): Promise<void> => {
    b.now += m * 1_000;
    const ticket = one(tickets(), n);
    const eve = agent(`eve-${m % 3}`);
    if (!ticket) return write(n, m);
    const ticketId = ticket.id;
    const messages = b.table
      .all()
      .filter((item) => item.sk.startsWith('M#') && item['ticketId'] === ticketId)
      .map(messageOf);
    const number = one(messages, m)?.number ?? 1;
    /** Its own, or one of a ticket that was merged into this one or never was. */
    const suggestion = (): { readonly ticketId: string; readonly number: number; readonly conversationId?: string } => {
      const all = b.table.all().filter((item) => item.sk.startsWith('M#') && item['kind'] === 'ai_suggestion');
      const own = one(
        all.filter((item) => item['ticketId'] === ticketId),
        m,
      );
      const other = m % 3 === 0 ? one(all, n) : undefined;
      const found = other ?? own;
      return found
        ? { ticketId, number: messageOf(found).number, ...(other ? { conversationId: parseThreadPk(found.pk)?.threadId ?? '' } : {}) }
        : { ticketId, number: 1 };
    };
    const to = STATUSES[m % STATUSES.length] as Status;
    const followupAt = new Date(b.now + 60_000).toISOString();
    const change = { status: to, ...(to === 'followup' ? { followupAt } : {}) };
    const id = `e${what}-${n}-${m}-${b.now}`;
    const patch = (given: object) => patchTicket(deps, eve, { ticketId, patch: given, ifMatch: null });
    const post = (given: object) => postMessage(deps, eve, ticketId, { kind: 'reply', text: 'an answer', attachments: [], ...given });
    const ways: readonly (() => Promise<unknown>)[] = [
      () => write(n, m),
      () => write(m, n),
      () => write(n + m, m),
      () => amendByProvider(n, m),
      () => patch(change),
      () => patch({ ...change, owner: { agentId: one(['ann', 'eve', null], m) } }),
      () => patch({ tags: one([[], ['vip'], ['a', 'b']], m), priority: one(['low', 'urgent'], m), customFields: one([{}, { tier: 'gold' }, { a: 1 }], m) }),
      () => patch({ topic: one(['flicker', 'restart', 'relay', 'bill', null], m) }),
      () => takeTicket(deps, eve, ticketId),
      () =>
        bulkChange(
          deps,
          eve,
          tickets()
            .map((each) => each.id)
            .slice(0, 3),
          change,
        ),
      () => post({}),
      () => post({ thenStatus: to, ...(to === 'followup' ? { followupAt } : {}) }),
      () => post({ kind: 'note' }),
      () => hideMessage(deps, eve, ticketId, number, m % 3 > 0),
      () => deleteMessage(deps, eve, ticketId, number),
      () => mergeTickets(deps, eve, { ticketId, intoId: one(tickets(), m)?.id ?? ticketId }),
      () =>
        mergeTickets(deps, eve, {
          ticketId,
          intoId:
            one(
              tickets().filter((each) => each.status !== 'closed'),
              m,
            )?.id ?? ticketId,
        }),
      () => applyTicketEvents(deps, [set(id, ticketId, { ...change, customFields: { tier: one(['gold', null], m) } })], 1),
      () => applyTicketEvents(deps, [tag(id, ticketId, { add: ['c'], remove: ['vip'] })], 1),
      () => applyTicketEvents(deps, [metadata(id, ticketId, { sentiment: one(['positive', 'negative'], m), language: one(LANGUAGES, n) })], 1),
      () =>
        writeByEvent(
          deps,
          event('ai_messages', id, one(['ai.suggestion', 'ai.reply'], m) ?? '', { ticketId, text: 'say', model: 'm', confidence: 0.5 }) as never,
        ),
      () => acceptSuggestion(deps, eve, suggestion()),
      () => dismissSuggestion(deps, eve, suggestion()),
      async () => {
        for (const [kind, dueAt] of Object.entries(ticket.deadlines)) {
          b.now = Math.max(b.now, Date.parse(dueAt));
          await timerDue(deps, agent('x'), { ticketId, kind: kind as 'closure', dueAt });
        }
      },
      () => startConversation(deps, eve, { origin: { id: ORIGIN, channel: 'whatsapp' }, to: one([...AUTHORS, 'dan'], m) as string, text: 'we write first' }),
      () => raiseByHand(deps, eve, ticketId, { target: { email: 'boss@shop.example' }, text: 'look', dueAt: m % 2 ? followupAt : null }),
      () => settleEscalation(deps, eve, { ticketId: null, escalationId: escalations(m) }, { state: 'answered', text: 'do it' }),
      () =>
        fail(
          one(
            messages.filter(({ delivery }) => delivery?.state === 'queued'),
            m,
          )?.number,
          ticket.threadId,
        ),
      () => analyse(number, ticket.threadId, m),
      async () => {
        origin.state = origin.state === 'enabled' ? 'disabled' : 'enabled';
        if (origin.state === 'enabled' && m % 3 > 0) await revealOrigin(deps, { tenantId: TENANT, originId: ORIGIN, budgetMs: 60_000 });
      },
    ];
    try {
      await one(ways, what)?.();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  };

  const escalations = (n: number): string => {
    const items = b.table.all().filter((item) => item.sk.startsWith('E#'));
    return (one(items, n)?.['id'] as string | undefined) ?? 'none';
  };

  const fail = async (number: number | undefined, threadId: string): Promise<void> => {
    const [head] = await b.table.get([headKey(TENANT, threadId)]);
    if (number === undefined || !head) return;
    const outbound = { tenantId: TENANT, threadId, number, correlationId: 'c' };
    await recordOutcome(deps, { outbound, head: parseHead(head) }, { outcome: 'failed', error: { code: 'x', message: 'x' } });
  };

  /** The toolbox is on for this one message. */
  const analyse = async (number: number, threadId: string, m: number): Promise<void> => {
    const answer = { sentiment: { label: m % 2 ? ('positive' as const) : ('negative' as const), score: 0 }, language: one(LANGUAGES, m) };
    const item = b.table.all().find(({ pk, sk }) => pk.endsWith(threadId) && sk === `M#${String(number).padStart(10, '0')}`);
    if (!item) return;
    await b.table.write({ op: 'put', item: { ...item, analysis: 'wanted' } });
    const toolbox = { ...deps, analyse: async () => ({ outcome: 'answered' as const, answer }) };
    await analyseMessage(toolbox, { tenantId: TENANT, threadId, number, correlationId: 'c' });
  };

  const turnOnAi = () => b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { ai: { sentiment: true } } });
  return { b, run, tickets, turnOnAi, threadOf: (author: string) => threadIdOf(ORIGIN, author) };
};
