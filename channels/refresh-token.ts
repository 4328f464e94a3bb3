import { ownError } from '../domain/vocabulary/delivery-error.ts';
import { record, text } from './json.ts';
import type { CallSettings, Renewal } from './outbound.ts';
import { attempt, isSuccess, retryAfterOf } from './outgoing.ts';

interface Asked {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Form fields in addition to `grant_type`. */
  readonly form: Readonly<Record<string, string>>;
}

/**
 * New tokens for a refresh token (RFC 6749, section 6), as the members `accessToken` and `refreshToken`. Some providers return a new refresh token, which is
 * the only valid one from then on. If an answer is lost, the request is repeated; the next answer shows whether the old token is still valid.
 */
export const refreshTokens = async (settings: CallSettings, { url, headers = {}, form }: Asked): Promise<Renewal> => {
  const body = new URLSearchParams({ grant_type: 'refresh_token', ...form }).toString();
  const made = await attempt(settings, url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body });
  if ('outcome' in made) return { outcome: 'retry', error: ownError('no_connection'), unanswered: true };
  const { answer } = made;
  const given = record(made.body);
  const accessToken = text(given?.['access_token']);
  const refreshToken = text(given?.['refresh_token']);
  if (isSuccess(answer) && accessToken !== undefined)
    return { outcome: 'renewed', changed: { accessToken, ...(refreshToken === undefined ? {} : { refreshToken }) } };
  // 400 `invalid_grant` and 401 `invalid_client` (section 5.2): an admin has to renew the credentials.
  if (answer.status === 400 || answer.status === 401 || answer.status === 403) return { outcome: 'refused' };
  return { outcome: 'retry', error: { code: String(answer.status), message: `No new token came: ${answer.status}.` }, ...retryAfterOf(answer) };
};
