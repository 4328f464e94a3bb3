import * as z from 'zod';

/** A secret that the provider issued. */
export const secret = z.string().min(1).max(4096);

const LEAST = 8;
/** A secret that authenticates a caller. A shorter one can be found by trying. */
export const signingSecret = z.string().min(LEAST, `must have at least ${LEAST} characters: whoever guesses it can write in your customers' names`).max(4096);

/** An id or a name at the provider. */
export const providerName = z.string().min(1).max(320);
