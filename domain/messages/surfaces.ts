/** Where at the provider a message stands. */
export const SURFACES = ['dm', 'comment', 'review', 'mail', 'chat'] as const;
export type Surface = (typeof SURFACES)[number];
