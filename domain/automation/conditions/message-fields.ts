/** The fields of the newest message that a ticket stores (`lastMessage`). */
const KEPT = new Set(['message', 'message.number', 'message.kind', 'message.text', 'message.createdAt']);

/**
 * Queues are evaluated at every change of a ticket, and rules on `ticket.updated` and `timer` when people or a timer change one. There is no
 * current message then: `message.…` is the newest one, as far as the ticket stores it. Other fields would never match, so they are rejected when saved.
 */
const refusedWithoutMessage = (who: string, field: string): string | undefined =>
  field.startsWith('message.') && !KEPT.has(field)
    ? `${who} cannot see ${field}: of its newest message a ticket keeps number, kind, text (200 characters) and createdAt; a rule on message.received can set a tag`
    : undefined;

export const refusedInQueues = (field: string): string | undefined =>
  field === 'queueIds' ? 'a queue cannot depend on queues' : refusedWithoutMessage('a queue', field);

/** Undefined for events that have their message. */
export const refusedAt = (event: string): ((field: string) => string | undefined) | undefined =>
  event === 'message.received' || event === 'ticket.created' ? undefined : (field) => refusedWithoutMessage(`a rule on ${event}`, field);
