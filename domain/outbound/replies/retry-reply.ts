import type { Context } from '../../context.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { Problem } from '../../errors.ts';
import type { Message } from '../../support/messages/message.ts';
import { partsToRetry } from '../../support/messages/parts.ts';
import type { PublicMessage } from '../../support/messages/present.ts';
import { freshTries } from '../../support/replies/ask-provider.ts';
import { moderate } from '../../support/replies/moderate-message.ts';
import { type PostDeps, refuseFault } from '../../support/replies/post-message.ts';
import { ledgerKey } from '../../support/threads/keys.ts';
import { readMessage } from '../../support/tickets/read-message.ts';
import type { ThreadHead } from '../../support/tickets/thread-head.ts';
import type { Table } from '../../table/port.ts';
import { readLedger, renewedLedger } from './ledger.ts';

/** What else a retry changes, in its transaction. */
export type Beside = (
  step: { readonly table: Table; readonly draft: Draft<ThreadHead>; readonly at: string },
  conversation: { readonly tenantId: string; readonly threadId: string },
  before: Message,
) => Promise<void>;

/**
 * Sends a reply again if its delivery failed or is unknown.
 * @throws Problem conflict for any other message and where the origin is disabled; illegal_transition on a closed ticket; unprocessable where the
 * channel cannot take it
 */
export const retryMessage = (
  deps: PostDeps,
  context: Context,
  ticketId: string,
  number: number,
  conversationId?: string,
  beside?: Beside,
): Promise<PublicMessage> =>
  moderate(deps, context, { ticketId, number, conversationId }, async (before, step) => {
    const { draft, ticket, policy } = step;
    const { asked, delivery } = before;
    const state = delivery?.state;
    // A deletion that did not reach the provider is sent again; a reply that was deleted before it left is not.
    const isGone = before.deleted && (asked === undefined || delivery?.error?.code === 'deleted');
    if (isGone || (state !== 'failed' && state !== 'unknown'))
      throw new Problem('conflict', 'Only a reply that was not sent can be sent again.', { extra: { current: state ?? null } });
    if (ticket.status === 'closed' && !asked)
      throw new Problem('illegal_transition', 'A reply of a closed ticket cannot be sent again.', { extra: { current: 'closed' } });
    if (policy.originState(ticket.origin.id) !== 'enabled')
      throw new Problem('conflict', 'The origin is disabled; nothing can be sent there.', { extra: { current: 'disabled' } });
    if (!asked)
      await refuseFault(
        deps,
        step,
        before,
        before.inReplyTo === null ? null : await readMessage({ table: deps.table, bodies: deps.bodies, draft }, before.inReplyTo),
      );
    const key = ledgerKey(context.tenantId, ticket.threadId, number);
    const [ledger] = await deps.table.get([key], { consistent: true });
    // The parts have statuses from after they were sent.
    const parts = before.parts && partsToRetry(before.parts);
    if (asked) draft.put(freshTries(context.tenantId, ticket.threadId, number, step.moment.now));
    else draft.write(renewedLedger(parts?.map((part) => part.id) ?? readLedger(ledger)?.sentParts ?? [], key, step.moment.now));
    if (!asked)
      await beside?.(
        { table: deps.table, draft, at: new Date(step.moment.now).toISOString() },
        { tenantId: context.tenantId, threadId: ticket.threadId },
        before,
      );
    return { after: { ...before, delivery: { state: 'queued', error: null }, ...(asked ? {} : { parts }) }, type: 'status' };
  });
