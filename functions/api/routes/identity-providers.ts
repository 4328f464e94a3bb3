import * as z from 'zod';
import { NEW_ROLES } from '../../../domain/people/oidc/provider.ts';
import { callable } from '../callable.ts';
import type { ApiDeps } from '../deps.ts';
import { name, time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { sortBy, sortedPage } from '../sorting.ts';

const issuer = z.string().min(1).max(1000);
const clientId = z.string().trim().min(1).max(500);
const clientSecret = z.string().min(1).max(2000);
/** RFC 6749, section 3.3. */
const scopes = z.array(z.string().regex(/^[\x21\x23-\x5B\x5D-\x7E]{1,100}$/, 'is no scope')).max(20);
const emailDomains = z.array(z.string().min(1).max(253)).max(100);
const newPeople = z.enum(NEW_ROLES).nullable();

const draft = z
  .strictObject({
    name,
    issuer,
    clientId,
    clientSecret: clientSecret.optional(),
    scopes: scopes.optional(),
    emailDomains: emailDomains.optional(),
    newPeople: newPeople.optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'IdentityProviderDraft' });

const change = z
  .strictObject({
    name: name.optional(),
    clientId: clientId.optional(),
    clientSecret: clientSecret.nullable().optional(),
    scopes: scopes.optional(),
    emailDomains: emailDomains.optional(),
    newPeople: newPeople.optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'IdentityProviderChange' });

const provider = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    hasSecret: z.boolean(),
    scopes: z.array(z.string()),
    emailDomains: z.array(z.string()),
    newPeople,
    enabled: z.boolean(),
    redirectUri: z.string().nullable(),
    reachable: z.boolean(),
    checkedAt: time.nullable(),
    checkError: z.string().nullable(),
    lastFailure: z.strictObject({ at: time, reason: z.string() }).nullable(),
    createdAt: time,
  })
  .meta({ id: 'IdentityProvider' });

/** Commands of administrators, which few requests need. */
const commands = () => import('../../../domain/people/oidc/providers.ts');
const own = (deps: ApiDeps) => {
  const { outboundQueueUrl, publicUrl } = deps.settings;
  return { ...deps, outboundQueueUrl, publicUrl, refusalOf: callable(deps) };
};

export const identityProviderRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/identity-providers',
    roles: ['admin'],
    summary: 'List the OpenID providers',
    description: 'Providers by which people of the tenant sign in. Secrets are not shown.',
    query: z.strictObject({ ...listQuery, sort: sortBy(['name', 'createdAt']).optional() }),
    answers: { 200: listOf(provider) },
    handle: async ({ deps, context, query, page }) => {
      const { listProviders } = await commands();
      return { status: 200, body: sortedPage(await listProviders(own(deps), context), query.sort ?? 'name', page) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/identity-providers',
    roles: ['admin'],
    summary: 'Let an OpenID provider sign people in',
    description:
      'Give the provider `redirectUri` of the response. The hub checks the provider now: `checkedAt` is null until it has. An address that may not be called is a 422.',
    body: draft,
    answers: { 201: provider },
    handle: async ({ deps, context, body }) => {
      const { registerProvider } = await commands();
      return { status: 201, body: await registerProvider(own(deps), context, body) };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/identity-providers/{id}',
    roles: ['admin'],
    summary: 'Change an OpenID provider',
    description: 'The issuer never changes: another one is another provider. A new client or secret is checked at once.',
    body: change,
    answers: { 200: provider },
    handle: async ({ deps, context, params, body }) => {
      const { changeProvider } = await commands();
      return { status: 200, body: await changeProvider(own(deps), context, params.id, body) };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/identity-providers/{id}',
    roles: ['admin'],
    summary: 'Remove an OpenID provider',
    description: 'Nobody signs in by it any more. Its people and their open sessions stay.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      const { removeProvider } = await commands();
      await removeProvider(deps, context, params.id);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/identity-providers/{id}/test',
    roles: ['admin'],
    summary: 'Check an OpenID provider',
    description:
      'Reads its discovery document and tries the client id and the secret. The check runs in the background: read the list until `checkedAt` is set; `checkError` says what is wrong.',
    answers: { 202: provider },
    idempotent: false,
    handle: async ({ deps, context, params }) => {
      const { testProvider } = await commands();
      return { status: 202, body: await testProvider(own(deps), context, params.id) };
    },
  }),
];
