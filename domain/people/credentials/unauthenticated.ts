import { Problem } from '../../errors.ts';

/** The same message for every reason, so that nobody learns which accounts exist. */
export const unauthenticated = (detail = 'The credential is missing, wrong or no longer valid.'): Problem => new Problem('unauthenticated', detail);
