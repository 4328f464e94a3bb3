import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { partsToRetry } from '../../support/messages/parts.ts';
import type { PublicMessage } from '../../support/messages/present.ts';
import { moderate } from '../../support/replies/moderate-message.ts';
import { type PostDeps, refuseFault } from '../../support/replies/post-message.ts';
import { ledgerKey } from '../../support/threads/keys.ts';
import { readLedger, renewedLedger } from './ledger.ts';

/**
 * Sends a reply again whose sending failed or is unknown.
 * @throws Problem conflict for any other message and where the origin is disabled; illegal_transition on a closed ticket; unprocessable where the
 * channel cannot take it
 */
export const retryMessage = (deps: PostDeps, context: Context, ticketId: string, number: number, conversationId?: string): Promise<PublicMessage> =>
  moderate(deps, context, { ticketId, number, conversationId }, async (before, step) => {
    const { draft, ticket, policy } = step;
    const state = before.delivery?.state;
    if (before.deleted || (state !== 'failed' && state !== 'unknown'))
      throw new Problem('conflict', 'Only a reply that was not sent can be sent again.', { extra: { current: state ?? null } });
    if (ticket.status === 'closed')
      throw new Problem('illegal_transition', 'A reply of a closed ticket cannot be sent again.', { extra: { current: 'closed' } });
    if (policy.originState(ticket.origin.id) !== 'enabled')
      throw new Problem('conflict', 'The origin is disabled; nothing can be sent there.', { extra: { current: 'disabled' } });
    await refuseFault(deps, step, before, null);
    const key = ledgerKey(context.tenantId, ticket.threadId, number);
    const [ledger] = await deps.table.get([key], { consistent: true });
    // The parts know what came of them after they were sent.
    const parts = before.parts && partsToRetry(before.parts);
    draft.write(renewedLedger(parts?.map((part) => part.id) ?? readLedger(ledger)?.sentParts ?? [], key, step.moment.now));
    return { after: { ...before, delivery: { state: 'queued', error: null }, parts }, type: 'status' };
  });
