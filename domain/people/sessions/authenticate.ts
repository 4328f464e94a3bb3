import { type Generations, generationsOf } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import type { Actor, Clock } from '../../context.ts';
import type { Check, Condition, Item, Table, TableOf } from '../../table/port.ts';
import { secondFactorRolesOf } from '../../tenants/tenant.ts';
import { apiKeyOf, directoryKeyOf, isApiKey, listingKey } from '../api-keys/api-key.ts';
import { credentialVersionOf, hasVersion } from '../credentials/credential.ts';
import { unauthenticated } from '../credentials/unauthenticated.ts';
import { personOf, profileKey } from '../person.ts';
import { isCredentialCurrent, keyOf, standing } from './session.ts';
import { readAccessToken } from './tokens.ts';

export interface Principal {
  readonly tenantId: string;
  readonly actor: Extract<Actor, { type: 'agent' | 'user' | 'key' }>;
  /** Null for an API key. */
  readonly sessionId: string | null;
  /** The tenant requires a second factor of this role and the session has none: it is good for setting one up. */
  readonly lacksSecondFactor: boolean;
  /** See `Context`. */
  readonly standing: readonly Check[];
  /** Of the tenant's configuration, read with the session; undefined for an API key. */
  readonly generations?: Generations;
}

export interface AuthenticateDeps {
  /** The directory, where API keys are found. */
  readonly table: Table;
  readonly tableOf: TableOf;
  readonly clock: Clock;
  readonly tokenKey: string;
}

/**
 * Who a bearer credential (access token or API key) stands for, now: one consistent read, so that a revoked session or key and a
 * deleted or demoted person lose their rights with the next request.
 * @throws Problem unauthenticated, TableUnavailable
 */
export async function authenticate(deps: AuthenticateDeps, credential: string): Promise<Principal> {
  return isApiKey(credential) ? authenticateKey(deps.table, credential) : authenticateSession(deps, credential);
}

async function authenticateSession(deps: AuthenticateDeps, token: string): Promise<Principal> {
  const ref = await readAccessToken(deps.tokenKey, token, deps.clock());
  // One round trip for all; the tenant's item saves a read on routes that check who sees a ticket.
  const [sessionItem, profile, tenant] = await deps
    .tableOf(ref.tenantId)
    .get([keyOf(ref), profileKey(ref.tenantId, ref.personId), tenantKey(ref.tenantId)], { consistent: true });
  const session = standing(sessionItem, deps.clock());
  if (!session || !profile || !isCredentialCurrent(session, profile)) throw unauthenticated();
  const { id, kind, role, teamIds, name } = personOf(profile);
  return {
    tenantId: ref.tenantId,
    actor: { type: kind, id, role, teamIds, name },
    sessionId: ref.sessionId,
    lacksSecondFactor: session.secondFactor !== true && secondFactorRolesOf(tenant).includes(role),
    standing: [
      { op: 'check', key: keyOf(ref), when: { exists: true } },
      { op: 'check', key: profileKey(ref.tenantId, id), when: sameRights(profile) },
    ],
    ...(tenant ? { generations: generationsOf(tenant) } : {}),
  };
}

async function authenticateKey(table: Table, credential: string): Promise<Principal> {
  const [item] = await table.get([directoryKeyOf(credential)], { consistent: true });
  if (!item) throw unauthenticated();
  const { id, role, name } = apiKeyOf(item);
  const tenantId = String(item['tenantId']);
  const standing: Check = { op: 'check', key: listingKey(tenantId, id), when: { exists: true } };
  return { tenantId, actor: { type: 'key', id, role, teamIds: [], name }, sessionId: null, lacksSecondFactor: false, standing: [standing] };
}

/** A person's role and password are still these. */
function sameRights(profile: Item): Condition {
  const { equals } = hasVersion(credentialVersionOf(profile));
  return { exists: true, equals: { ...equals, role: String(profile['role']) } };
}
