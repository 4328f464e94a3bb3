/** On every answer of every route: no browser guesses another type than ours, and no address of ours goes along to other sites. */
export const SAFE_HEADERS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const;
