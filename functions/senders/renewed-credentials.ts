import { isDeepStrictEqual } from 'node:util';
import type { Credentials } from '../../domain/origins/credentials.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';

/**
 * Performs with cached credentials. If the provider rejects them, nothing was sent, and an admin may have renewed them within the last seconds: then
 * it tries once more with the new ones.
 */
export const performRenewed = async (
  present: Credentials,
  renewed: () => Promise<Credentials | undefined>,
  perform: (credentials: Credentials) => Promise<Outcome>,
): Promise<Outcome> => {
  const outcome = await perform(present);
  if (outcome.outcome !== 'reauthorise') return outcome;
  const fresh = await renewed();
  return fresh && !isDeepStrictEqual(fresh, present) ? perform(fresh) : outcome;
};
