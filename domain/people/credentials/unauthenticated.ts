import { Problem } from '../../errors.ts';

/** Says the same whatever is wrong, so that nobody learns who exists. */
export const unauthenticated = (detail = 'The credential is missing, wrong or no longer valid.'): Problem => new Problem('unauthenticated', detail);
