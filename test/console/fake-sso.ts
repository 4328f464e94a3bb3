import type { FakeHub } from './fake-hub.ts';
import { type Body, done, ok, page, type Routes, refusal } from './fake-settings.ts';

const STATE = 'st.a.te-1';

/** One provider that works and one that does not. A check takes one reading of the list. */
export function providers(): Routes {
  const common = {
    clientId: 'parley',
    hasSecret: true,
    scopes: ['openid', 'email', 'profile'],
    emailDomains: [],
    newPeople: null,
    enabled: true,
    reachable: true,
    checkedAt: '2026-11-30T08:00:00Z' as string | null,
    checkError: null as string | null,
    lastFailure: null as { at: string; reason: string } | null,
    createdAt: '2026-11-01T09:00:00Z',
  };
  const redirectUri = (id: string): string => `https://parley.bottega-luna.example/v1/oidc/callback/${id}`;
  const all: (typeof common & { id: string; name: string; issuer: string; redirectUri: string })[] = [
    { ...common, id: 'i1', name: 'Keycloak', issuer: 'https://id.bottega-luna.example/realms/staff', redirectUri: redirectUri('i1') },
    {
      ...common,
      id: 'i2',
      name: 'Entra ID',
      issuer: 'https://login.example/tenant',
      redirectUri: redirectUri('i2'),
      checkError: 'the client was not accepted: invalid_client',
      lastFailure: { at: '2026-11-29T09:00:00Z', reason: 'the provider answered access_denied' },
    },
  ];
  const of = (id: string) => all.find((one) => one.id === id);
  const stored = ({ clientSecret, ...rest }: Body) => ({ ...rest, ...(clientSecret === undefined ? {} : { hasSecret: clientSecret !== null }) });
  let readings = 0;
  return {
    'GET /v1/identity-providers': () => {
      const answer = structuredClone(all);
      readings += 1;
      if (readings % 2 === 0) for (const one of all) one.checkedAt ??= '2026-11-30T08:05:00Z';
      return page(answer);
    },
    'POST /v1/identity-providers': (_, body) => {
      if (body['issuer'] === 'https://localhost')
        return refusal(422, 'unprocessable', 'This issuer cannot be called.', [{ path: 'issuer', message: 'must be on a public host' }]);
      const made = { ...common, hasSecret: false, checkedAt: null, id: 'i3', redirectUri: redirectUri('i3'), ...stored(body) } as (typeof all)[number];
      all.push(made);
      return ok(made, 201);
    },
    'PATCH /v1/identity-providers/{id}': (id, body) => ok(Object.assign(of(id) ?? {}, stored(body))),
    'POST /v1/identity-providers/{id}/test': (id) => {
      readings = 0;
      return ok(Object.assign(of(id) ?? {}, { checkedAt: null, checkError: null }), 202);
    },
    'DELETE /v1/identity-providers/{id}': (id) => {
      all.splice(all.indexOf(of(id) ?? (all[0] as (typeof all)[number])), 1);
      return done;
    },
  };
}

/** The sign-in at a provider, which is a page of the hub here: its address brings the browser back with a good answer. */
export function withSignIn(hub: FakeHub): void {
  const { ahead } = hub;
  hub.files.set('/provider', { body: '<!doctype html><title>Provider</title><h1>Your provider</h1>', headers: { 'content-type': 'text/html' } });
  hub.ahead = (route, body, isSignedIn, query) => {
    if (route === 'GET /v1/sessions/oidc-providers') return page([{ id: 'i1', name: 'Keycloak' }]);
    if (route === 'POST /v1/sessions/oidc-start') return ok({ url: `${hub.url}/provider`, state: STATE, expiresIn: 600 }, 201);
    return ahead(route, body, isSignedIn, query);
  };
}

/** Where the hub sends the browser after the provider. */
export const backTo = (hub: FakeHub, path: string): string => `${hub.url}${path}#sso=${STATE}`;
