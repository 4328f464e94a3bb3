import { record, text } from '../json.ts';
import type { CallSettings, OutgoingAnswer } from '../outbound.ts';

export type TokenOr = { readonly token: string } | { readonly answer: OutgoingAnswer };

/** Tokens by API key, cached in this process. They are valid for 100 hours, longer than a process lives. */
const tokens = new Map<string, string>();
const KEPT = 1_000;

/**
 * An access token by the grant "client credentials"
 * (developers.trustpilot.com/get-started/authentication/grant-type-client-credentials, read 2026-11-29). Rejects like `fetch`.
 */
export const accessToken = async (settings: CallSettings, { apiKey, apiSecret }: { readonly apiKey: string; readonly apiSecret: string }): Promise<TokenOr> => {
  const known = tokens.get(apiKey);
  if (known !== undefined) return { token: known };
  const answer = await settings.fetch(`${settings.baseUrl}/v1/oauth/oauth-business-users-for-applications/accesstoken`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
    timeoutMs: settings.timeoutMs,
  });
  const token = answer.status === 200 ? tokenOf(answer.body) : undefined;
  if (token === undefined) return { answer };
  if (tokens.size >= KEPT) tokens.clear();
  tokens.set(apiKey, token);
  return { token };
};

/** The token was rejected. The next call requests a new one. */
export const forgetToken = (apiKey: string): void => void tokens.delete(apiKey);

const tokenOf = (body: string): string | undefined => {
  try {
    return text(record(JSON.parse(body))?.['access_token']);
  } catch {
    return undefined;
  }
};
