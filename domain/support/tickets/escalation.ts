import type { EscalationTarget } from '../../automation/actions/action.ts';
import type { Item, Key } from '../../table/port.ts';

export const ESCALATION_STATES = ['open', 'answered', 'closed'] as const;
export type EscalationState = (typeof ESCALATION_STATES)[number];

/** Who answers, as an event names them. */
export interface AnsweredBy {
  readonly name: string;
  readonly email?: string | null;
}

/** A question about a ticket to somebody else, and its state. An item beside its ticket. */
export interface Escalation {
  readonly id: string;
  readonly ticketId: string;
  readonly target: EscalationTarget;
  readonly text: string;
  readonly state: EscalationState;
  /** ISO 8601 in UTC. */
  readonly dueAt: string | null;
  readonly raisedBy: { readonly type: string; readonly id: string | null };
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Number of the note that shows it; answers refer to it. */
  readonly note: number;
  /** The newest answer. */
  readonly answer: { readonly at: string; readonly by: AnsweredBy | null; readonly number: number } | null;
  /** Sort key of the outbox item that sends it to its address; null for a team. */
  readonly outbox: string | null;
}

export const escalationItem = (key: Key, escalation: Escalation): Item => ({ ...key, ...escalation });

export const escalationOf = ({ pk: _pk, sk: _sk, ...rest }: Item): Escalation => rest as unknown as Escalation;

export const targetText = (target: EscalationTarget): string => Object.values(target)[0] as string;

/**
 * `sent`: its address, or the mail service, took it. `held`: the tenant has no mailbox that could send it; it is kept. `unknown`: the mail service's answer
 * was lost; it may have been sent. `failed`: given up; in the dead letters.
 */
export const ESCALATION_DELIVERIES = ['queued', 'sent', 'held', 'unknown', 'failed'] as const;
export type EscalationDelivery = (typeof ESCALATION_DELIVERIES)[number];

const DELIVERIES: Readonly<Record<string, EscalationDelivery>> = { done: 'sent', held: 'held', unknown: 'unknown', refused: 'failed' };

/** `outbox`: the item that sends it to its address. It expires after a week; then the delivery is unknown. */
export const presentEscalation = ({ outbox: outboxKey, note, answer, ...shown }: Escalation, outbox: Item | undefined, now: number) => ({
  ...shown,
  overdue: shown.state === 'open' && shown.dueAt !== null && Date.parse(shown.dueAt) <= now,
  noteNumber: note,
  answer: answer && { at: answer.at, by: answer.by, noteNumber: answer.number },
  delivery: outboxKey === null || outbox === undefined ? null : (DELIVERIES[String(outbox['settled'])] ?? ('queued' as const)),
});
export type PublicEscalation = ReturnType<typeof presentEscalation>;
