import type { Context, NewId } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { commit } from '../../idempotency/commit.ts';
import type { RefusalOf } from '../../origins/addresses.ts';
import type { Vault } from '../../origins/vault.ts';
import { everyItem } from '../../table/every-item.ts';
import { type Table, TransactionRefused, type Write } from '../../table/port.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import { type AskDeps, askForCheck } from './check-provider.ts';
import { type NewRole, type Provider, presentProvider, providerKey, providerOf, secretName } from './provider.ts';

export interface ProviderDeps extends AskDeps {
  readonly vault: Vault;
  readonly newId: NewId;
  /** Why an address may not be called; null: it may. */
  readonly refusalOf: RefusalOf;
  readonly publicUrl: string;
}

export interface ProviderDraft {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly emailDomains?: readonly string[] | undefined;
  readonly newPeople?: NewRole | null | undefined;
  readonly enabled?: boolean | undefined;
}

/** A null `clientSecret` removes the secret. */
export type ProviderChange = Partial<Omit<ProviderDraft, 'issuer' | 'clientSecret'>> & { readonly clientSecret?: string | null | undefined };

const MOST = 10;
/** An administrator may have a provider checked again after this time. */
const CHECKS_MS = 2_000;

/** `openid` is what makes it OpenID Connect; the others bring the address and the name. */
const SCOPES = ['openid', 'email', 'profile'];
const scopesOf = (given: readonly string[]): string[] => [...new Set(['openid', ...given])];
const domainsOf = (given: readonly string[]): string[] => [...new Set(given.map((domain) => domain.toLowerCase()))];

const writeSecret = (vault: Pick<Vault, 'put'>, tenantId: string, id: string, clientSecret: string): Promise<void> =>
  vault.put(secretName(tenantId, id), JSON.stringify({ clientSecret }));

/**
 * The secret is stored first, so that a visible provider has it. A failure deletes it again if possible.
 * @throws Problem conflict (too many), unprocessable (the address); Replayed; QueueUnavailable, SecretsUnavailable, TableUnavailable
 */
export async function registerProvider(deps: ProviderDeps, context: Context, draft: ProviderDraft) {
  const { tenantId, correlationId } = context;
  const refused = issuerFlaw(draft.issuer) ?? deps.refusalOf(draft.issuer);
  if (refused !== null) throw new Problem('unprocessable', 'This issuer cannot be called.', { errors: [{ path: 'issuer', message: refused }] });
  const { pk, sk } = providerKey(tenantId, '');
  if ((await everyItem(deps.table, pk, sk)).length >= MOST) throw new Problem('conflict', `A tenant has at most ${MOST} providers.`);
  const id = deps.newId();
  const kept = {
    id,
    name: draft.name,
    issuer: draft.issuer,
    clientId: draft.clientId,
    secretVersion: Number(draft.clientSecret !== undefined),
    scopes: scopesOf(draft.scopes ?? SCOPES),
    emailDomains: domainsOf(draft.emailDomains ?? []),
    newPeople: draft.newPeople ?? null,
    enabled: draft.enabled ?? true,
    createdAt: new Date(deps.clock()).toISOString(),
    revision: 1,
  };
  const item = { ...providerKey(tenantId, id), ...kept };
  const shown = presentProvider(providerOf(item), deps.publicUrl);
  const writes: Write[] = [{ op: 'put', item, when: { absent: true } }];
  if (draft.clientSecret !== undefined) await writeSecret(deps.vault, tenantId, id, draft.clientSecret);
  try {
    await commit(deps.table, context, [...writes, ...rightsChecks(context, writes)], { status: 201, body: shown });
  } catch (error) {
    // An unknown outcome may have been a success, so the secret is deleted only after a certain failure.
    if (draft.clientSecret !== undefined && error instanceof Error && error.name !== 'TableUnavailable')
      await deps.vault.delete(secretName(tenantId, id)).catch(() => {});
    throw error;
  }
  await askForCheck(deps, { tenantId, id, correlationId }, CHECKS_MS);
  return shown;
}

/** An issuer has neither a query nor a fragment (OpenID Connect Discovery 1.0, section 2, openid.net, read on 2026-11-30). */
const issuerFlaw = (issuer: string): string | null => (/[?#]/.test(issuer) ? 'must have no query and no fragment' : null);

/** @throws Problem not_found; QueueUnavailable, SecretsUnavailable, TableUnavailable */
export async function changeProvider(deps: ProviderDeps, context: Context, id: string, change: ProviderChange) {
  const { tenantId, correlationId } = context;
  const key = providerKey(tenantId, id);
  const before = await requireProvider(deps.table, tenantId, id);
  const { clientSecret, scopes, emailDomains, ...rest } = change;
  const secretVersion = clientSecret === undefined ? before.secretVersion : clientSecret === null ? 0 : before.secretVersion + 1;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const set = {
    ...given,
    ...(scopes ? { scopes: scopesOf(scopes) } : {}),
    ...(emailDomains ? { emailDomains: domainsOf(emailDomains) } : {}),
    secretVersion,
    revision: before.revision + 1,
  };
  if (typeof clientSecret === 'string') await writeSecret(deps.vault, tenantId, id, clientSecret);
  const writes: Write[] = [{ op: 'update', key, set, when: { equals: { revision: before.revision } } }];
  await deps.table.transact([...writes, ...rightsChecks(context, writes)]);
  if (clientSecret === null) await deps.vault.delete(secretName(tenantId, id));
  if (clientSecret !== undefined || change.clientId !== undefined) await askForCheck(deps, { tenantId, id, correlationId }, CHECKS_MS);
  return presentProvider(await requireProvider(deps.table, tenantId, id), deps.publicUrl);
}

async function requireProvider(table: Table, tenantId: string, id: string): Promise<Provider> {
  const [item] = await table.get([providerKey(tenantId, id)], { consistent: true });
  if (!item) throw notFound('identity provider');
  return providerOf(item);
}

/** Nobody signs in by it any more; people and open sessions stay. @throws Problem not_found; SecretsUnavailable, TableUnavailable */
export async function removeProvider({ table, vault }: Pick<ProviderDeps, 'table' | 'vault'>, { tenantId }: Context, id: string): Promise<void> {
  try {
    await table.write({ op: 'delete', key: providerKey(tenantId, id), when: { exists: true } });
  } catch (error) {
    throw error instanceof TransactionRefused ? notFound('identity provider') : error;
  }
  await vault.delete(secretName(tenantId, id));
}

/** Has the provider checked now. `checkedAt` is null until the check has ended. @throws Problem not_found; QueueUnavailable, TableUnavailable */
export async function testProvider(deps: AskDeps & Pick<ProviderDeps, 'publicUrl'>, { tenantId, correlationId }: Context, id: string) {
  await requireProvider(deps.table, tenantId, id);
  await askForCheck(deps, { tenantId, id, correlationId }, CHECKS_MS);
  return presentProvider(await requireProvider(deps.table, tenantId, id), deps.publicUrl);
}

/** @throws TableUnavailable */
export async function listProviders({ table, publicUrl }: Pick<ProviderDeps, 'table' | 'publicUrl'>, { tenantId }: Pick<Context, 'tenantId'>) {
  const { pk, sk } = providerKey(tenantId, '');
  return (await everyItem(table, pk, sk)).map((item) => presentProvider(providerOf(item), publicUrl));
}
