import * as z from 'zod';
import { Problem } from '../../../domain/errors.ts';
import { isOwnPath } from '../../../domain/people/oidc/state.ts';
import type { ApiDeps } from '../deps.ts';
import { given } from '../fields.ts';
import { defineRoute } from '../route.ts';

/** base64url of 32 bytes. */
const challenge = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a SHA-256 in base64url');
const returnTo = z.string().max(500).meta({ description: 'A path of this site. Another address is a 422.' });

const signInState = z.string().min(1).max(4096);
/** RFC 7636, section 4.1. */
const verifier = z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/, 'must be 43 to 128 characters of base64url');
/** What ends a sign-in at a provider. */
export const redemption = z.strictObject({ state: signInState, verifier });

const own = async (deps: ApiDeps) => {
  const { outboundQueueUrl, publicUrl, consoleUrl, limits } = deps.settings;
  const { tokenKey } = await deps.keys();
  return { ...deps, tokenKey, outboundQueueUrl, publicUrl, consoleUrl, limits };
};

export const oidcRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/sessions/oidc-providers',
    roles: 'public',
    summary: 'List the OpenID providers of a sign-in page',
    description: 'The enabled providers of a tenant, for the buttons of its sign-in page. A tenant without any and an unknown one look the same.',
    query: z.strictObject({ tenant: given }),
    answers: {
      200: z
        .strictObject({ items: z.array(z.strictObject({ id: z.string(), name: z.string() }).meta({ id: 'OfferedProvider' })), nextCursor: z.null() })
        .meta({ id: 'OfferedProviders' }),
    },
    handle: async ({ deps, query }) => {
      const { offeredProviders } = await import('../../../domain/people/oidc/start-sign-in.ts');
      return { status: 200, body: { items: await offeredProviders(deps, query.tenant), nextCursor: null } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/sessions/oidc-start',
    roles: 'public',
    summary: 'Begin a sign-in at an OpenID provider',
    description:
      'Make 32 random bytes, keep them as base64url (`verifier`) in the page, and send the base64url of the SHA-256 of that text as `challenge`. Go to `url`. The browser comes back to `returnTo` with `#sso={state}`: send `{oidc: {state, verifier}}` to `POST /v1/sessions`. With `#sso-failed`, begin again.',
    body: z.strictObject({ tenant: given, provider: z.string().min(1).max(100), challenge, returnTo: returnTo.optional() }).meta({ id: 'OidcStart' }),
    answers: { 201: z.strictObject({ url: z.string(), state: z.string(), expiresIn: z.int() }).meta({ id: 'OidcStarted' }) },
    idempotent: false,
    handle: async ({ deps, context, body, address }) => {
      const { startSignIn } = await import('../../../domain/people/oidc/start-sign-in.ts');
      const { tenant, provider, returnTo: path = '/' } = body;
      if (!isOwnPath(path))
        throw new Problem('unprocessable', 'The way back is not a path of this site.', {
          errors: [{ path: 'returnTo', message: 'must be a path of this site' }],
        });
      const input = { slug: tenant, providerId: provider, challenge: body.challenge, returnTo: path, address, correlationId: context.correlationId };
      return { status: 201, body: await startSignIn(await own(deps), input) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/oidc/callback/{id}',
    roles: 'public',
    tag: 'sessions',
    summary: 'Come back from an OpenID provider',
    description: 'Only browsers call this: the provider sends them here. The answer sends them on to the page that began the sign-in.',
    query: z.looseObject({
      code: z.string().min(1).max(4096).optional(),
      state: signInState.optional(),
      iss: z.string().max(1000).optional(),
      error: z.string().max(200).optional(),
    }),
    answers: { 303: null },
    handle: async ({ deps, context, params, query, address }) => {
      const { receiveAnswer } = await import('../../../domain/people/oidc/receive-answer.ts');
      const { code, state, iss, error } = query;
      const received = { providerId: params.id, answer: { code, state, iss, error }, address, correlationId: context.correlationId };
      return { status: 303, headers: { location: await receiveAnswer(await own(deps), received) } };
    },
  }),
];
