import type { Message } from '../../messages/message.ts';
import { signCausation } from '../../rules/causation.ts';
import type { OutgoingReply } from '../outcome.ts';
import type { SendDeps } from './sending.ts';
import type { FoundReply } from './waiting-reply.ts';

/** A reply as channels get it, with fresh links to its files. */
export const outgoingReply = async (
  deps: Pick<SendDeps, 'linkTo' | 'causationKey'>,
  { outbound: { tenantId, threadId }, head, message }: FoundReply,
  answered: Message | null,
): Promise<OutgoingReply> => {
  const replyId = `${threadId}.${message.number}`;
  const files = message.attachments.flatMap((file) => (file.objectKey === null ? [] : [{ ...file, objectKey: file.objectKey }]));
  return {
    tenantId,
    threadId,
    originId: head.origin.id,
    ticketId: message.ticketId ?? '',
    number: message.number,
    replyId,
    to: head.customer.id,
    text: message.text ?? '',
    html: message.html,
    cc: message.cc,
    bcc: message.bcc,
    subject: message.subject,
    surface: message.surface,
    files: await Promise.all(
      files.map(async (file) => ({
        id: file.objectKey.slice(file.objectKey.lastIndexOf('/') + 1),
        name: file.name,
        type: file.type,
        size: file.size,
        url: await deps.linkTo(file),
      })),
    ),
    inReplyTo: answered?.providerId ?? null,
    agentName: message.author.name,
    createdAt: message.createdAt,
    causation: signCausation(await deps.causationKey(tenantId), tenantId, { depth: message.depth + 1, id: replyId }),
  };
};
