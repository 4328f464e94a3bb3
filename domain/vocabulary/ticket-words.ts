/** Names for tickets (DESIGN §2), below all code that uses them: conditions, rules, tickets, queues. */
export const STATUSES = ['created', 'working', 'pending', 'followup', 'solved', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

/** In their order: `urgent` is greater than `low`. */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];
