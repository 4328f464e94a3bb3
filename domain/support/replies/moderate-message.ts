import type { Context } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { type Message, tombstone } from '../messages/message.ts';
import { type PublicMessage, presentMessage } from '../messages/present.ts';
import { amend } from '../tickets/amend.ts';
import { actorOf, type Change, changeTicket } from '../tickets/change.ts';
import { InOtherSpan, isMeant } from '../tickets/message-span.ts';
import { readMessage } from '../tickets/read-message.ts';
import { moderated, unsent } from './ask-provider.ts';
import type { PostDeps } from './post-message.ts';

interface Changed {
  readonly after: Message;
  readonly type: 'edit' | 'hide' | 'show' | 'tombstone' | 'status' | 'suggestion' | 'reaction';
  /** Recorded with the amendment. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

type ChangeMessage = (before: Message, change: Change) => Changed | Promise<Changed>;

/** Which message of a ticket. `conversationId`: its thread, if the ticket covers several. */
interface MessageRef {
  readonly ticketId: string;
  readonly number: number;
  readonly conversationId?: string | undefined;
}

/**
 * An agent changes one message of a ticket; an amendment records it. Allowed on closed tickets. A message of a ticket that was merged into this
 * one is changed in its own ticket. @throws Problem not_found
 */
export const moderate = async (deps: PostDeps, context: Context, ref: MessageRef, change: ChangeMessage): Promise<PublicMessage> => {
  try {
    return await moderateOwn(deps, context, ref, change);
  } catch (error) {
    if (!(error instanceof InOtherSpan)) throw error;
    for (const ticketId of error.ticketIds) {
      try {
        return { ...(await moderateOwn(deps, context, { ticketId, number: ref.number }, change)), ticketId: ref.ticketId };
      } catch (failure) {
        if (!(failure instanceof Problem) || failure.code !== 'not_found') throw failure;
      }
    }
    throw notFound('message');
  }
};

const moderateOwn = async (
  deps: PostDeps,
  context: Context,
  { ticketId, number, conversationId }: MessageRef,
  change: ChangeMessage,
): Promise<PublicMessage> => {
  const { result } = await changeTicket(deps, context, ticketId, {
    audit: false,
    mayTouch: deps.mayTouch,
    async decide(step) {
      const { draft, ticketDraft, ticket } = step;
      const before = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, number);
      if (!isMeant(ticket, before, number, conversationId) || !before || before.shadowed) throw notFound('message');
      const { after, type, detail = {} } = await change(before, step);
      await amend({ table: deps.table, bodies: deps.bodies, draft, ticketDraft }, before, after, { type, by: actorOf(context.actor), detail });
      return presentMessage(ticket.threadId, after, deps.linkTo);
    },
    answer: (message) => ({ status: 200, body: message }),
  });
  return result;
};

/** The provider hides or shows a customer's public message too, where its surface can. @throws Problem not_found; conflict where the origin is disabled and the provider would have to be asked */
export const hideMessage = (
  deps: PostDeps,
  context: Context,
  ticketId: string,
  number: number,
  hidden: boolean,
  conversationId?: string,
): Promise<PublicMessage> =>
  moderate(deps, context, { ticketId, number, conversationId }, (before, step) => ({
    // A provider's event with an earlier time does not undo it.
    after:
      before.hidden === hidden ? before : { ...before, hidden, hiddenAt: step.ticketDraft.now, ...moderated(deps, before, hidden ? 'hide' : 'unhide', step) },
    type: hidden ? 'hide' : 'show',
  }));

/**
 * The text goes, the number and who wrote when stay. A reply is also taken back from the customer, and a customer's public message is deleted at the provider, where the channel does that.
 * @throws Problem not_found; conflict where the origin is disabled and the provider would have to be asked
 */
export const deleteMessage = (deps: PostDeps, context: Context, ticketId: string, number: number, conversationId?: string): Promise<PublicMessage> =>
  moderate(deps, context, { ticketId, number, conversationId }, (before, step) => ({
    after: before.deleted ? before : { ...tombstone(before), ...(unsent(deps, before, step) ?? moderated(deps, before, 'delete', step)) },
    type: 'tombstone',
  }));
