import { openOutside } from '../../../harness/oidc-outside.ts';
import { pageSecret } from '../../../harness/sso.ts';
import { type Call, createHarness } from '../harness.ts';

export const ISSUER = 'https://login.shop.example';

/** A tenant with a provider, and everything between a button and a session. */
export const ssoWorld = async (more: Readonly<Record<string, unknown>> = {}, env: Readonly<Record<string, string>> = {}) => {
  const harness = createHarness({ env });
  const tenant = await harness.tenant({ registration: 'open' });
  const outside = openOutside(harness);
  const token = tenant.adminToken;
  const { body } = await harness.call('POST /v1/identity-providers', { token, body: { name: 'Staff', issuer: ISSUER, clientId: 'parley', ...more } });
  const id = String(body.id);
  await outside.work();
  const start = async (given: Readonly<Record<string, unknown>> = {}, call: Call = {}) => {
    const { verifier, challenge } = pageSecret();
    const answer = await harness.call('POST /v1/sessions/oidc-start', { ...call, body: { tenant: tenant.slug, provider: id, challenge, ...given } });
    return { ...answer, verifier, state: String(answer.body.state) };
  };
  const callback = async (query: Readonly<Record<string, string>>, provider = id, call: Call = {}) => {
    const answer = await harness.call(`GET /v1/oidc/callback/${provider}?${new URLSearchParams(query).toString()}`, call);
    return { ...answer, location: answer.headers['location'] };
  };
  const redeem = ({ state, verifier }: { readonly state: string; readonly verifier: string }, call: Call = {}) =>
    harness.call('POST /v1/sessions', { ...call, body: { oidc: { state, verifier } } });
  /** The whole way, with what the provider says. */
  const signIn = async (claims: Readonly<Record<string, unknown>> = {}) => {
    const begun = await start();
    await callback({ code: 'c', state: begun.state });
    outside.exchange = { claims: { subject: 'grace', email: `grace@${tenant.slug}.example`, emailVerified: true, name: 'Grace Hopper', ...claims } };
    await outside.work();
    return redeem(begun);
  };
  const failure = async () => {
    const { items } = (await harness.call('GET /v1/identity-providers', { token: (await tenant.person('admin')).token })).body;
    return items[0].lastFailure?.reason as string | undefined;
  };
  const change = (given: object) => harness.call(`PATCH /v1/identity-providers/${id}`, { token, body: given });
  return { harness, tenant, outside, id, start, callback, redeem, signIn, failure, change, token };
};
