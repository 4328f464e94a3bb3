import type { CapabilitiesOf } from '../../channels/capabilities.ts';
import { Problem } from '../../errors.ts';
import { type AiSource, type Message, newMessage } from '../messages/message.ts';
import { refuseFault, refuseLoop } from '../replies/post-message.ts';
import type { Change } from '../tickets/change.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { readMessage } from '../tickets/read-message.ts';

/** An entry that an AI writes into a ticket. */
export interface AiEntry {
  readonly kind: 'ai_suggestion' | 'ai_message';
  readonly text: string;
  readonly ai: AiSource;
  /** Depth of the chain of automation. */
  readonly depth: number;
  /** Number of the customer's message; default: the newest; 0: one of another thread. */
  readonly answers?: number;
  /** The same for each repeat of the write. */
  readonly cause: string;
}

export interface AiDeps extends TicketDeps {
  readonly capabilitiesOf: CapabilitiesOf;
}

/**
 * Appends an AI's entry: a suggestion for agents, or an answer that is sent through the outbox like an agent's reply. Status and owner stay.
 * @throws Problem illegal_transition (closed); conflict (origin disabled, loop); unprocessable (the channel rejects it)
 */
export const appendAiEntry = async (deps: AiDeps, change: Change, { kind, text, ai, depth, cause, answers: given }: AiEntry): Promise<Message> => {
  const { ticketDraft, ticket, policy, draft } = change;
  if (ticket.status === 'closed') throw new Problem('illegal_transition', 'A closed ticket accepts no AI entries.', { extra: { current: 'closed' } });
  if (policy.originState(ticket.origin.id) !== 'enabled')
    throw new Problem('conflict', 'The origin is disabled; nothing can be sent there.', { extra: { current: 'disabled' } });
  const isSent = kind === 'ai_message';
  if (isSent) refuseLoop({ depth }, policy);
  const number = given ?? ticket.lastCustomerNumber;
  const answers = number > 0 ? await readMessage({ table: deps.table, bodies: deps.bodies, draft }, number) : null;
  const surface = answers?.surface ?? 'dm';
  if (isSent) await refuseFault(deps, change, { text, attachments: [], cc: [], bcc: [], surface }, answers);
  return ticketDraft.append(
    newMessage({
      kind,
      ticketId: ticket.id,
      author: { type: 'ai', id: ai.model, name: null, handle: null },
      text,
      subject: answers?.subject ?? null,
      surface,
      inReplyTo: answers?.number ?? null,
      createdAt: ticketDraft.now,
      delivery: isSent ? { state: 'queued', error: null } : null,
      depth: isSent ? depth : 0,
      ai,
      ...(isSent ? {} : { suggestion: { state: 'open' } }),
    }),
    cause,
  );
};
