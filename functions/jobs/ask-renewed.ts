import type { Polled } from '../../channels/poller.ts';
import type { Credentials } from '../../domain/origins/credentials.ts';
import type { Renewed } from '../senders/renewing.ts';

/** Polls the provider. If the access token has expired and the channel can renew it, polls once more with a new one. */
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
