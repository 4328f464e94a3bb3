import { threadPk } from '../conversations/kinds/thread.ts';
import { messageKey } from '../conversations/log/draft.ts';
import { Problem } from '../errors.ts';
import type { InboundDeps } from '../support/inbound/batch.ts';
import { withWholeBodies } from '../support/messages/bodies.ts';
import type { Attachment } from '../support/messages/content.ts';
import { addKey, locatedBy } from '../support/messages/identity.ts';
import { type Message, messageOf } from '../support/messages/message.ts';
import { parseTicketId } from '../support/threads/keys.ts';
import { providerIdOf } from './present.ts';
import type { Visitor } from './visitor.ts';
import { applyNow, type Circumstances, visitorEvent } from './visitor-event.ts';

export interface VisitorPost {
  /** Made by the visitor's device. The same id means the same message. */
  readonly id: string;
  readonly text: string | null;
  readonly attachments: readonly Attachment[];
}

export interface PostedByVisitor {
  readonly message: Message;
  /** The ticket that the message opened, with the answers that the visitor gave before the chat. */
  readonly opened: { readonly ticketId: string; readonly answers: Visitor['answers'] } | null;
}

/**
 * Appends a visitor's message in the request itself, not through the topic: the visitor's device gets the number immediately, and the log orders
 * the message relative to those of others. A repeat with the same id returns the existing message.
 * @throws Problem unavailable, conflict (the origin is gone); TableUnavailable
 */
export const postByVisitor = async (deps: InboundDeps, visitor: Visitor, circumstances: Circumstances, post: VisitorPost): Promise<PostedByVisitor> => {
  const { tenantId, originId, visitorId, threadId, name, email } = visitor;
  const event = visitorEvent(visitor, circumstances, {
    verb: 'created',
    providerId: providerIdOf(threadId, post.id),
    version: '',
    author: { id: visitorId, name, handle: email },
    fromCustomer: true,
    opensTicket: true,
    status: null,
    content: {
      surface: 'chat',
      text: post.text,
      html: null,
      subject: null,
      to: [],
      cc: [],
      attachments: [...post.attachments],
      inReplyTo: null,
      references: [],
      permalink: null,
      starRating: null,
    },
  });
  await applyNow(deps, [event]);
  const [add] = await deps.table.get([addKey(tenantId, originId, event.identity)], { consistent: true });
  const number = locatedBy(add)?.number;
  const message = number === undefined ? undefined : await messageAt(deps, tenantId, threadId, number);
  if (!message) throw new Problem('unavailable', 'The message is not there yet. Send it again.', { retryAfter: 1 });
  const { ticketId } = message;
  const opened = ticketId !== null && parseTicketId(ticketId)?.firstNumber === message.number && Object.keys(visitor.answers).length > 0;
  return { message, opened: opened ? { ticketId, answers: visitor.answers } : null };
};

const messageAt = async ({ table, bodies }: InboundDeps, tenantId: string, threadId: string, number: number): Promise<Message | undefined> => {
  const pk = threadPk(tenantId, threadId);
  const [item] = await table.get([messageKey(pk, number)], { consistent: true });
  const [whole] = item ? await withWholeBodies({ table, bodies }, pk, [item]) : [];
  return whole && messageOf(whole);
};
