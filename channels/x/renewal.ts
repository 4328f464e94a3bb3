import type { Renew } from '../outbound.ts';
import { refreshTokens } from '../refresh-token.ts';
import type { XCredentials } from './credentials.ts';

/**
 * `POST /2/oauth2/token`: an access token of two hours and a new refresh token, which replaces the old one. A confidential client identifies itself by HTTP
 * Basic, a public one in the form. https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/user-access-token (read 2026-11-29)
 */
export const renewX: Renew<XCredentials> = async ({ refreshToken, clientId, clientSecret }, settings) => {
  if (refreshToken === undefined || clientId === undefined) return { outcome: 'refused' };
  const url = `${settings.baseUrl}/2/oauth2/token`;
  const form = { refresh_token: refreshToken };
  if (clientSecret === undefined) return refreshTokens(settings, { url, form: { ...form, client_id: clientId } });
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  return refreshTokens(settings, { url, headers: { authorization: `Basic ${basic}` }, form });
};
