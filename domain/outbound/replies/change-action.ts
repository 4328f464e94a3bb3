import { signCausation } from '../../automation/causation.ts';
import type { EditAction, ModerationAction, ReactAction, UnsendAction } from '../../channels/actions.ts';
import { type Capabilities, surfaceOf } from '../../channels/capabilities.ts';
import type { Asked } from '../../support/messages/message.ts';
import type { SendDeps } from './sending.ts';
import type { FoundReply, Surroundings } from './waiting-reply.ts';

/**
 * The channel's action when a reply is edited or deleted, or a customer's message is hidden, shown, deleted or reacted to. Each request has its own id, the
 * same at every try.
 */
export const changeAction = async (
  deps: Pick<SendDeps, 'causationKey'>,
  { outbound: { tenantId, threadId }, head, message }: FoundReply,
  { kind, count }: Asked,
  { answered }: Pick<Surroundings, 'answered'>,
  capabilities: Capabilities,
): Promise<EditAction | UnsendAction | ModerationAction | ReactAction> => {
  const id = `${threadId}.${message.number}.${count}`;
  const of = {
    id,
    tenantId,
    threadId,
    originId: head.origin.id,
    ticketId: message.ticketId ?? '',
    to: head.customer.id,
    surface: surfaceOf(capabilities, message.surface),
    message: message.providerId,
    ...(message.parts ? { parts: message.parts.flatMap(({ id: part }) => part || []) } : {}),
    inReplyTo: answered?.providerId ?? null,
    causation: signCausation(await deps.causationKey(tenantId), tenantId, { depth: message.depth + 1, id }),
  };
  if (kind === 'edit') return { ...of, kind, text: message.text ?? '', html: message.html };
  if (kind === 'unsend') return { ...of, kind };
  // A customer's message without an id cannot be changed at the provider.
  const ofCustomer = { ...of, message: message.providerId ?? '' };
  return kind === 'react' ? { ...ofCustomer, kind, emoji: message.reacted?.emoji ?? null } : { ...ofCustomer, kind };
};
