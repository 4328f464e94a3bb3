import { isDeepStrictEqual } from 'node:util';
import type { SentParts } from '../../domain/channels/actions.ts';
import type { Credentials } from '../../domain/origins/credentials.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';

/**
 * Performs with the credentials that a process remembers. Where the provider no longer takes them, nothing was sent but the parts that the outcome names,
 * and an admin may have renewed them within the last seconds: then once more with the new ones, after those parts.
 */
export const performRenewed = async (
  present: Credentials,
  renewed: () => Promise<Credentials | undefined>,
  perform: (credentials: Credentials, sentParts?: SentParts) => Promise<Outcome>,
): Promise<Outcome> => {
  const outcome = await perform(present);
  if (outcome.outcome !== 'reauthorise') return outcome;
  const fresh = await renewed();
  return fresh && !isDeepStrictEqual(fresh, present) ? perform(fresh, outcome.sentParts) : outcome;
};
