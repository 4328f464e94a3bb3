import * as openid from 'openid-client';
import type { CodeAnswer, ProviderCalls, ProviderClaims } from '../../domain/people/oidc/calls.ts';
import type { Discovered } from '../../domain/people/oidc/provider.ts';
import { type ClientOptions, openClient } from './guarded-client.ts';
import { reasonOf } from './reason.ts';

/** Longest subject that a provider may give (OpenID Connect Core 1.0, section 2, openid.net, read on 2026-11-30). */
const LONGEST_SUBJECT = 255;

/** Calls of OpenID providers by `openid-client`. Failures are values. */
export const providerCalls = (options: ClientOptions): ProviderCalls => ({
  async check(client, redirectUri) {
    const seen = { unanswered: null as string | null };
    try {
      const { configuration } = await openClient(client, options, seen);
      const discovered = discoveredIn(configuration.serverMetadata());
      if (typeof discovered === 'string') return { discovered: null, error: discovered };
      return { discovered, error: await tried(configuration, redirectUri, seen) };
    } catch (error) {
      return { discovered: null, error: seen.unanswered ?? reasonOf(error) };
    }
  },
  async exchange(client, answer) {
    const seen = { unanswered: null as string | null };
    try {
      const { configuration } = await openClient(client, options, seen);
      return { claims: await claimsOf(configuration, answer) };
    } catch (error) {
      return seen.unanswered === null ? { failed: 'refused', reason: reasonOf(error) } : { failed: 'unreachable', reason: seen.unanswered };
    }
  },
});

/** What a browser needs, or what is missing. */
function discoveredIn({ authorization_endpoint: endpoint, token_endpoint: token, ...metadata }: openid.ServerMetadata): Discovered | string {
  const isPage = endpoint !== undefined && /^https?:$/.test(URL.parse(endpoint)?.protocol ?? '');
  if (!isPage || token === undefined) return 'the discovery document lacks authorization_endpoint or token_endpoint';
  return { authorizationEndpoint: endpoint, namesItself: metadata.authorization_response_iss_parameter_supported === true };
}

/** A code that the provider never made: a good client gets `invalid_grant` for it, others `invalid_client` (RFC 6749, section 5.2). */
const NO_CODE = 'parley-checks-this-client';

async function tried(configuration: openid.Configuration, redirectUri: string, seen: { unanswered: string | null }): Promise<string | null> {
  try {
    await openid.genericGrantRequest(configuration, 'authorization_code', { code: NO_CODE, redirect_uri: redirectUri, code_verifier: NO_CODE.padEnd(43, '-') });
    return null;
  } catch (error) {
    if (seen.unanswered !== null) return seen.unanswered;
    const code = error instanceof openid.ResponseBodyError ? error.error : null;
    const isStranger = code === 'invalid_client' || code === 'unauthorized_client' || error instanceof openid.WWWAuthenticateChallengeError;
    return isStranger ? 'the provider does not accept the client id or the secret' : null;
  }
}

/** Exchanges the code; the library checks state, `iss`, nonce, audience, times and signature. @throws what it throws */
async function claimsOf(configuration: openid.Configuration, { callbackUrl, state, nonce, verifier }: CodeAnswer): Promise<ProviderClaims> {
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  const tokens = await openid.authorizationCodeGrant(configuration, new URL(callbackUrl), checks);
  const said: Readonly<Record<string, unknown>> = { ...tokens.claims() };
  const subject = textOf(said['sub']);
  if (subject === null || subject.length > LONGEST_SUBJECT) throw new openid.ClientError('the subject of the token is too long');
  const more = isComplete(said) ? {} : await userInfo(configuration, tokens.access_token, subject);
  // The address and its state come from one source.
  const source = textOf(said['email']) === null ? more : said;
  return {
    subject,
    email: textOf(source['email']),
    emailVerified: source['email_verified'] === true,
    name: textOf(said['name']) ?? textOf(more['name']),
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);

const isComplete = (said: Readonly<Record<string, unknown>>): boolean => textOf(said['email']) !== null && textOf(said['name']) !== null;

/** In the code flow, claims of the scopes come from the UserInfo endpoint (OpenID Connect Core 1.0, section 5.4). */
const userInfo = async (configuration: openid.Configuration, accessToken: string, subject: string): Promise<Readonly<Record<string, unknown>>> =>
  configuration.serverMetadata().userinfo_endpoint === undefined ? {} : { ...(await openid.fetchUserInfo(configuration, accessToken, subject)) };
