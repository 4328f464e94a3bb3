import type { Context } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { renewedLedger } from '../../outbound/replies/ledger.ts';
import { ledgerKey } from '../threads/keys.ts';
import { actorOf, type Change, changeTicket } from '../tickets/change.ts';
import { amend, readMessage } from './amend.ts';
import { type Message, tombstone } from './message.ts';
import { type PostDeps, refuseFault } from './post-message.ts';
import { type PublicMessage, presentMessage } from './present.ts';

interface Changed {
  readonly after: Message;
  readonly type: 'hide' | 'show' | 'tombstone' | 'status';
}

/** One message of one ticket changed by an agent, recorded as an amendment. Allowed on closed tickets. @throws Problem not_found */
const moderate = async (
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
      const { draft, work, ticket } = step;
      const before = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, number);
      if (!before || before.ticketId !== ticket.id || before.shadowed) throw notFound('message');
      const { after, type } = await change(before, step);
      await amend({ table: deps.table, bodies: deps.bodies, draft, work }, before, after, { type, by: actorOf(context.actor) });
      return presentMessage(ticket.threadId, after, deps.linkTo);
    },
    answer: (message) => ({ status: 200, body: message }),
  });
  return result;
};

export const hideMessage = (deps: PostDeps, context: Context, ticketId: string, number: number, hidden: boolean): Promise<PublicMessage> =>
  moderate(deps, context, ticketId, number, (before, { work }) => ({
    // What the provider says of an earlier time does not undo it.
    after: before.hidden === hidden ? before : { ...before, hidden, hiddenAt: work.now },
    type: hidden ? 'hide' : 'show',
  }));

/** The text goes, the number and who wrote when stay. */
export const deleteMessage = (deps: PostDeps, context: Context, ticketId: string, number: number): Promise<PublicMessage> =>
  moderate(deps, context, ticketId, number, (before) => ({ after: tombstone(before), type: 'tombstone' }));

/**
 * Sends a reply again whose sending failed or is unknown.
 * @throws Problem conflict for any other message and where the origin is disabled; illegal_transition on a closed ticket; unprocessable where the
 * channel cannot take it
 */
export const retryMessage = (deps: PostDeps, context: Context, ticketId: string, number: number): Promise<PublicMessage> =>
  moderate(deps, context, ticketId, number, async (before, step) => {
    const { draft, ticket, policy } = step;
    const state = before.delivery?.state;
    if (before.deleted || (state !== 'failed' && state !== 'unknown'))
      throw new Problem('conflict', 'Only a reply that was not sent can be sent again.', { extra: { current: state ?? null } });
    if (ticket.status === 'closed') throw new Problem('illegal_transition', 'A reply of a closed ticket is not sent again.', { extra: { current: 'closed' } });
    if (policy.originState(ticket.origin.id) !== 'enabled')
      throw new Problem('conflict', 'The origin is disabled; nothing can be sent there.', { extra: { current: 'disabled' } });
    await refuseFault(deps, step, before, null);
    const key = ledgerKey(context.tenantId, draft.pk.slice(draft.pk.lastIndexOf('#') + 1), number);
    const [ledger] = await deps.table.get([key], { consistent: true });
    draft.write(renewedLedger(ledger, key, step.moment.now));
    return { after: { ...before, delivery: { state: 'queued', error: null } }, type: 'status' };
  });
