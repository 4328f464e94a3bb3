import * as z from 'zod';
import { Problem } from '../../../domain/errors.ts';
import { forgetDevices } from '../../../domain/people/devices/forget-devices.ts';
import { refresh, revoke } from '../../../domain/people/sessions/refresh.ts';
import { ended } from '../../../domain/people/sessions/session-audit.ts';
import { signIn } from '../../../domain/people/sessions/sign-in.ts';
import { basicOf } from '../basic.ts';
import { given, user } from '../fields.ts';
import { defineRoute } from '../route.ts';
import { redemption } from './oidc.ts';
import { assertion, siteOf } from './passkeys.ts';

const tokens = z
  .strictObject({
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresIn: z.number().int().meta({ description: 'The lifetime of the access token in seconds.' }),
    user,
  })
  .meta({ id: 'Session' });

const code = z.string().min(1).max(64);

const credentials = z
  .strictObject({
    tenant: given.optional(),
    email: given.optional(),
    password: z.string().min(1).max(200).optional(),
    code: code.optional(),
    idToken: z.string().min(1).max(8192).optional(),
    passkey: assertion.optional(),
    oidc: redemption.optional(),
  })
  .meta({ id: 'SignIn' });

/** Tenant and address from the body, or from HTTP Basic: `address` with `{tenant}` in the body, or `tenant/address`. */
function credentialsOf(body: z.infer<typeof credentials>, headers: Readonly<Record<string, string | undefined>>) {
  const basic = basicOf(headers);
  const slash = basic?.user.indexOf('/') ?? -1;
  const whole = {
    tenant: body.tenant ?? (slash > 0 ? basic?.user.slice(0, slash) : undefined),
    email: body.email ?? basic?.user.slice(body.tenant === undefined ? slash + 1 : 0),
    password: body.password ?? basic?.password,
  };
  const { tenant, email, password } = whole;
  if (tenant && email && password) return { slug: tenant, email, password };
  const errors = Object.entries(whole).flatMap(([path, value]) => (value ? [] : [{ path, message: 'is required' }]));
  throw new Problem('invalid_request', 'Give tenant, email and password.', { errors });
}

/** @throws Problem invalid_request if the body has other members */
function requireAlone(body: object, what: 'passkey' | 'oidc'): void {
  const errors = Object.keys(body).flatMap((path) => (path === what ? [] : [{ path, message: `does not go with ${what}` }]));
  if (errors.length > 0) throw new Problem('invalid_request', `Give ${what} and nothing else.`, { errors });
}

export const sessionRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/sessions',
    roles: 'public',
    summary: 'Sign in',
    description:
      'Send a body, or use HTTP Basic: the e-mail address as the user with a body of `{tenant}`, or `tenant/address` as the user. Who has a second factor gets a 401 `second_factor_required` for the right password, and sends the same request again with `code`. A user of a business that signs its users in sends `{tenant, idToken}`. With a passkey, send `{passkey}` alone, after `POST /v1/sessions/passkey-options`; after a sign-in at an OpenID provider, `{oidc}` alone.',
    body: credentials.optional(),
    answers: { 201: tokens },
    idempotent: false,
    handle: async ({ deps, context, body, headers, address }) => {
      const { tokenKey } = await deps.keys();
      const { tenant, idToken, passkey, oidc, ...rest } = body ?? {};
      if (passkey !== undefined) {
        requireAlone(body ?? {}, 'passkey');
        const { signInByPasskey } = await import('../../../domain/people/passkeys/sign-in-by-passkey.ts');
        const own = { ...deps, tokenKey, site: siteOf(deps), limits: deps.settings.limits };
        return { status: 201, body: await signInByPasskey(own, passkey, { address, correlationId: context.correlationId }) };
      }
      if (oidc !== undefined) {
        requireAlone(body ?? {}, 'oidc');
        const { signInByProvider } = await import('../../../domain/people/oidc/sign-in-by-provider.ts');
        const own = { ...deps, tokenKey, limits: deps.settings.limits };
        return { status: 201, body: await signInByProvider(own, { ...oidc, address, correlationId: context.correlationId }) };
      }
      if (idToken !== undefined) {
        const others = Object.keys(rest).map((path) => ({ path, message: 'does not go with a token' }));
        const errors = [...others, ...(tenant === undefined ? [{ path: 'tenant', message: 'is required' }] : [])];
        if (tenant === undefined || errors.length > 0) throw new Problem('invalid_request', 'Give tenant and idToken, and nothing else.', { errors });
        const { signInByToken } = await import('../../../domain/people/issuers/sign-in-by-token.ts');
        const { limits, outboundQueueUrl } = deps.settings;
        const input = { slug: tenant, idToken, address, correlationId: context.correlationId };
        return { status: 201, body: await signInByToken({ ...deps, tokenKey, limits, outboundQueueUrl }, input) };
      }
      const input = { ...credentialsOf(body ?? {}, headers), code: body?.code, address, correlationId: context.correlationId };
      return { status: 201, body: await signIn({ ...deps, tokenKey, limits: deps.settings.limits }, input) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/sessions/passkey-options',
    roles: 'public',
    summary: 'Begin a sign-in with a passkey',
    description:
      'Returns options for `navigator.credentials.get`: pass them to `PublicKeyCredential.parseRequestOptionsFromJSON`, and what it returns to `POST /v1/sessions`. They are the same for everybody but for the challenge, which is good once, for five minutes.',
    answers: { 200: z.record(z.string(), z.unknown()).meta({ id: 'PasskeyRequestOptions' }) },
    idempotent: false,
    handle: async ({ deps }) => {
      const { tokenKey } = await deps.keys();
      const { passkeyOptions } = await import('../../../domain/people/passkeys/sign-in-by-passkey.ts');
      return { status: 200, body: { ...(await passkeyOptions({ clock: deps.clock, tokenKey, site: siteOf(deps) })) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/sessions/refresh',
    roles: 'public',
    summary: 'Exchange a refresh token for new tokens',
    description:
      'Each refresh replaces the token. The old one stays valid for 30 seconds and returns tokens of the same session. Using it later ends the session.',
    body: z.strictObject({ refreshToken: z.string().min(1).max(4096) }).meta({ id: 'SessionRefresh' }),
    answers: { 201: tokens },
    idempotent: false,
    handle: async ({ deps, context, body }) => {
      const { tokenKey } = await deps.keys();
      return { status: 201, body: await refresh({ ...deps, tokenKey }, body.refreshToken, context.correlationId) };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/sessions',
    roles: ['admin', 'supervisor', 'agent', 'user'],
    summary: 'Sign out',
    description: "Both tokens become invalid at once, the session's sockets close, and the devices that it registered get no more pushes.",
    answers: { 204: null },
    handle: async ({ deps, context, session }) => {
      if (!session || context.actor.type === 'rule' || context.actor.type === 'event' || context.actor.type === 'system')
        throw new Problem('forbidden', 'An API key has no session; delete the key.');
      const ref = { tenantId: context.tenantId, personId: context.actor.id, sessionId: session.id };
      const line = context.actor.type === 'agent' ? ended(ref, deps.clock(), 'signed_out', context.correlationId) : null;
      await revoke(deps, ref, line);
      await forgetDevices(deps.table, ref, ref.sessionId);
      return { status: 204 };
    },
  }),
];
