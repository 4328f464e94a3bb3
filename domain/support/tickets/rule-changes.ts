import type { TicketChanges } from '../../automation/actions/action.ts';
import { ACTIONS, type Effect } from '../../automation/actions/registry.ts';
import { CALLS_PER_HOUR, spend } from '../../automation/outgoing-budget.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { RULE_WRITES } from '../../limits.ts';
import { type Message, newMessage } from '../messages/message.ts';
import { commandKey, OUTBOX_SECONDS, outboxKey } from '../threads/keys.ts';
import { fieldChanges } from './effects.ts';
import { hasRoom, raiseEscalation } from './raise.ts';
import type { Fitted } from './room.ts';
import type { Moment } from './state-machine.ts';
import type { ThreadHead } from './thread-head.ts';
import type { Ticket } from './ticket.ts';

/** The change in which rules act, as far as their effects need it. */
export interface ActingIn {
  readonly draft: Draft<ThreadHead>;
  readonly moment: Moment;
  readonly correlationId: string;
  readonly callsPerHour: number | undefined;
  /** Depth of the chain of automation. */
  readonly depth: number;
  /** The newest message before the rules' own, which they answer. */
  readonly answered: Message | null;
  /** No replies, because two machines that answer each other would never stop. */
  readonly isSilent: boolean;
  ticket(): Ticket;
  put(fitted: Fitted): void;
  append(message: Omit<Message, 'number' | 'revision'>): Message;
  /** The rule has reached its hourly limit. */
  refuse(ruleId: string): void;
}

/** Applies the effects of the rules and lists of one event. All of them are applied here. */
export const ruleChanges = (acting: ActingIn): ((effect: Effect) => void) => {
  const { draft, moment } = acting;
  const fields = fieldChanges(acting.ticket, acting.put, moment);
  const now = new Date(moment.now).toISOString();
  let writes = 0;

  const entry = (kind: 'reply' | 'note', text: string, ruleId: string): void => {
    const { answered, depth } = acting;
    writes += 2;
    acting.append(
      newMessage({
        kind,
        ticketId: acting.ticket().id,
        author: { type: 'rule', id: ruleId, name: null, handle: null },
        text,
        surface: answered?.surface ?? 'dm',
        inReplyTo: kind === 'reply' ? (answered?.number ?? null) : null,
        createdAt: now,
        delivery: kind === 'reply' ? { state: 'queued', error: null } : null,
        depth: kind === 'reply' ? depth : 0,
      }),
    );
  };

  /** An outgoing call or reply, if the rule has not reached its hourly limit in this thread. */
  const outward = (ruleId: string, act: () => void): void => {
    const calls = spend(draft.head.calls, ruleId, moment.now, acting.callsPerHour ?? CALLS_PER_HOUR);
    if (!calls) return acting.refuse(ruleId);
    draft.setHead({ calls });
    act();
  };

  /** Items that projections relay, so that the effect happens if and only if this transaction commits. */
  const relayed = () => ({
    ticketId: acting.ticket().id,
    correlationId: acting.correlationId,
    depth: acting.depth + 1,
    ttl: Math.floor(moment.now / 1000) + OUTBOX_SECONDS,
  });

  const changesOf = (ruleId: string): TicketChanges => ({
    ...fields,
    note: (text) => entry('note', text, ruleId),
    reply(text) {
      if (!acting.isSilent) outward(ruleId, () => entry('reply', text, ruleId));
    },
    call: (kind, action) =>
      outward(ruleId, () => {
        writes += 1;
        let index = 1;
        while (draft.pending(outboxKey(draft.pk, draft.revision, index))) index += 1;
        // The executor stores that it is done (`settles`), so that a rebuild never repeats it.
        draft.put({ ...outboxKey(draft.pk, draft.revision, index), kind, ruleId, action, settles: true, ...relayed() });
      }),
    escalate({ target, text, dueAt }) {
      const ticket = acting.ticket();
      if (ticket.status === 'closed') return;
      if (!hasRoom(ticket)) return acting.put({ ticket, leftOut: [{ field: 'escalations', reason: 'too_many' }] });
      const raise = (): void => {
        writes += 5;
        const { correlationId, depth, answered } = acting;
        raiseEscalation(
          {
            draft,
            now: moment.now,
            correlationId,
            depth,
            surface: answered?.surface ?? 'dm',
            ticket: acting.ticket,
            change: (next) => acting.put({ ticket: next, leftOut: [] }),
            append: acting.append,
          },
          { id: null, target, text, dueAt, by: { type: 'rule', id: ruleId }, author: { type: 'rule', id: ruleId, name: null, handle: null } },
        );
      };
      if ('teamId' in target) raise();
      else outward(ruleId, raise);
    },
    // One per ticket and transaction: the last wanted owner counts.
    start: (command) => draft.put({ ...commandKey(draft.pk, draft.revision, acting.ticket().firstNumber), ...command, ...relayed() }),
  });

  return (effect) => {
    const ruleId = 'ruleId' in effect ? (effect.ruleId ?? '') : '';
    if (writes + ACTIONS.writesOf(effect) > RULE_WRITES) {
      // Later ones are left out too, so that none runs without those before it.
      writes = RULE_WRITES;
      acting.put({ ticket: acting.ticket(), leftOut: [{ field: `rules.${ruleId}`, reason: 'too_many' }] });
    } else ACTIONS.apply(effect, changesOf(ruleId));
  };
};
