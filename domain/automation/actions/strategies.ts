/** How an agent of a team is chosen. */
export const STRATEGIES = ['round_robin', 'least_loaded'] as const;
export type Strategy = (typeof STRATEGIES)[number];
