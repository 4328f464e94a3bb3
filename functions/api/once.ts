import type { Clock, Context } from '../../domain/context.ts';
import { Problem } from '../../domain/errors.ts';
import { KEPT_SECONDS } from '../../domain/idempotency/commit.ts';
import { keyedHash, plainHash } from '../../domain/idempotency/request-hash.ts';
import type { Caller } from './authentication.ts';
import type { ApiRequest } from './request.ts';
import type { Route } from './route.ts';
import type { AppKeys } from './settings.ts';

/** The same members in another order are the same request. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, canonical(v)]),
  );
}

function partition(caller: Caller, address: string, key: string): string {
  if (caller.kind === 'principal') return `T#${caller.tenantId}#I#${caller.actor.type}:${caller.actor.id}#${key}`;
  // Before there is a tenant (creating one, registering in one), the key is in the directory.
  return caller.kind === 'adminToken' ? `DIR#once#admin#${key}` : `DIR#once#${address}#${key}`;
}

/**
 * Identifies a repeated request by principal, key and route. The route is the concrete path, so that the same key on two tickets has
 * two effects.
 * @throws Problem invalid_request for a malformed key
 */
export async function onceOf(
  request: ApiRequest,
  route: Route,
  caller: Caller,
  body: unknown,
  deps: { readonly clock: Clock; readonly keys: () => Promise<Pick<AppKeys, 'cursorKey'>> },
): Promise<Context['once']> {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !route.idempotent) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem('invalid_request', 'The Idempotency-Key is not valid.', {
      errors: [{ path: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters' }],
    });
  }
  const text = JSON.stringify([request.query, canonical(body) ?? null]);
  const { cursorKey } = await deps.keys();
  return {
    pk: partition(caller, request.address, key),
    sk: `${route.method} ${request.path}`,
    requestHash: keyedHash(cursorKey, text),
    older: {
      // Only compared with fingerprints of an older release.
      get plainHash() {
        return plainHash(text);
      },
      samePrincipal: caller.kind !== 'public',
    },
    expiresAt: Math.floor(deps.clock() / 1000) + KEPT_SECONDS,
  };
}
