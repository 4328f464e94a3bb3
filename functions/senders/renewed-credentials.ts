import { isDeepStrictEqual } from 'node:util';
import type { SentParts } from '../../domain/channels/actions.ts';
import type { Credentials } from '../../domain/origins/credentials.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { Renewed } from './renewing.ts';

/**
 * Performs an action with the cached credentials. If the provider rejects them, only the parts in the outcome were sent,
 * and an admin or another process may have renewed them in the last seconds. Then the rest is sent once more with the new ones. If they have expired and the
 * channel can renew them (`renew`), the rest is sent once more with the renewed ones.
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
