import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { AUDIENCE, ISSUER, idTokenOf, type SigningKey, signingKey } from '../harness/issuer.ts';
import { answer, type Receiver, startReceiver } from '../harness/receiver.ts';
import type { Session } from '../harness/shapes.ts';
import { createTenant, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Issuer {
  readonly id: string;
  readonly jwks: { readonly keys: readonly { readonly kid: string }[] };
  readonly fetchedAt: string | null;
  readonly fetchError: string | null;
}

describe('a business that publishes its keys', () => {
  let server: Receiver;
  let hub: Hub;
  let tenant: TestTenant;
  const [old, next] = [signingKey('RS256'), signingKey('EdDSA')];
  const publish = (...keys: readonly SigningKey[]): void => server.behave('/keys', answer(200, { keys: keys.map(({ jwk }) => jwk) }));
  const signIn = async (key: SigningKey) => {
    const idToken = await idTokenOf(key, { nowMs: Date.now() });
    return api(hub.baseUrl).call<Session>('POST', '/v1/sessions', { body: { tenant: tenant.slug, idToken } });
  };
  const shown = async (wanted: (issuer: Issuer) => boolean): Promise<Issuer> =>
    until('the keys were read', async () => (await tenant.admin.get<{ items: Issuer[] }>('/v1/identity-issuers')).items.find(wanted));

  beforeAll(async () => {
    server = await startReceiver();
    hub = await startHub({ env: { PARLEY_OUTGOING_ALLOW: server.host } });
    tenant = await createTenant(hub);
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(hub.home);
    server.close();
  });

  it('signs its users in by a key that it publishes, and its server is asked once, whatever tokens come', async () => {
    publish(old);
    await tenant.admin.post('/v1/identity-issuers', { issuer: ISSUER, audience: AUDIENCE, jwksUrl: server.url('/keys') }, 201);
    await shown(({ fetchedAt }) => fetchedAt !== null);
    expect((await signIn(old)).status).toBe(201);
    publish(next);
    const strangers = await Promise.all(Array.from({ length: 5 }, () => signIn(signingKey('ES256'))));
    expect(strangers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(server.calls('/keys')).toHaveLength(1);
  });

  it('has its keys read again when an administrator says so, and learns why that failed', async () => {
    const [issuer] = (await tenant.admin.get<{ items: Issuer[] }>('/v1/identity-issuers')).items;
    const change = (jwksUrl: string) => tenant.admin.patch(`/v1/identity-issuers/${issuer?.id}`, { jwksUrl });
    await change(server.url('/keys'));
    await shown(({ jwks }) => jwks.keys.some(({ kid }) => kid === next.kid));
    expect([(await signIn(next)).status, (await signIn(old)).status]).toEqual([201, 401]);
    server.behave('/gone', answer(404));
    await change(server.url('/gone'));
    expect((await shown(({ fetchError }) => fetchError !== null)).fetchError).toBe('answered 404');
    expect((await signIn(next)).status).toBe(401);
  });
});
