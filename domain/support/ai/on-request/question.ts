import { createHash } from 'node:crypto';
import type { ToolboxMessage, ToolboxRequest } from '../../../automation/ai/toolbox.ts';
import type { Table } from '../../../table/port.ts';
import { cut } from '../../../text/well-formed.ts';
import type { BodyStore } from '../../messages/body-store.ts';
import type { Message } from '../../messages/message.ts';
import { findMessage } from '../../tickets/find-message.ts';
import { listTicketMessages, type TicketMessage } from '../../tickets/list-ticket-messages.ts';
import { spansOf, writtenAs } from '../../tickets/spans.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { isTold } from '../thread-for-toolbox.ts';

/** An agent's request. `language`: null lets the AI choose. */
export type Wanted =
  | { readonly about: 'summary'; readonly ticketId: string; readonly language: string | null }
  | { readonly about: 'translation'; readonly ticketId: string; readonly number: number; readonly conversationId: string; readonly language: string };

/** The maximum of messages in a summary (the newest of the ticket), and characters of each. */
const SUMMARIZED = 100;
const SUMMARIZED_TEXT = 2_000;
/** Maximum characters of a translated message. */
export const TRANSLATED_TEXT = 50_000;

/** The input of the toolbox, and the message at which the answer is stored. */
export interface Question {
  readonly request: ToolboxRequest;
  /** The ticket under which the message was written: its own, if that was merged into this one. */
  readonly ownTicketId: string;
  readonly threadId: string;
  readonly number: number;
  readonly truncated: boolean;
  readonly fingerprint: string;
}

const told = ({ number, kind, text, createdAt }: Message, most: number): ToolboxMessage => ({ number, kind, text: cut(text ?? '', most, '…'), createdAt });

interface Stores {
  readonly table: Table;
  readonly bodies: BodyStore;
}

const question = (
  tenantId: string,
  { id: ticketId, threadId: conversationId }: Ticket,
  { about, language }: Wanted,
  messages: readonly ToolboxMessage[],
  source: Omit<Question, 'request' | 'fingerprint'>,
): Question => {
  const request: ToolboxRequest = { tenantId, ticketId, conversationId, ...(language === null ? {} : { language }), messages, want: [about] };
  return { request, fingerprint: createHash('sha256').update(JSON.stringify(request)).digest('base64url'), ...source };
};

/** The newest messages of the ticket, oldest first; null if neither customers nor we have written yet. @throws TableUnavailable */
const ofSummary = async (stores: Stores, tenantId: string, ticket: Ticket, wanted: Wanted): Promise<Question | null> => {
  const after = spansOf(ticket).map(() => 0);
  const options = { order: 'desc', after, limit: SUMMARIZED, bodies: stores.bodies, keep: isTold } as const;
  const { messages } = await listTicketMessages(stores.table, tenantId, ticket, options);
  const [newest] = messages;
  if (!newest) return null;
  const { threadId, number } = newest;
  const list = messages.toReversed().map((message: TicketMessage) => told(message, SUMMARIZED_TEXT));
  return question(tenantId, ticket, wanted, list, { ownTicketId: ownTicketOf(ticket, newest), threadId, number, truncated: false });
};

const ownTicketOf = (ticket: Ticket, { threadId, number }: TicketMessage): string => {
  const span = spansOf(ticket).find((one) => one.threadId === threadId && number >= one.first && (one.last === undefined || number <= one.last));
  return span ? writtenAs(span) : ticket.id;
};

/**
 * The question for the toolbox about a ticket in its current state; null if there is no text to send: no message, or only messages that the toolbox never
 * sees (notes, suggestions, hidden and deleted ones). @throws TableUnavailable
 */
export const questionOf = async (stores: Stores, tenantId: string, ticket: Ticket, wanted: Wanted): Promise<Question | null> => {
  if (wanted.about === 'summary') return ofSummary(stores, tenantId, ticket, wanted);
  const found = await findMessage(stores, tenantId, ticket, wanted.number, wanted.conversationId);
  if (!found || !isTold(found.message)) return null;
  const { message, threadId, ticketId: ownTicketId } = found;
  const truncated = (message.text ?? '').length > TRANSLATED_TEXT;
  return question(tenantId, ticket, wanted, [told(message, TRANSLATED_TEXT)], { ownTicketId, threadId, number: message.number, truncated });
};
