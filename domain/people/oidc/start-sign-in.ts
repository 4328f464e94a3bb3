import { notFound, Problem } from '../../errors.ts';
import { count, requireRoom } from '../../rate-limits/window.ts';
import { everyItem } from '../../table/every-item.ts';
import type { TableOf } from '../../table/port.ts';
import { slugKey } from '../../tenants/tenant.ts';
import { type AskDeps, askForCheck, isBeingChecked } from './check-provider.ts';
import { type Discovered, type Provider, providerKey, providerOf, redirectUri } from './provider.ts';
import { challengeOf, nonceOf, STATE_SECONDS, sealState, verifierOf } from './state.ts';

interface Deps extends AskDeps {
  readonly tableOf: TableOf;
  readonly newSecret: () => string;
  readonly tokenKey: string;
  readonly publicUrl: string;
  /** Failed sign-ins a minute. */
  readonly limits: { readonly signInFailuresPerAddress: number };
}

interface Start {
  readonly slug: string;
  readonly providerId: string;
  readonly challenge: string;
  readonly returnTo: string;
  /** IP address. */
  readonly address: string;
  readonly correlationId: string;
}

/** Stands for every tenant that there is not. */
const NO_TENANT = 'nobody';
/** A provider is checked at most once in this time, whoever wants to sign in. */
const BETWEEN_MS = 60_000;
/** What was discovered longer ago is read again, behind a sign-in. */
const FRESH_MS = 86_400_000;

const tenantOf = async ({ table }: Pick<Deps, 'table'>, slug: string): Promise<string> => {
  const [directory] = await table.get([slugKey(slug)]);
  return directory ? String(directory['tenantId']) : NO_TENANT;
};

/** The providers of a tenant, for its sign-in page. An unknown tenant has none, like one that has set up none. @throws TableUnavailable */
export async function offeredProviders(deps: Pick<Deps, 'table' | 'tableOf'>, slug: string) {
  const tenantId = await tenantOf(deps, slug);
  const { pk, sk } = providerKey(tenantId, '');
  const providers = (await everyItem(deps.tableOf(tenantId), pk, sk)).map(providerOf);
  return providers.filter(({ enabled }) => enabled).map(({ id, name }) => ({ id, name }));
}

/**
 * The address of the provider to which the browser goes. Nothing about the sign-in is written.
 * @throws Problem not_found (no such tenant or provider), conflict (no address of the deployment), unavailable (the provider), rate_limited; QueueUnavailable, TableUnavailable
 */
export async function startSignIn(deps: Deps, { slug, providerId, challenge, returnTo, address, correlationId }: Start) {
  if (deps.publicUrl === '') throw new Problem('conflict', 'This deployment does not know its own address.');
  const limit = { what: 'sign-in-address', who: address, most: deps.limits.signInFailuresPerAddress };
  await requireRoom(deps, [limit]);
  const tenantId = await tenantOf(deps, slug);
  const own = { ...deps, table: deps.tableOf(tenantId) };
  const [item] = await own.table.get([providerKey(tenantId, providerId)], { consistent: true });
  const provider = item && providerOf(item);
  if (!provider?.enabled) {
    await count(deps, limit);
    throw notFound('identity provider');
  }
  const { authorizationEndpoint } = await discoveredOf(own, provider, { tenantId, id: providerId, correlationId });
  const state = await sealState(deps.tokenKey, { tenantId, providerId, challenge, returnTo }, deps.newSecret(), deps.clock());
  const url = new URL(authorizationEndpoint);
  const parameters = {
    response_type: 'code',
    client_id: provider.clientId,
    redirect_uri: redirectUri(deps.publicUrl, providerId),
    scope: provider.scopes.join(' '),
    state,
    nonce: nonceOf(deps.tokenKey, state),
    code_challenge: challengeOf(verifierOf(deps.tokenKey, state)),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, state, expiresIn: STATE_SECONDS };
}

/** @throws Problem unavailable while it is being read, and if it cannot be read */
async function discoveredOf(deps: Deps, provider: Provider, target: Parameters<typeof askForCheck>[1]): Promise<Discovered> {
  const now = deps.clock();
  const { discovered, discoveredAt } = provider;
  if (discovered && discoveredAt !== null && now - Date.parse(discoveredAt) < FRESH_MS) return discovered;
  const asked = await askForCheck(deps, target, BETWEEN_MS);
  if (discovered) return discovered;
  if (asked || isBeingChecked(provider, now)) throw new Problem('unavailable', 'The sign-in service is being contacted. Try again.', { retryAfter: 2 });
  throw new Problem('unavailable', 'The sign-in service of this business does not answer.', { retryAfter: 60 });
}
