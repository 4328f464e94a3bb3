import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { type Message, tombstone } from '../messages/message.ts';
import { type PublicMessage, presentMessage } from '../messages/present.ts';
import { amend } from '../tickets/amend.ts';
import { actorOf, type Change, changeTicket } from '../tickets/change.ts';
import { readMessage } from '../tickets/read-message.ts';
import type { PostDeps } from './post-message.ts';

interface Changed {
  readonly after: Message;
  readonly type: 'hide' | 'show' | 'tombstone' | 'status' | 'suggestion';
}

/** One message of one ticket changed by an agent, recorded as an amendment. Allowed on closed tickets. @throws Problem not_found */
export const moderate = async (
  deps: PostDeps,
  context: Context,
  ticketId: string,
  number: number,
  change: (before: Message, change: Change) => Changed | Promise<Changed>,
): Promise<PublicMessage> => {
  const { result } = await changeTicket(deps, context, ticketId, {
    audit: false,
    mayTouch: deps.mayTouch,
    async decide(step) {
      const { draft, ticketDraft, ticket } = step;
      const before = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, number);
      if (!before || before.ticketId !== ticket.id || before.shadowed) throw notFound('message');
      const { after, type } = await change(before, step);
      await amend({ table: deps.table, bodies: deps.bodies, draft, ticketDraft }, before, after, { type, by: actorOf(context.actor) });
      return presentMessage(ticket.threadId, after, deps.linkTo);
    },
    answer: (message) => ({ status: 200, body: message }),
  });
  return result;
};

export const hideMessage = (deps: PostDeps, context: Context, ticketId: string, number: number, hidden: boolean): Promise<PublicMessage> =>
  moderate(deps, context, ticketId, number, (before, { ticketDraft }) => ({
    // A provider's event of an earlier time does not undo it.
    after: before.hidden === hidden ? before : { ...before, hidden, hiddenAt: ticketDraft.now },
    type: hidden ? 'hide' : 'show',
  }));

/** The text goes, the number and who wrote when stay. */
export const deleteMessage = (deps: PostDeps, context: Context, ticketId: string, number: number): Promise<PublicMessage> =>
  moderate(deps, context, ticketId, number, (before) => ({ after: tombstone(before), type: 'tombstone' }));
