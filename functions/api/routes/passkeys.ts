import * as z from 'zod';
import type { Context } from '../../../domain/context.ts';
import { Problem } from '../../../domain/errors.ts';
import type { PasskeySite } from '../../../domain/people/passkeys/webauthn.ts';
import type { ApiDeps } from '../deps.ts';
import { name, time } from '../fields.ts';
import { defineRoute } from '../route.ts';

const everybody = ['admin', 'supervisor', 'agent', 'user'] as const;

/** A credential's id has 1,023 bytes at most; attestations may contain certificates. */
const id = z.string().min(1).max(1400);
const bytes = z.string().max(20_000);

/** What `PublicKeyCredential.toJSON()` returns; browsers may add members. */
const credentialWith = <T extends z.ZodRawShape>(response: T) =>
  z.looseObject({ id, rawId: id, type: z.literal('public-key'), response: z.looseObject({ clientDataJSON: bytes, ...response }) });

const made = credentialWith({ attestationObject: bytes, transports: z.array(z.string().max(40)).max(20).optional() }).meta({
  description: 'What `PublicKeyCredential.toJSON()` returns after `navigator.credentials.create`.',
});
export const assertion = credentialWith({ authenticatorData: bytes, signature: bytes, userHandle: z.string().max(100).nullable().optional() }).meta({
  description: 'What `PublicKeyCredential.toJSON()` returns after `navigator.credentials.get`.',
});

const passkey = z
  .strictObject({ id: z.string(), name: z.string(), backedUp: z.boolean(), createdAt: time, lastUsedAt: time.nullable() })
  .meta({ id: 'Passkey' });

/** @throws Problem conflict: the deployment knows no address of its own */
export function siteOf({ settings }: ApiDeps): PasskeySite {
  if (settings.passkeys === null) throw new Problem('conflict', 'This deployment has no passkeys: its own address is not known.');
  return settings.passkeys;
}

/** Commands with scrypt and WebAuthn are loaded by their first request. */
const commands = async (deps: ApiDeps) => {
  const { registerPasskey, startPasskey } = await import('../../../domain/people/passkeys/register-passkey.ts');
  const { tokenKey } = await deps.keys();
  return { registerPasskey, startPasskey, own: { ...deps, tokenKey, site: siteOf(deps), limits: deps.settings.limits } };
};
const listing = () => import('../../../domain/people/passkeys/own-passkeys.ts');

/** @throws Problem forbidden for an API key, which has no passkeys */
const whoIs = ({ tenantId, actor, correlationId, standing }: Context, session: { readonly id: string } | null) => {
  if (!session || !('id' in actor)) throw new Problem('forbidden', 'Only people have passkeys.');
  return { tenantId, personId: actor.id, sessionId: session.id, correlationId, standing };
};

export const passkeyRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/me/passkeys',
    roles: everybody,
    summary: 'List your passkeys',
    description: 'The oldest first. The list is complete.',
    answers: { 200: z.strictObject({ items: z.array(passkey), nextCursor: z.null() }).meta({ id: 'Passkeys' }) },
    handle: async ({ deps, context, session }) => {
      const { listPasskeys } = await listing();
      return { status: 200, body: { items: await listPasskeys(deps, whoIs(context, session)), nextCursor: null } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/me/passkeys/options',
    roles: everybody,
    summary: 'Begin to add a passkey',
    description:
      'Returns options for `navigator.credentials.create`: pass them to `PublicKeyCredential.parseCreationOptionsFromJSON`. They are good for five minutes in this session. People with codes of an authenticator app send one of them too.',
    body: z.strictObject({ password: z.string().min(1).max(200), code: z.string().min(1).max(64).optional() }).meta({ id: 'PasskeyStart' }),
    answers: { 200: z.record(z.string(), z.unknown()).meta({ id: 'PasskeyCreationOptions' }) },
    idempotent: false,
    handle: async ({ deps, context, session, body }) => {
      const { startPasskey, own } = await commands(deps);
      return { status: 200, body: { ...(await startPasskey(own, whoIs(context, session), body)) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/me/passkeys',
    roles: everybody,
    summary: 'Add a passkey',
    description:
      'The session counts as one with a second factor from then on. A credential that does not answer the options of this session, or comes from another site, is a 422; one that somebody has registered is a 409.',
    body: z.strictObject({ name, credential: made }).meta({ id: 'PasskeyDraft' }),
    answers: { 201: passkey },
    idempotent: false,
    handle: async ({ deps, context, session, body }) => {
      const { registerPasskey, own } = await commands(deps);
      return { status: 201, body: await registerPasskey(own, whoIs(context, session), body) };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/me/passkeys/{id}',
    roles: everybody,
    summary: 'Rename a passkey',
    description: 'The name is for you: it tells your passkeys apart.',
    body: z.strictObject({ name }).meta({ id: 'PasskeyChange' }),
    answers: { 200: passkey },
    handle: async ({ deps, context, session, params, body }) => {
      const { renamePasskey } = await listing();
      return { status: 200, body: await renamePasskey(deps, whoIs(context, session), params.id, body.name) };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/me/passkeys/{id}',
    roles: everybody,
    summary: 'Remove a passkey',
    description:
      'Nobody signs in with it any more; sessions that are open stay. If your tenant requires a second factor of your role, you cannot remove the last one.',
    answers: { 204: null },
    handle: async ({ deps, context, session, params }) => {
      const { removePasskey } = await listing();
      await removePasskey(deps, whoIs(context, session), params.id);
      return { status: 204 };
    },
  }),
];
