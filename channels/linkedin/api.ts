import type { Outcome } from '../../domain/outbound/outcome.ts';
import { deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { id, record, text } from '../json.ts';
import type { CallSettings, OutgoingAnswer, Renew } from '../outbound.ts';
import { isSuccess, refusalOf } from '../outgoing.ts';
import { refreshTokens } from '../refresh-token.ts';
import type { LinkedInCredentials } from './credentials.ts';
import { provider } from './provider.ts';
import { idOfUrn } from './urn.ts';

/** Each version is supported for a year at least: https://learn.microsoft.com/en-us/linkedin/marketing/versioning (read 2026-11-29) */
const VERSION = '202606';

export const headersOf = ({ accessToken }: LinkedInCredentials): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${accessToken}`,
  'linkedin-version': VERSION,
  'x-restli-protocol-version': '2.0.0',
});
export const organizationUrn = ({ organizationId }: LinkedInCredentials): string => `urn:li:organization:${idOfUrn(organizationId)}`;

/**
 * What an error answer means; null for a success. Errors are `{message, serviceErrorCode, status}`.
 * https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling (read 2026-11-29). 401: the token is expired or revoked. 403: the member
 * is not an administrator any more, or the app lacks a permission.
 */
export const refusedBy = (answer: OutgoingAnswer, body: unknown): Outcome | null => {
  if (isSuccess(answer)) return null;
  const { status } = answer;
  const given = record(body);
  const error = deliveryError(id(given?.['serviceErrorCode']) ?? String(status), text(given?.['message']) ?? `LinkedIn answered ${status}.`);
  if (status === 401) return { outcome: 'reauthorise', error, expired: true };
  if (status === 403) return { outcome: 'reauthorise', error };
  const isTurnedAway = status === 429 || (status === 503 && answer.retryAfter !== null);
  if (!isTurnedAway && (status >= 500 || status < 200)) return { outcome: 'unknown', error };
  return refusalOf(answer, error, isTurnedAway);
};

/** The host for tokens differs from the API's host. */
const TOKENS = 'https://www.linkedin.com';
export const tokensUrl = ({ baseUrl }: Pick<CallSettings, 'baseUrl'>): string => (baseUrl === provider.url ? TOKENS : baseUrl);

/**
 * `POST /oauth/v2/accessToken`: an access token of 60 days. The refresh token stays the same for its year.
 * https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens (read 2026-11-29)
 */
export const renewLinkedIn: Renew<LinkedInCredentials> = async ({ refreshToken, clientId, clientSecret }, settings) => {
  if (refreshToken === undefined || clientId === undefined) return { outcome: 'refused' };
  const form = { refresh_token: refreshToken, client_id: clientId, client_secret: clientSecret };
  return refreshTokens(settings, { url: `${tokensUrl(settings)}/oauth/v2/accessToken`, form });
};
