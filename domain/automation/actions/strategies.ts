/** How an agent of a team is chosen. `skill`: agents with the skills that the ticket's tags name; among equals, the least loaded. */
export const STRATEGIES = ['round_robin', 'least_loaded', 'skill'] as const;
export type Strategy = (typeof STRATEGIES)[number];
