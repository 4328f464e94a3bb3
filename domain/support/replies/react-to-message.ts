import { limitsOf } from '../../channels/capabilities.ts';
import { faultOf, wroteAt } from '../../channels/fault.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { isEmoji } from '../../text/emoji.ts';
import type { Message } from '../messages/message.ts';
import type { PublicMessage } from '../messages/present.ts';
import { actorOf, type Change } from '../tickets/change.ts';
import { readMessage } from '../tickets/read-message.ts';
import { asking, refuseDisabled } from './ask-provider.ts';
import { moderate } from './moderate-message.ts';
import type { PostDeps } from './post-message.ts';

/**
 * Sets the business's reaction to a customer's message, here at once and at the provider by the outbox; null removes it. A provider knows one reaction of the
 * business to a message, so it replaces that of another agent. It changes no status (DESIGN §6), and is allowed on closed tickets, as other amendments are.
 * @throws Problem not_found; conflict for a deleted message and where the origin is disabled; unprocessable where the channel has no reactions, or not this one,
 * or the customer's newest message is too old
 */
export const reactToMessage = (
  deps: PostDeps,
  context: Context,
  ref: { readonly ticketId: string; readonly number: number; readonly conversationId?: string | undefined },
  emoji: string | null,
): Promise<PublicMessage> =>
  moderate(deps, context, ref, async (before, change) => {
    const by = actorOf(context.actor).id ?? '';
    if (isSet(before, by, emoji)) return { after: before, type: 'reaction' };
    await refuseReaction(deps, before, change, emoji);
    const others = Object.entries(before.reactions).filter(([who]) => who !== before.reacted?.by && who !== by);
    const reactions = Object.fromEntries(emoji === null ? others : [...others, [by, emoji]]);
    return { after: { ...before, reactions, reacted: { by, emoji }, ...asking(before, 'react', change) }, type: 'reaction', detail: { emoji } };
  });

/** One that failed is asked for again. */
const isSet = ({ reacted, delivery }: Message, by: string, emoji: string | null): boolean =>
  (reacted?.emoji ?? null) === emoji && (emoji === null || reacted?.by === by) && delivery?.state !== 'failed';

const refuse = (message: string): never => {
  throw new Problem('unprocessable', message, { errors: [{ path: 'emoji', message }] });
};

const refuseReaction = async (deps: PostDeps, before: Message, change: Change, emoji: string | null): Promise<void> => {
  const { ticket, draft, moment } = change;
  if (emoji !== null && !isEmoji(emoji)) return refuse('A reaction is one emoji.');
  if (before.kind !== 'customer') return refuse('Only a message of the customer can be reacted to.');
  if (before.deleted) throw new Problem('conflict', 'The message is deleted.', { extra: { current: null } });
  if (before.providerId === null) return refuse('The provider does not know this message.');
  const { channel } = ticket.origin;
  const capabilities = deps.capabilitiesOf(channel);
  const hasWindow = limitsOf(capabilities, before.surface, 'react')?.window !== undefined;
  const newest =
    hasWindow && ticket.lastCustomerNumber > 0 ? await readMessage({ table: deps.table, bodies: deps.bodies, draft }, ticket.lastCustomerNumber) : null;
  const of = { kind: 'react', surface: before.surface, to: draft.head.customer.id, emoji } as const;
  const fault = faultOf(channel, capabilities, { ...of, customerWroteAt: wroteAt(newest), writtenAt: Date.parse(before.createdAt) }, moment.now);
  if (fault) return refuse(fault.message);
  refuseDisabled(change);
};
