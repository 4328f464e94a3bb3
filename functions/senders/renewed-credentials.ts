import { isDeepStrictEqual } from 'node:util';
import type { SentParts } from '../../domain/channels/actions.ts';
import type { Credentials } from '../../domain/origins/credentials.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { Renewed } from './renewing.ts';

/**
 * Performs with the credentials that a process remembers. Where the provider no longer takes them, nothing was sent but the parts that the outcome names,
 * and an admin or another process may have renewed them within the last seconds: then once more with the new ones, after those parts. Where they have expired and the
 * channel can renew them (`renew`), once more with what that brings.
 */
export const performRenewed = async (
  present: Credentials,
  reread: () => Promise<Credentials | undefined>,
  perform: (credentials: Credentials, sentParts?: SentParts) => Promise<Outcome>,
  renew?: (credentials: Credentials) => Promise<Renewed>,
): Promise<Outcome> => {
  const first = await perform(present);
  if (first.outcome !== 'reauthorise') return first;
  const stored = await reread();
  const others = stored && !isDeepStrictEqual(stored, present) ? stored : undefined;
  const refused = others ? await perform(others, first.sentParts) : first;
  if (refused.outcome !== 'reauthorise' || refused.expired === undefined || !renew || !stored) return refused;
  const renewed = await renew(stored);
  if (renewed.outcome === 'refused') return refused;
  if (renewed.outcome === 'retry') return { ...renewed, ...(refused.sentParts ? { sentParts: refused.sentParts } : {}) };
  return perform(renewed.credentials, refused.sentParts);
};
