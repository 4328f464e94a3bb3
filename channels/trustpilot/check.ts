import { deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { type Check, unanswered, verdictOf } from '../check.ts';
import { accessToken, forgetToken } from './access-token.ts';
import type { TrustpilotCredentials } from './credentials.ts';

/** Gets a new token and reads one review of the business unit, as the poller does (`poller.ts` names the page). */
export const check: Check<TrustpilotCredentials> = async ({ apiKey, apiSecret, businessUnitId }, settings) => {
  if (apiKey === undefined || apiSecret === undefined)
    return { state: 'not_checked', error: deliveryError('no_api_key', 'Without apiKey and apiSecret, Parley only receives: nothing is called.') };
  // A token in memory would hide that the key is not valid any more.
  forgetToken(apiKey);
  const { baseUrl, timeoutMs } = settings;
  const told = (status: number, what: string) => verdictOf({ status }, String(status), `Trustpilot answered ${status} for ${what}.`);
  try {
    const access = await accessToken(settings, { apiKey, apiSecret });
    if ('answer' in access) return told(access.answer.status, 'the API key');
    const url = `${baseUrl}/v1/private/business-units/${encodeURIComponent(businessUnitId)}/reviews?perPage=1`;
    const { status } = await settings.fetch(url, { method: 'GET', headers: { authorization: `Bearer ${access.token}` }, body: '', timeoutMs });
    return status === 200 ? { state: 'passed' } : told(status, 'the business unit');
  } catch (error) {
    return unanswered(error);
  }
};
