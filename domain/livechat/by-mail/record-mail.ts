import { changeDelivery } from '../../outbound/replies/record-outcome.ts';
import { type Delivery, isNewer, type Message } from '../../support/messages/message.ts';
import type { TicketDeps } from '../../support/tickets/deps.ts';
import type { Conversation } from './owed.ts';

/** The delivery of a reply after news of its mail; null if the news changes nothing: the visitor has read the reply in the chat, or more is known already. */
const afterMail = ({ delivery }: Pick<Message, 'delivery'>, next: Delivery): Delivery | null => {
  if (delivery?.via === 'mail') return isNewer(next.state, delivery.state) ? { ...next, via: 'mail' } : null;
  return delivery?.state === 'sent' ? { ...next, via: 'mail' } : null;
};

/** Writes to each reply what came of the mail with it. A mail that failed brings the ticket back to the agents, as a reply that failed does. @throws TableUnavailable */
export const recordMail = async (deps: TicketDeps, { tenantId, threadId }: Conversation, numbers: readonly number[], next: Delivery): Promise<void> => {
  for (const number of numbers)
    await changeDelivery(deps, { tenantId, threadId, number, correlationId: `${threadId}.mail` }, { type: 'system', id: null }, [], ({ message }) => {
      const delivery = afterMail(message, next);
      return delivery && { delivery };
    });
};
