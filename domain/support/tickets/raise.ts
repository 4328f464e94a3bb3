import type { EscalationTarget } from '../../automation/actions/action.ts';
import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { OPEN_ESCALATIONS } from '../../limits.ts';
import { escalationIdKey } from '../messages/identity.ts';
import { type Message, type MessageAuthor, newMessage } from '../messages/message.ts';
import { escalationSk, OUTBOX_SECONDS, outboxKey } from '../threads/keys.ts';
import { type Escalation, escalationItem, targetText } from './escalation.ts';
import { withEscalation } from './open-escalations.ts';
import type { ThreadHead } from './thread-head.ts';
import type { Ticket } from './ticket.ts';

/** The change in which an escalation is raised. */
export interface RaisingIn {
  readonly draft: Draft<ThreadHead>;
  readonly now: number;
  readonly correlationId: string;
  /** Depth of the chain of automation. */
  readonly depth: number;
  readonly surface: string;
  ticket(): Ticket;
  change(ticket: Ticket): void;
  append(note: Omit<Message, 'number' | 'revision'>): Message;
}

export interface Raised {
  /** Null: derived from the transaction, so that it stays the same if the transaction is drafted again. */
  readonly id: string | null;
  readonly target: EscalationTarget;
  readonly text: string;
  readonly dueAt: string | null;
  readonly by: Escalation['raisedBy'];
  readonly author: MessageAuthor;
}

/** Whether the ticket has room for one more. */
export const hasRoom = ({ openEscalations = [] }: Ticket): boolean => openEscalations.length < OPEN_ESCALATIONS;

/** The first index of the transaction at which `keyAt` is free. */
const freeIndex = (raising: RaisingIn, skAt: (index: number) => string): number => {
  let index = 1;
  while (raising.draft.pending({ pk: raising.draft.pk, sk: skAt(index) })) index += 1;
  return index;
};

/**
 * Raises an escalation in the current transaction: a note for agents, the escalation itself, the item that finds it by its id and, for an address, the outbox
 * item that sends it. All escalations, whoever raises them, go through this function.
 */
export const raiseEscalation = (raising: RaisingIn, { id, target, text, dueAt, by, author }: Raised): Escalation => {
  const { draft } = raising;
  const { pk, revision } = draft;
  const { id: ticketId, firstNumber } = raising.ticket();
  const { tenantId } = parseThreadPk(pk) as { tenantId: string };
  const now = new Date(raising.now).toISOString();
  const index = freeIndex(raising, (at) => escalationSk(firstNumber, revision, at));
  const sk = escalationSk(firstNumber, revision, index);
  const note = raising.append(
    newMessage({ kind: 'note', ticketId, author, text: `Escalated to ${targetText(target)}: ${text}`, surface: raising.surface, createdAt: now }),
  );
  const outbox =
    'teamId' in target
      ? null
      : outboxKey(
          pk,
          revision,
          freeIndex(raising, (at) => outboxKey(pk, revision, at).sk),
        );
  const escalation: Escalation = {
    id: id ?? `${ticketId}.${revision}.${index}`,
    ticketId,
    target,
    text,
    state: 'open',
    dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    raisedBy: by,
    createdAt: now,
    updatedAt: now,
    note: note.number,
    answer: null,
    outbox: outbox?.sk ?? null,
  };
  draft.put(escalationItem({ pk, sk }, escalation));
  draft.put({ ...escalationIdKey(tenantId, escalation.id), ticketId, at: sk }, { absent: true });
  if (outbox) {
    const action = { escalationId: escalation.id, target, text, dueAt: escalation.dueAt };
    const ruleId = by.type === 'rule' ? (by.id ?? '') : '';
    const ttl = Math.floor(raising.now / 1000) + OUTBOX_SECONDS;
    const { correlationId, depth } = raising;
    // The executor stores the outcome (`settles`), so that a rebuild never repeats it.
    draft.put({ ...outbox, kind: 'escalate', ruleId, action, settles: true, ticketId, correlationId, depth: depth + 1, ttl });
  }
  const open = { sk, ...(escalation.dueAt === null ? {} : { dueAt: escalation.dueAt }), ...('teamId' in target ? { teamId: target.teamId } : {}) };
  raising.change(withEscalation(raising.ticket(), open, raising.now));
  return escalation;
};
