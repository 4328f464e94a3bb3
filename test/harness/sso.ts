import { createHash, randomBytes } from 'node:crypto';
import { type Answer, type Api, api } from './http.ts';
import { type TestProvider, visit } from './oidc-provider.ts';
import type { Session } from './shapes.ts';
import type { TestTenant } from './tenant.ts';
import { until } from './until.ts';

export interface IdentityProvider {
  readonly id: string;
  readonly redirectUri: string;
  readonly reachable: boolean;
  readonly checkedAt: string | null;
  readonly checkError: string | null;
  readonly lastFailure: { readonly at: string; readonly reason: string } | null;
}

/** The secret that a page keeps, and what it tells the hub of it. */
export const pageSecret = () => {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};

export const readProvider = async (tenant: TestTenant, id: string): Promise<IdentityProvider> => {
  const { items } = await tenant.admin.get<{ items: IdentityProvider[] }>('/v1/identity-providers');
  const found = items.find((one) => one.id === id);
  if (!found) throw new Error(`there is no provider ${id}`);
  return found;
};

export const checked = (tenant: TestTenant, id: string): Promise<IdentityProvider> =>
  until('the provider was checked', async () => {
    const found = await readProvider(tenant, id);
    return found.checkedAt !== null && found;
  });

/** A tenant's provider, registered on both sides as an administrator does it. */
export const connectProvider = async (tenant: TestTenant, provider: TestProvider, more: object = {}): Promise<IdentityProvider> => {
  const body = { name: 'Staff', issuer: provider.issuer, clientId: 'not yet', enabled: false, ...more };
  const { id, redirectUri } = await tenant.admin.post<IdentityProvider>('/v1/identity-providers', body, 201);
  await checked(tenant, id);
  const client = await provider.register(redirectUri);
  // A provider is checked at most once in two seconds.
  await until('the hub knows the client', async () => {
    await tenant.admin.patch(`/v1/identity-providers/${id}`, { ...client, enabled: true });
    return (await checked(tenant, id)).checkError === null;
  });
  return readProvider(tenant, id);
};

export interface Begun {
  readonly url: string;
  readonly state: string;
  readonly verifier: string;
}

/** What the sign-in page does before the browser leaves. */
export const begin = async (hub: Pick<Api, 'baseUrl'>, tenant: TestTenant, provider: string, more: object = {}): Promise<Begun> => {
  const { verifier, challenge } = pageSecret();
  const body = { tenant: tenant.slug, provider, challenge, ...more };
  return { ...(await api(hub.baseUrl).post<{ url: string; state: string }>('/v1/sessions/oidc-start', body, 201)), verifier };
};

/** The browser brings the provider's answer to the hub. Returns the page to which it is sent on. */
export const bring = async (url: string): Promise<string> => {
  const response = await fetch(url, { redirect: 'manual' });
  if (response.status !== 303) throw new Error(`the callback answered ${response.status}: ${await response.text()}`);
  return response.headers.get('location') ?? '';
};

/** What the sign-in page does after the browser has come back: it asks until the code is exchanged. */
export const redeem = (
  hub: Pick<Api, 'baseUrl'>,
  { state, verifier }: Pick<Begun, 'state' | 'verifier'>,
): Promise<Answer<Session & { readonly reason?: string }>> =>
  until('the code was exchanged', async () => {
    const answer = await api(hub.baseUrl).call<Session & { readonly reason?: string }>('POST', '/v1/sessions', { body: { oidc: { state, verifier } } });
    return answer.status !== 503 && answer;
  });

/** The whole way. `login`: null aborts at the provider. */
export const signInBy = async (hub: Pick<Api, 'baseUrl'>, tenant: TestTenant, provider: IdentityProvider, login: string | null) => {
  const begun = await begin(hub, tenant, provider.id);
  const callback = await visit(begun.url, login, provider.redirectUri);
  const page = await bring(callback);
  return { begun, callback, page, answer: await redeem(hub, begun) };
};
