import { signCausation } from '../../automation/causation.ts';
import type { ReplyAction } from '../../channels/actions.ts';
import { type Capabilities, surfaceOf } from '../../channels/capabilities.ts';
import type { Message } from '../../support/messages/message.ts';
import { readLedger } from './ledger.ts';
import type { SendDeps } from './sending.ts';
import type { FoundReply, Surroundings } from './waiting-reply.ts';

/** A reply as channels get it, with fresh links to its files. */
export const replyAction = async (
  deps: Pick<SendDeps, 'linkTo' | 'openFile' | 'causationKey'>,
  { outbound: { tenantId, threadId }, head, message, ledgerItem }: FoundReply,
  { answered, earlier, customerWroteAt }: Pick<Surroundings, 'answered' | 'earlier' | 'customerWroteAt'>,
  capabilities: Capabilities,
): Promise<ReplyAction> => {
  const id = `${threadId}.${message.number}`;
  return {
    kind: 'reply',
    id,
    tenantId,
    threadId,
    originId: head.origin.id,
    ticketId: message.ticketId ?? '',
    to: head.customer.id,
    surface: surfaceOf(capabilities, message.surface),
    text: message.text ?? '',
    html: message.html,
    cc: message.cc,
    bcc: message.bcc,
    // What rules and AIs write has none of its own.
    subject: message.subject ?? answered?.subject ?? null,
    files: await filesOf(deps, message),
    inReplyTo: answered?.providerId ?? null,
    references: earlier.flatMap(({ providerId }) => providerId ?? []),
    agentName: message.author.name,
    automatic: message.author.type !== 'agent',
    createdAt: message.createdAt,
    customerWroteAt: customerWroteAt === null ? null : new Date(customerWroteAt).toISOString(),
    sentParts: readLedger(ledgerItem)?.sentParts ?? [],
    causation: signCausation(await deps.causationKey(tenantId), tenantId, { depth: message.depth + 1, id }),
  };
};

const filesOf = (deps: Pick<SendDeps, 'linkTo' | 'openFile'>, { attachments }: Message): Promise<ReplyAction['files']> => {
  const stored = attachments.flatMap((file) => (file.objectKey === null ? [] : [{ ...file, objectKey: file.objectKey }]));
  return Promise.all(
    stored.map(async (file) => ({
      id: file.objectKey.slice(file.objectKey.lastIndexOf('/') + 1),
      name: file.name,
      type: file.type,
      size: file.size,
      url: await deps.linkTo(file),
      open: () => deps.openFile(file),
    })),
  );
};
