/** The events that run rules. The last two have no current message. */
export const RULE_EVENTS = ['message.received', 'ticket.created', 'ticket.updated', 'timer'] as const;
export type RuleEvent = (typeof RULE_EVENTS)[number];
