/** What makes rules run. On the last two no message is at hand. */
export const RULE_EVENTS = ['message.received', 'ticket.created', 'ticket.updated', 'timer'] as const;
export type RuleEvent = (typeof RULE_EVENTS)[number];
