import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { providerCalls } from '../../../adapters/oidc/provider-calls.ts';
import { reasonOf } from '../../../adapters/oidc/reason.ts';
import { guardedFetch } from '../../../adapters/outgoing/guarded-fetch.ts';
import { type BadProvider, startBadProvider } from '../../harness/bad-provider.ts';
import { signingKey } from '../../harness/issuer.ts';

const CALLBACK = 'https://parley.test/v1/oidc/callback/p-1';
const ANSWER = { callbackUrl: `${CALLBACK}?code=the-code&state=the-state`, state: 'the-state', nonce: 'the-nonce', verifier: 'v'.repeat(43) };

describe('calls of an OpenID provider', () => {
  let provider: BadProvider;
  beforeEach(async () => {
    provider = await startBadProvider('parley');
  });
  afterEach(() => provider.close());

  const calls = (allow: readonly string[] = [provider.host]) => providerCalls({ fetch: guardedFetch(new Set(allow)), timeoutMs: 2_000 });
  const client = (more: object = {}) => ({ issuer: provider.issuer, clientId: 'parley', clientSecret: 'top secret' as string | null, ...more });
  const exchange = (more: object = {}) => calls().exchange(client(more), ANSWER);
  const form = (path: string) => provider.asked.find((one) => one.path === path);

  it('exchange a code by the client’s credentials and the verifier, and say who the person is', async () => {
    expect(await exchange()).toEqual({ claims: { subject: 'grace', email: 'grace@shop.example', emailVerified: true, name: 'Grace' } });
    const { authorization, form: sent } = form('/token') ?? expect.fail('no token was asked for');
    expect(authorization).toBe(`Basic ${Buffer.from('parley:top+secret').toString('base64')}`);
    expect(Object.fromEntries(sent)).toEqual({ grant_type: 'authorization_code', code: 'the-code', redirect_uri: CALLBACK, code_verifier: ANSWER.verifier });
    // The address and the name were in the token.
    expect(form('/me')).toBeUndefined();
  });

  it.each([
    ['a public client by its id', { clientSecret: null }, undefined],
    ['a secret in the form, where the provider takes only that', {}, ['client_secret_post']],
  ] as const)('name %s', async (_, more, methods) => {
    if (methods) provider.metadata = { token_endpoint_auth_methods_supported: methods };
    expect(await exchange(more)).toHaveProperty('claims');
    expect(form('/token')?.authorization).toBeUndefined();
    expect(form('/token')?.form.get('client_id')).toBe('parley');
    expect(form('/token')?.form.get('client_secret')).toBe(methods ? 'top secret' : null);
  });

  it('ask for what the token lacks, and take an address and its state from one place', async () => {
    provider.claims = { email_verified: true };
    provider.userInfo = { sub: 'grace', email: 'me@shop.example', name: ' Grace H. ' };
    expect(await exchange()).toEqual({ claims: { subject: 'grace', email: 'me@shop.example', emailVerified: false, name: 'Grace H.' } });
    provider.claims = { email: 'token@shop.example' };
    provider.userInfo = { sub: 'grace', email: 'me@shop.example', email_verified: true };
    expect(await exchange()).toEqual({ claims: { subject: 'grace', email: 'token@shop.example', emailVerified: false, name: null } });
    // Only the value `true` counts.
    provider.claims = { email: 'token@shop.example', name: 'G', email_verified: 'true' };
    expect(await exchange()).toMatchObject({ claims: { emailVerified: false } });
    provider.claims = {};
    provider.metadata = { userinfo_endpoint: undefined };
    expect(await exchange()).toEqual({ claims: { subject: 'grace', email: null, emailVerified: false, name: null } });
  });

  const wrong: readonly (readonly [string, (p: BadProvider) => void, string])[] = [
    ['another nonce', (p) => (p.claims = { nonce: 'other' }), 'the claim nonce of the token is wrong'],
    ['no nonce', (p) => (p.claims = { nonce: undefined }), 'the answer is not what OpenID Connect asks for'],
    ['another audience', (p) => (p.claims = { aud: 'other' }), 'the claim aud of the token is wrong'],
    ['another issuer', (p) => (p.claims = { iss: 'https://evil.example' }), 'the claim iss of the token is wrong'],
    ['a time that is over', (p) => (p.claims = { iat: 1, exp: 2 }), 'the claim exp of the token is wrong'],
    ['a key of somebody else', (p) => (p.signer = signingKey('RS256', { kid: p.key.kid })), 'the answer is not what OpenID Connect asks for'],
    ['a key that nobody knows', (p) => (p.signer = signingKey('RS256')), 'no published key fits the token'],
    ['a subject that is too long', (p) => (p.claims = { sub: 'x'.repeat(256) }), 'the answer is not good (unknown)'],
    ['another subject of UserInfo', (p) => ((p.claims = {}), (p.userInfo = { sub: 'eve' })), 'the member sub of the answer is wrong'],
    [
      'no ID token',
      (p) => p.replies.set('/token', { status: 200, body: { access_token: 'a', token_type: 'Bearer' } }),
      'the answer is not what OpenID Connect asks for',
    ],
    ['an error', (p) => p.replies.set('/token', { status: 400, body: { error: 'invalid_grant<x>' } }), 'the provider answered invalid_grantx'],
    ['no JSON', (p) => p.replies.set('/token', { status: 200, body: '<html>' }), 'the answer is no JSON'],
    [
      'a redirect',
      (p) => p.replies.set('/token', { status: 302, body: '', headers: { location: '/token' } }),
      'the answer is not what OpenID Connect asks for',
    ],
    ['a discovery document of somebody else', (p) => (p.metadata = { issuer: 'https://evil.example' }), 'the discovery document names another issuer'],
    [
      'no answers that name it, though it says so',
      (p) => (p.metadata = { authorization_response_iss_parameter_supported: true }),
      'the answer is not what OpenID Connect asks for',
    ],
  ];
  it.each(wrong)('refuse %s', async (_, make, reason) => {
    make(provider);
    expect(await exchange()).toEqual({ failed: 'refused', reason });
  });

  it('refuse an answer with another state or another issuer', async () => {
    for (const callbackUrl of [
      `${CALLBACK}?code=c&state=other`,
      `${CALLBACK}?code=c&state=the-state&iss=https://evil.example`,
      `${CALLBACK}?error=access_denied&state=the-state`,
    ])
      expect(await calls().exchange(client(), { ...ANSWER, callbackUrl })).toMatchObject({ failed: 'refused' });
    expect(form('/token')).toBeUndefined();
  });

  it('tell a provider that does not answer from one that answers badly', async () => {
    for (const [path, status] of [
      ['/token', 500],
      ['/.well-known/openid-configuration', 503],
      ['/jwks', 502],
      ['/token', 600],
    ] as const) {
      provider.replies.clear();
      provider.replies.set(path, { status, body: '' });
      expect(await exchange(), path).toEqual({ failed: 'unreachable', reason: `answered ${status}` });
    }
    provider.replies.clear();
    provider.replies.set('/.well-known/openid-configuration', { status: 204, body: '' });
    expect(await exchange()).toMatchObject({ failed: 'refused' });
    provider.close();
    expect(await exchange()).toMatchObject({ failed: 'unreachable', reason: expect.stringMatching(/^no answer \(ECONN(REFUSED|RESET)\)$/) as string });
    const silent = providerCalls({ fetch: async () => Promise.reject(new Error('gone')), timeoutMs: 10 });
    expect(await silent.exchange(client(), ANSWER)).toEqual({ failed: 'unreachable', reason: 'no answer' });
  });

  it('go through the guard of outgoing calls, also to the addresses that the discovery document names', async () => {
    expect(await calls([]).check(client(), CALLBACK)).toEqual({ discovered: null, error: 'no answer (OUTGOING_REFUSED)' });
    const other = await startBadProvider('parley');
    provider.metadata = { token_endpoint: `${other.issuer}/token` };
    expect(await exchange()).toEqual({ failed: 'unreachable', reason: 'no answer (OUTGOING_REFUSED)' });
    expect(other.asked).toEqual([]);
    other.close();
  });

  it('check the discovery document and the client', async () => {
    const grant = (error: string) => provider.replies.set('/token', { status: 400, body: { error } });
    const check = () => calls().check(client(), CALLBACK);
    const discovered = { authorizationEndpoint: `${provider.issuer}/auth`, namesItself: false };
    grant('invalid_grant');
    expect(await check()).toEqual({ discovered, error: null });
    expect(form('/token')?.form.get('redirect_uri')).toBe(CALLBACK);
    for (const error of ['invalid_client', 'unauthorized_client']) {
      grant(error);
      expect(await check()).toEqual({ discovered, error: 'the provider does not accept the client id or the secret' });
    }
    provider.replies.set('/token', { status: 401, body: {}, headers: { 'www-authenticate': 'Basic realm="x"' } });
    expect(await check()).toMatchObject({ discovered });
    provider.replies.set('/token', { status: 503, body: '' });
    expect(await check()).toEqual({ discovered, error: 'answered 503' });
    // A provider that takes any code is odd, but its client is known.
    provider.replies.clear();
    expect(await check()).toEqual({ discovered, error: null });
    provider.metadata = { authorization_response_iss_parameter_supported: true };
    expect((await check()).discovered?.namesItself).toBe(true);
    const incomplete = { discovered: null, error: 'the discovery document lacks authorization_endpoint or token_endpoint' };
    for (const metadata of [{ authorization_endpoint: undefined }, { authorization_endpoint: 'javascript:alert(1)' }, { token_endpoint: undefined }]) {
      provider.metadata = metadata;
      expect(await check()).toEqual(incomplete);
    }
    provider.replies.set('/.well-known/openid-configuration', { status: 404, body: '' });
    expect(await check()).toEqual({ discovered: null, error: 'the answer is not what OpenID Connect asks for' });
  });

  it('name what nobody expected without its text', () => {
    expect(reasonOf(new Error('a secret'))).toBe('the answer could not be read');
    expect(reasonOf('a secret')).toBe('the answer could not be read');
  });
});
