import type { Context } from '../context.ts';
import { notFound, Problem } from '../errors.ts';
import { ledgerKey } from '../threads/keys.ts';
import { actorOf, type Change, changeTicket } from '../tickets/change.ts';
import { amend, readMessage } from './amend.ts';
import type { Message } from './message.ts';
import type { PostDeps } from './post-message.ts';
import { type PublicMessage, presentMessage } from './present.ts';

/** One message of one ticket changed by an agent, recorded as an amendment. Allowed on closed tickets. @throws Problem not_found */
const moderate = async (
  deps: PostDeps,
  context: Context,
  ticketId: string,
  number: number,
  change: (before: Message, change: Change) => { after: Message; type: 'hide' | 'show' | 'tombstone' | 'status' },
): Promise<PublicMessage> => {
  const { result } = await changeTicket(deps, context, ticketId, {
    audit: false,
    mayTouch: deps.mayTouch,
    async decide(step) {
      const { draft, work, ticket } = step;
      const before = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, number);
      if (!before || before.ticketId !== ticket.id || before.shadowed) throw notFound('message');
      const { after, type } = change(before, step);
      await amend({ table: deps.table, bodies: deps.bodies, draft, work }, before, after, { type, by: actorOf(context.actor) });
      return presentMessage(ticket.threadId, after, deps.linkTo);
    },
    answer: (message) => ({ status: 200, body: message }),
  });
  return result;
};

export const hideMessage = (deps: PostDeps, context: Context, ticketId: string, number: number, hidden: boolean): Promise<PublicMessage> =>
  moderate(deps, context, ticketId, number, (before) => ({ after: { ...before, hidden }, type: hidden ? 'hide' : 'show' }));

/** The text goes, the number and who wrote when stay. */
export const deleteMessage = (deps: PostDeps, context: Context, ticketId: string, number: number): Promise<PublicMessage> =>
  moderate(deps, context, ticketId, number, (before) => ({ after: { ...before, text: null, html: null, attachments: [], deleted: true }, type: 'tombstone' }));

/** Sends a reply again whose sending failed or is unknown. @throws Problem conflict for any other message */
export const retryMessage = (deps: PostDeps, context: Context, ticketId: string, number: number): Promise<PublicMessage> =>
  moderate(deps, context, ticketId, number, (before, { draft }) => {
    const state = before.delivery?.state;
    if (before.deleted || (state !== 'failed' && state !== 'unknown'))
      throw new Problem('conflict', 'Only a reply that was not sent can be sent again.', { extra: { current: state ?? null } });
    draft.write({ op: 'delete', key: ledgerKey(context.tenantId, draft.pk.slice(draft.pk.lastIndexOf('#') + 1), number) });
    return { after: { ...before, delivery: { state: 'queued', error: null } }, type: 'status' };
  });
