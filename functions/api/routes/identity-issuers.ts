import * as z from 'zod';
import { changeIssuer, listIssuers, registerIssuer, removeIssuer } from '../../../domain/people/issuers/issuers.ts';
import { callable } from '../callable.ts';
import type { ApiDeps } from '../deps.ts';
import { time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { sortBy, sortedPage } from '../sorting.ts';

const text = z.string().trim().min(1).max(500);
/** Names of members that standards and providers use. */
const MEMBER = /^[A-Za-z][\w.#-]{0,59}$/;
const jwk = z
  .object({ kty: z.enum(['RSA', 'EC', 'OKP']), kid: z.string().min(1).max(200) })
  .catchall(z.union([z.string(), z.boolean(), z.int(), z.array(z.string())]))
  .refine((key) => Object.keys(key).every((name) => MEMBER.test(name)), 'has a member whose name is not allowed')
  .meta({ propertyNames: { pattern: MEMBER.source } });
const jwks = z
  .strictObject({
    keys: z.array(jwk).min(1).max(20),
  })
  .meta({ description: 'Public keys as RFC 7517 writes them: RSA from 2,048 bits (RS256), EC on P-256 (ES256), Ed25519 (EdDSA). Each has a `kid`.' });

const address = z.string().min(1).max(2000).meta({ description: 'An `https:` address at which the server publishes its keys, in place of `jwks`.' });

const asking = (deps: ApiDeps) => ({ ...deps, outboundQueueUrl: deps.settings.outboundQueueUrl, refusalOf: callable(deps) });

const issuer = z
  .strictObject({
    id: z.string(),
    issuer: z.string(),
    audience: z.string(),
    jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.string())) }),
    jwksUrl: z.string().nullable(),
    fetchedAt: time.nullable(),
    fetchError: z.string().nullable(),
    createdAt: time,
  })
  .meta({ id: 'IdentityIssuer' });

export const identityIssuerRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/identity-issuers',
    roles: ['admin'],
    summary: 'List the issuers of your users',
    description: 'Servers of yours whose tokens sign users in.',
    query: z.strictObject({ ...listQuery, sort: sortBy(['issuer', 'createdAt']).optional() }),
    answers: { 200: listOf(issuer) },
    handle: async ({ deps, context, query, page }) => ({ status: 200, body: sortedPage(await listIssuers(deps, context), query.sort ?? 'issuer', page) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/identity-issuers',
    roles: ['admin'],
    summary: 'Let a server of yours sign users in',
    description:
      'Its users sign in with `POST /v1/sessions` and a token that it has signed. Give its keys (`jwks`), or the address at which it publishes them (`jwksUrl`): the hub reads it now, and again when a token names a key that it does not know, at most once a minute. A key that cannot be used, and an address that cannot be called, is a 422.',
    body: z.strictObject({ issuer: text, audience: text, jwks: jwks.optional(), jwksUrl: address.optional() }).meta({ id: 'IdentityIssuerDraft' }),
    answers: { 201: issuer },
    handle: async ({ deps, context, body }) => ({ status: 201, body: await registerIssuer(asking(deps), context, body) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/identity-issuers/{id}',
    roles: ['admin'],
    summary: 'Replace the keys or the audience of an issuer',
    description: 'To rotate a key, first send the old and the new one, and then the new one alone. A token whose `kid` is gone is refused from then on.',
    body: z.strictObject({ audience: text.optional(), jwks: jwks.optional(), jwksUrl: address.optional() }).meta({ id: 'IdentityIssuerChange' }),
    answers: { 200: issuer },
    handle: async ({ deps, context, params, body }) => ({ status: 200, body: await changeIssuer(asking(deps), context, params.id, body) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/identity-issuers/{id}',
    roles: ['admin'],
    summary: 'Remove an issuer',
    description: 'Its tokens are refused from then on. Its users and their open sessions stay.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await removeIssuer(deps, context, params.id);
      return { status: 204 };
    },
  }),
];
