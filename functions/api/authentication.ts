import { createHash, timingSafeEqual } from 'node:crypto';
import type { Role } from '../../domain/context.ts';
import { Problem } from '../../domain/errors.ts';
import type { Visitor } from '../../domain/livechat/visitor.ts';
import { unauthenticated } from '../../domain/people/credentials/unauthenticated.ts';
import { authenticate, type Principal } from '../../domain/people/sessions/authenticate.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRequest } from './request.ts';
import type { Route } from './route.ts';
import type { AppKeys } from './settings.ts';

export type Caller =
  | { readonly kind: 'public' }
  | { readonly kind: 'adminToken' }
  | { readonly kind: 'visitor'; readonly visitor: Visitor; readonly tenantId: string }
  | ({ readonly kind: 'principal' } & Principal);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Constant time, also for texts of different lengths. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

function bearer(headers: Readonly<Record<string, string | undefined>>): string {
  const [, credential] = /^Bearer +(\S+)\s*$/i.exec(headers['authorization'] ?? '') ?? [];
  if (credential === undefined) throw unauthenticated('Send an Authorization header with a Bearer credential.');
  return credential;
}

/** What a session may do that lacks the second factor which its tenant requires. */
const isEnrolment = ({ method, path }: Route): boolean =>
  path.startsWith('/v1/me/totp') ||
  (path.startsWith('/v1/me/passkeys') && ['GET', 'POST'].includes(method)) ||
  (path === '/v1/me' && method === 'GET') ||
  (path === '/v1/sessions' && method === 'DELETE');

const forbidden = (detail: string): Problem => new Problem('forbidden', detail);

/**
 * The caller of a route that is not public, if the route's `roles` allow them.
 * @throws Problem unauthenticated, forbidden, second_factor_not_set_up, rate_limited (visitors)
 */
export async function admit(deps: ApiDeps, keys: AppKeys, route: Route, { headers, address }: Pick<ApiRequest, 'headers' | 'address'>): Promise<Caller> {
  const credential = bearer(headers);
  if (route.roles === 'visitor') {
    const { admitVisitor } = await import('../../domain/livechat/admit-visitor.ts');
    const request = { token: credential, page: headers['origin'], writes: route.method !== 'GET', address };
    const visitor = await admitVisitor({ ...deps, tokenKey: keys.tokenKey, limits: deps.settings.limits }, request);
    return { kind: 'visitor', visitor, tenantId: visitor.tenantId };
  }
  if (route.roles === 'adminToken') {
    if (same(credential, keys.adminToken)) return { kind: 'adminToken' };
    await authenticate({ ...deps, tokenKey: keys.tokenKey }, credential);
    throw forbidden('This needs the admin token of the deployment.');
  }
  const principal = await principalOf(deps, keys, credential);
  if (!(route.roles as readonly Role[]).includes(principal.actor.role)) throw forbidden(`This needs one of the roles ${String(route.roles)}.`);
  if (principal.lacksSecondFactor && !isEnrolment(route)) {
    throw new Problem(
      'second_factor_not_set_up',
      'Your tenant requires a second factor: set one up with POST /v1/me/totp or POST /v1/me/passkeys/options, or sign in again if you have one.',
    );
  }
  return { kind: 'principal', ...principal };
}

async function principalOf(deps: ApiDeps, keys: AppKeys, credential: string): Promise<Principal> {
  try {
    return await authenticate({ ...deps, tokenKey: keys.tokenKey }, credential);
  } catch (error) {
    if (error instanceof Problem && same(credential, keys.adminToken)) throw forbidden('The admin token is for tenants only.');
    throw error;
  }
}
