import { signCausation } from '../../automation/causation.ts';
import type { PartNotes, PrivateReplyAction, ReplyAction, TemplateAction } from '../../channels/actions.ts';
import { type Capabilities, surfaceOf } from '../../channels/capabilities.ts';
import type { Message } from '../../support/messages/message.ts';
import { readLedger } from './ledger.ts';
import type { SendDeps } from './sending.ts';
import type { FoundReply, Surroundings } from './waiting-reply.ts';

/** A reply, template or private reply in the form for channels, with fresh links to its files. */
export const replyAction = async (
  deps: Pick<SendDeps, 'linkTo' | 'openFile' | 'sizeOf' | 'causationKey'>,
  { outbound: { tenantId, threadId }, head, message, ledgerItem }: FoundReply,
  { answered, earlier, customerWroteAt }: Pick<Surroundings, 'answered' | 'earlier' | 'customerWroteAt'>,
  capabilities: Capabilities,
  notes: PartNotes,
): Promise<ReplyAction | TemplateAction | PrivateReplyAction> => {
  const id = `${threadId}.${message.number}`;
  const said = {
    id,
    tenantId,
    threadId,
    originId: head.origin.id,
    ticketId: message.ticketId ?? '',
    to: head.customer.id,
    surface: surfaceOf(capabilities, message.surface),
    cc: message.cc,
    bcc: message.bcc,
    // Replies of rules and AIs have none of their own.
    subject: message.subject ?? answered?.subject ?? null,
    files: await filesOf(deps, message),
    inReplyTo: answered?.providerId ?? null,
    references: earlier.flatMap(({ providerId }) => providerId ?? []),
    agentName: message.author.name,
    automatic: message.author.type !== 'agent',
    createdAt: message.createdAt,
    customerWroteAt: customerWroteAt === null ? null : new Date(customerWroteAt).toISOString(),
    sentParts: readLedger(ledgerItem)?.sentParts ?? [],
    notes: { begin: notes.begin, sent: notes.sent },
    causation: signCausation(await deps.causationKey(tenantId), tenantId, { depth: message.depth + 1, id }),
  };
  if (message.template) return { ...said, kind: 'template', template: message.template };
  const written = { ...said, text: message.text ?? '', html: message.html };
  // A reply to a message without an id fails at the provider.
  return message.privately
    ? { ...written, kind: 'privateReply', message: answered?.providerId ?? '' }
    : { ...written, kind: 'reply', ...(message.choices ? { choices: message.choices } : {}) };
};

/** The stored files of a message, with fresh links. */
export const filesOf = (deps: Pick<SendDeps, 'linkTo' | 'openFile' | 'sizeOf'>, { attachments }: Message): Promise<ReplyAction['files']> => {
  const stored = attachments.flatMap((file) => (file.objectKey === null ? [] : [{ ...file, objectKey: file.objectKey }]));
  return Promise.all(
    stored.map(async (file) => ({
      id: file.objectKey.slice(file.objectKey.lastIndexOf('/') + 1),
      name: file.name,
      type: file.type,
      size: await deps.sizeOf(file),
      url: await deps.linkTo(file),
      open: () => deps.openFile(file),
    })),
  );
};
