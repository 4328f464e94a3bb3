import { faultOf } from '../../channels/fault.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import type { PublicMessage } from '../messages/present.ts';
import { asking, isBeingSent, isReply, refuseDisabled, wasNeverSent } from './ask-provider.ts';
import { moderate } from './moderate-message.ts';
import type { PostDeps } from './post-message.ts';

/**
 * A reply that was sent gets another text, here at once and at the provider by the outbox. Allowed on closed tickets, as other amendments are.
 * @throws Problem not_found; conflict for what is not a sent reply, and where the origin is disabled; unprocessable where the channel does not edit, or
 * not to this text
 */
export const editReply = (
  deps: PostDeps,
  context: Context,
  ref: { readonly ticketId: string; readonly number: number; readonly conversationId?: string | undefined },
  { text, html = null }: { readonly text: string; readonly html?: string | null | undefined },
): Promise<PublicMessage> =>
  moderate(deps, context, ref, (before, change) => {
    if (!isReply(before) || before.deleted) throw new Problem('conflict', 'Only replies can be edited, and no deleted ones.', { extra: { current: null } });
    if (text.trim() === '')
      throw new Problem('unprocessable', 'A reply without text is deleted, not edited.', { errors: [{ path: 'text', message: 'must not be blank' }] });
    if (before.privately)
      throw new Problem('unprocessable', 'A private reply cannot be edited.', { errors: [{ path: 'text', message: 'is that of a private reply' }] });
    const { channel } = change.ticket.origin;
    const ask = { kind: 'edit', surface: before.surface, text, writtenAt: Date.parse(before.createdAt) } as const;
    const fault = faultOf(channel, deps.capabilitiesOf(channel), ask, change.moment.now);
    if (fault) throw new Problem('unprocessable', fault.message, { errors: [{ path: 'text', message: fault.message }] });
    refuseDisabled(change);
    if (isBeingSent(before) || wasNeverSent(before) || (before.asked === undefined && before.delivery?.state === 'unknown'))
      throw new Problem('conflict', 'The reply has not been sent. Only one that was sent can be edited.', { extra: { current: before.delivery?.state } });
    return { after: { ...before, text, html, editedAt: change.ticketDraft.now, ...asking(before, 'edit', change) }, type: 'edit' };
  });
