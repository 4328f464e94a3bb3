/** Headers of every response: browsers do not guess content types and do not send our URLs to other sites. */
export const SAFE_HEADERS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const;
