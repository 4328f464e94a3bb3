import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { addKey, locatedBy } from '../messages/identity.ts';
import { messageOf } from '../messages/message.ts';
import { linkBetween } from '../tickets/links.ts';
import type { EventStep } from './batch.ts';
import type { Content, InboundEvent } from './inbound-event.ts';
import { referencesOf } from './references.ts';

/**
 * A mail that answers our reply to somebody else: the customer's colleague, or the customer from another address. It stays in its writer's thread
 * (DESIGN §2), and the two tickets are linked, so that agents find the one from the other. Only a reply of ours counts: its ids are known to those who have
 * received it. `ticketId`: the mail's ticket.
 */
export const linkAnswered = async (step: EventStep, { tenantId, originId }: InboundEvent, content: Content, ticketId: string): Promise<void> => {
  const { known, threadId, draft, deps, ticketDraft } = step;
  if (content.surface !== 'mail') return;
  const located = referencesOf(content).flatMap((reference) => locatedBy(known(addKey(tenantId, originId, reference))) ?? []);
  const [elsewhere] = located;
  if (!elsewhere || located.some((one) => one.threadId === threadId)) return;
  const [item] = await deps.table.get([messageKey(threadPk(tenantId, elsewhere.threadId), elsewhere.number)], { consistent: true });
  const answered = item && messageOf(item);
  if (answered?.kind !== 'reply' || answered.ticketId === null) return;
  for (const link of await linkBetween(deps.table, { tenantId, at: ticketDraft.now }, ticketId, answered.ticketId)) draft.put(link);
};
