import type { ReplyAction } from '../../channels/actions.ts';
import { loadTicket } from '../../support/tickets/store.ts';
import type { Ticket } from '../../support/tickets/ticket.ts';
import { type Table, TransactionRefused } from '../../table/port.ts';
import { gateKey } from '../gate.ts';
import { actionKey, type OutboundAction } from '../outbox.ts';
import type { Outcome } from '../outcome.ts';
import { pauseAfter } from '../patience.ts';
import { ActionRefused, type Attempt, laterOf } from './attempt.ts';
import { escalationIdOf } from './escalation-id.ts';
import { type EscalationMail, escalationMail, type MailEdge } from './escalation-mail.ts';
import { settleAction } from './settle-action.ts';

export interface EscalationDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  readonly mail: MailEdge;
  /** How long an action is retried before it goes to the dead-letter queue, in ms. */
  readonly repeatForMs: number;
  /** The longest pause before the first retry, in ms; `FIRST_PAUSE_MS` if omitted. */
  readonly firstPauseMs?: number;
}

const BUSY_PAUSE_MS = 1_000;

/** The mail in the form for a channel. It answers no message. An answer to it contains the escalation's id in `References`. */
const asAction = ({ tenantId, id, to, subject, text, messageId }: EscalationMail, action: OutboundAction, originId: string, now: number): ReplyAction => ({
  kind: 'reply',
  id: `escalation.${id}`,
  tenantId,
  originId,
  ticketId: action.ticketId,
  threadId: action.threadId,
  to,
  surface: 'mail',
  causation: '',
  cc: [],
  bcc: [],
  subject,
  files: [],
  inReplyTo: null,
  references: [messageId],
  agentName: null,
  automatic: action.ruleId !== '',
  createdAt: new Date(now).toISOString(),
  customerWroteAt: null,
  // A mail has one part; the escalation itself is marked before the call.
  sentParts: [],
  notes: { begin: async () => {}, sent: async () => {} },
  text,
  html: null,
});

const mailOf = (action: OutboundAction, email: string, { sequence }: Ticket): EscalationMail => {
  const { text, dueAt } = action.action;
  return escalationMail(action.tenantId, {
    escalationId: escalationIdOf(action),
    email,
    text: String(text),
    dueAt: (dueAt as string | undefined) ?? null,
    sequence,
  });
};

/**
 * Mails an escalation at most once, from a mailbox of the tenant; without one the mail is kept. As with replies, a mark is written before the call
 * (`calling`). A process that finds it knows that the mail may have been sent. The origin's gate is never changed; if it is closed, the mail waits: customers'
 * replies come first.
 * @throws ActionRefused, RetryLater; TableUnavailable
 */
export const sendEscalation = async (deps: EscalationDeps, action: OutboundAction, email: string, attempt: Attempt): Promise<void> => {
  const { table, clock, random } = deps;
  const later = laterOf(deps, attempt);
  const key = actionKey(action);
  const ticket = await loadTicket(table, action.tenantId, action.ticketId);
  if (!ticket) throw new ActionRefused('the ticket is gone');
  const mailbox = await deps.mail.mailboxFor(action.tenantId, ticket.origin.id);
  const [item, gate] = await table.get([key, ...(mailbox ? [gateKey(action.tenantId, mailbox.originId)] : [])], { consistent: true });
  if (!item || item['settled'] !== undefined) return;
  if (item['calling'] === true) return void (await settleAction(table, action, 'unknown'));
  const mail = mailOf(action, email, ticket);
  if (!mailbox) {
    await deps.mail.hold(mail);
    return void (await settleAction(table, action, 'held'));
  }
  if (email.toLowerCase() === mailbox.address?.toLowerCase()) throw new ActionRefused('the mailbox does not write to itself');
  const heldMs = Number(gate?.['until'] ?? 0) - clock();
  if (heldMs > 0) throw later('the mailbox waits', heldMs);
  const leave = await mailbox.turn();
  if (!leave) throw later('the mail service is busy', BUSY_PAUSE_MS * (1 + random()));
  let outcome: Outcome;
  try {
    await begin(table, action, later);
    outcome = await mailbox.perform(asAction(mail, action, mailbox.originId, clock()));
  } finally {
    leave();
  }
  if (outcome.outcome === 'sent') return void (await settleAction(table, action, 'done'));
  if (outcome.outcome === 'unknown') return void (await settleAction(table, action, 'unknown'));
  // It was certainly not sent.
  await table.write({ op: 'update', key, remove: ['calling'], when: { exists: true } });
  const { code, message } = outcome.error;
  if (outcome.outcome !== 'retry') throw new ActionRefused(`${code}: ${message}`);
  throw later(`${code}: ${message}`, pauseAfter(attempt.receives, random(), outcome.retryAfterSeconds, deps.firstPauseMs));
};

/** @throws RetryLater when another delivery of the entry was faster */
const begin = async (table: Table, action: OutboundAction, later: ReturnType<typeof laterOf>): Promise<void> => {
  try {
    await table.write({ op: 'update', key: actionKey(action), set: { calling: true }, when: { exists: true, equals: { calling: null } } });
  } catch (error) {
    if (error instanceof TransactionRefused) throw later('another delivery of this mail is under way', BUSY_PAUSE_MS * 5);
    throw error;
  }
};
