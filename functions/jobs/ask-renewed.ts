import type { Polled } from '../../channels/poller.ts';
import type { Credentials } from '../../domain/origins/credentials.ts';
import type { Renewed } from '../senders/renewing.ts';

/** Asks the provider, and once more with a new access token where the present one has expired and the channel can renew it. */
export const askRenewed = async (
  credentials: Credentials,
  ask: (credentials: Credentials) => Promise<Polled>,
  renew?: (credentials: Credentials) => Promise<Renewed>,
): Promise<Polled> => {
  const answered = await ask(credentials);
  if (answered.outcome !== 'retry' || !answered.expired || !renew) return answered;
  const renewed = await renew(credentials);
  return renewed.outcome === 'renewed' ? ask(renewed.credentials) : answered;
};
