import { randomUUID } from 'node:crypto';
import { type Answer, type Api, api } from './http.ts';
import { type WhatsAppText, whatsappBody } from './payloads.ts';
import type { Origin, Session } from './shapes.ts';
import { metaSignature, parleySignature } from './sign.ts';

export interface TestTenant {
  readonly id: string;
  readonly slug: string;
  readonly email: string;
  readonly password: string;
  /** Signed in as the admin. */
  readonly admin: Api;
}

export interface HubAddress {
  readonly baseUrl: string;
  readonly adminToken: string;
}

export const PASSWORD = 'correct horse battery staple';

/** An access token is valid for five minutes. */
const RENEWED_AFTER_MS = 200_000;

/** A session that signs in again before its token expires: on a slow machine, a file may take longer. */
export const signIn = async (baseUrl: string, slug: string, email: string, password = PASSWORD): Promise<Api> => {
  const enter = async (): Promise<string> => (await api(baseUrl).post<Session>('/v1/sessions', { tenant: slug, email, password })).accessToken;
  const session = api(baseUrl, await enter());
  let [own, since] = [session.token, performance.now()];
  const { call } = session;
  session.call = async (method, path, given = {}) => {
    if (given.token === undefined && session.token === own && performance.now() - since > RENEWED_AFTER_MS) {
      since = performance.now();
      // While the hub is down, the present token must do.
      session.token = own = await enter().catch(() => own);
    }
    return call(method, path, given);
  };
  return session;
};

/** A business of its own for a test: tenants are walls, so tests may share a hub. */
export const createTenant = async (hub: HubAddress, more: Readonly<Record<string, unknown>> = {}): Promise<TestTenant> => {
  const slug = `t-${randomUUID().slice(0, 12)}`;
  const email = `admin@${slug}.example`;
  const { id } = await api(hub.baseUrl, hub.adminToken).post<{ id: string }>('/v1/tenants', {
    name: `Tenant ${slug}`,
    slug,
    admin: { name: 'Ada', email, password: PASSWORD },
    ...more,
  });
  return { id, slug, email, password: PASSWORD, admin: await signIn(hub.baseUrl, slug, email) };
};

/** Adds an agent and signs in as that agent. */
export const createAgent = async (
  tenant: TestTenant,
  role: 'agent' | 'supervisor' | 'admin' = 'agent',
  teamIds: readonly string[] = [],
): Promise<{ id: string; email: string; session: Api }> => {
  const email = `${role}-${randomUUID().slice(0, 8)}@${tenant.slug}.example`;
  const { id } = await tenant.admin.post<{ id: string }>('/v1/agents', { name: `${role} ${email.slice(0, 12)}`, email, password: PASSWORD, role, teamIds });
  return { id, email, session: await signIn(tenant.admin.baseUrl, tenant.slug, email) };
};

export interface WhatsAppOrigin {
  readonly origin: Origin;
  readonly phoneNumberId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** Signs and posts; every inner list is an entry. */
  send(entries: readonly (readonly WhatsAppText[])[]): Promise<Answer<unknown>>;
  post(body: string, headers?: Readonly<Record<string, string>>): Promise<Answer<unknown>>;
}

/** A connected WhatsApp number whose outgoing calls go to the hub's own provider simulator. */
export const connectWhatsApp = async (tenant: TestTenant): Promise<WhatsAppOrigin> => {
  const appSecret = randomUUID();
  const verifyToken = randomUUID();
  const phoneNumberId = String(100_000_000_000_000 + Math.floor(Math.random() * 1e14));
  const origin = await tenant.admin.post<Origin>('/v1/origins', {
    channel: 'whatsapp',
    name: 'Shop hotline',
    credentials: { appSecret, verifyToken, accessToken: 'EAAG-test', accountId: phoneNumberId },
  });
  const post = (body: string, headers = metaSignature(appSecret, body)): Promise<Answer<unknown>> =>
    api(tenant.admin.baseUrl).call('POST', origin.webhookPath, { raw: body, headers });
  return { origin, phoneNumberId, appSecret, verifyToken, post, send: (entries) => post(whatsappBody(phoneNumberId, entries)) };
};

export interface SignedOrigin {
  readonly origin: Origin;
  readonly secret: string;
  post(body: string | Uint8Array<ArrayBuffer>, headers?: Readonly<Record<string, string>>): Promise<Answer<unknown>>;
}

export const signed = (tenant: TestTenant, origin: Origin, secret: string, contentType: string, sign: typeof parleySignature): SignedOrigin => ({
  origin,
  secret,
  post: (body, headers = sign(secret, body)) =>
    api(tenant.admin.baseUrl).call('POST', origin.webhookPath, { raw: body, headers: { 'content-type': contentType, ...headers } }),
});

export const connectFacebook = async (tenant: TestTenant, pageId: string): Promise<SignedOrigin> => {
  const appSecret = randomUUID();
  const credentials = { appSecret, verifyToken: randomUUID(), accessToken: 'EAAG-test', accountId: pageId };
  const origin = await tenant.admin.post<Origin>('/v1/origins', { channel: 'facebook', name: 'Page', credentials });
  return signed(tenant, origin, appSecret, 'application/json', metaSignature);
};

export const connectMail = async (tenant: TestTenant, address: string, more: object = {}): Promise<SignedOrigin> => {
  const inboundSecret = randomUUID();
  const origin = await tenant.admin.post<Origin>('/v1/origins', { channel: 'mail', name: 'Mailbox', credentials: { address, inboundSecret, ...more } });
  return signed(tenant, origin, inboundSecret, 'message/rfc822', parleySignature);
};

export const connectApi = async (tenant: TestTenant, callbackUrl?: string): Promise<SignedOrigin> => {
  const signingSecret = randomUUID();
  const origin = await tenant.admin.post<Origin>('/v1/origins', {
    channel: 'api',
    name: 'Shop',
    credentials: { signingSecret, ...(callbackUrl ? { callbackUrl } : {}) },
  });
  return signed(tenant, origin, signingSecret, 'application/json', parleySignature);
};
