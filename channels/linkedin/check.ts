import type { CredentialCheck } from '../../domain/outbound/origin-test/credential-check.ts';
import { deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { type Check, reading, verdictOf, verdictOfOutcome } from '../check.ts';
import { record, text } from '../json.ts';
import type { CallSettings } from '../outbound.ts';
import { attempt, isSuccess } from '../outgoing.ts';
import { headersOf, organizationUrn, refusedBy, tokensUrl } from './api.ts';
import type { LinkedInCredentials } from './credentials.ts';

const DAY_MS = 86_400_000;

/**
 * First the app and its token, then one notification of the organization, as the poller reads it (`poller.ts` names the page): this needs the permissions that
 * Parley uses. The roles of the member (`organizationAcls`) would need one more permission.
 */
export const checkAt =
  (clock: () => number): Check<LinkedInCredentials> =>
  async (credentials, settings) => {
    const refused = await tokenFault(credentials, settings);
    if (refused) return refused;
    const now = clock();
    const asked = `actions=List(COMMENT)&organizationalEntity=${encodeURIComponent(organizationUrn(credentials))}&timeRange=(start:${now - DAY_MS},end:${now})`;
    const url = `${settings.baseUrl}/rest/organizationalEntityNotifications?q=criteria&${asked}&start=0&count=1`;
    const read = await reading(settings, url, headersOf(credentials));
    if ('outcome' in read) return verdictOfOutcome(read.outcome);
    return verdictOfOutcome(refusedBy(read.answer, read.body) ?? { outcome: 'sent', providerId: null });
  };

/**
 * `POST /oauth/v2/introspectToken` `client_id`, `client_secret`, `token` → `{active, status: "active" | "expired" | "revoked"}`. Without a `clientId`, the app
 * cannot be checked. https://learn.microsoft.com/en-us/linkedin/shared/authentication/token-introspection (read 2026-11-29)
 */
const tokenFault = async ({ clientId, clientSecret, accessToken }: LinkedInCredentials, settings: CallSettings): Promise<CredentialCheck | null> => {
  if (clientId === undefined) return null;
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, token: accessToken }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const made = await attempt(settings, `${tokensUrl(settings)}/oauth/v2/introspectToken`, { method: 'POST', headers, body });
  if ('outcome' in made) return verdictOfOutcome(made.outcome);
  const { answer } = made;
  if (!isSuccess(answer)) return verdictOf(answer, String(answer.status), `LinkedIn answered ${answer.status} for clientId and clientSecret.`);
  const told = record(made.body);
  if (told?.['active'] !== false) return null;
  const status = text(told['status']) ?? 'unknown';
  const error = deliveryError(`token_${status}`, `LinkedIn says that accessToken is not active (${status}).`);
  return { state: 'failed', error, expired: true };
};

export const check = checkAt(Date.now);
