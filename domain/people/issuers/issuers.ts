import type { Clock, Context } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { commit } from '../../idempotency/commit.ts';
import type { RefusalOf } from '../../origins/addresses.ts';
import { everyItem } from '../../table/every-item.ts';
import { type Table, TransactionRefused, type Write } from '../../table/port.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import { type Issuer, issuerId, issuerItem, issuerKey, issuerOf, presentIssuer } from './issuer.ts';
import { type GivenKey, publicKeysOf } from './public-keys.ts';
import { askForKeys } from './published-keys.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

interface Asking extends Deps, Omit<Parameters<typeof askForKeys>[0], 'table' | 'clock'> {
  /** Why an address may not be called; null: it may. */
  readonly refusalOf: RefusalOf;
}

const MOST = 20;

export interface IssuerDraft {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks?: { readonly keys: readonly GivenKey[] } | undefined;
  readonly jwksUrl?: string | undefined;
}

type KeySource = Pick<IssuerDraft, 'jwks' | 'jwksUrl'>;

/** Keys as given, or an address whose keys are not read yet. @throws Problem unprocessable (both, a key, or the address) */
function sourceOf(
  { refusalOf }: Pick<Asking, 'refusalOf'>,
  { jwks, jwksUrl }: KeySource,
): Pick<Issuer, 'keys' | 'jwksUrl' | 'fetchedAt' | 'fetchError' | 'askedAt'> | null {
  const both = [{ path: 'jwksUrl', message: 'does not go with jwks' }];
  if (jwks && jwksUrl !== undefined) throw new Problem('unprocessable', 'Give jwks or jwksUrl.', { errors: both });
  const none = { fetchedAt: null, fetchError: null, askedAt: 0 };
  if (jwks) return { keys: publicKeysOf(jwks.keys), jwksUrl: null, ...none };
  if (jwksUrl === undefined) return null;
  const refused = refusalOf(jwksUrl);
  if (refused !== null) throw new Problem('unprocessable', 'The address of the keys cannot be called.', { errors: [{ path: 'jwksUrl', message: refused }] });
  return { keys: [], jwksUrl, ...none };
}

/** @throws Problem conflict (registered already, or too many), unprocessable (a key, or the address); Replayed; QueueUnavailable, TableUnavailable */
export async function registerIssuer(deps: Asking, context: Context, { issuer, audience, ...given }: IssuerDraft) {
  const { tenantId, correlationId } = context;
  const source = sourceOf(deps, given);
  if (!source) throw new Problem('unprocessable', 'Give jwks or jwksUrl.', { errors: [{ path: 'jwks', message: 'is required, or jwksUrl' }] });
  const id = issuerId(issuer);
  const { pk, sk } = issuerKey(tenantId, '');
  const present = await everyItem(deps.table, pk, sk);
  const taken = (): Problem =>
    new Problem('conflict', 'This issuer is registered already.', { errors: [{ path: 'issuer', message: 'is registered already' }] });
  if (present.some((item) => item['id'] === id)) throw taken();
  if (present.length >= MOST) throw new Problem('conflict', `A tenant has at most ${MOST} issuers.`);
  const made: Issuer = { id, issuer, audience, ...source, createdAt: new Date(deps.clock()).toISOString(), revision: 1 };
  const shown = presentIssuer(made);
  const writes: Write[] = [{ op: 'put', item: issuerItem(tenantId, made), when: { absent: true } }];
  try {
    await commit(deps.table, context, [...writes, ...rightsChecks(context, writes)], { status: 201, body: shown });
  } catch (error) {
    throw error instanceof TransactionRefused && error.refusals.some((r) => r.index === 0 && r.reason === 'condition') ? taken() : error;
  }
  if (made.jwksUrl !== null) await askForKeys(deps, { tenantId, id, correlationId });
  return shown;
}

/**
 * Replaces the audience or the keys. To rotate a key, first give both, and then the new one alone. The keys of an address are read at once, also of the same.
 * @throws Problem not_found, unprocessable (a key, or the address); QueueUnavailable, TableUnavailable
 */
export async function changeIssuer(deps: Asking, context: Context, id: string, change: Partial<Pick<IssuerDraft, 'audience'>> & KeySource) {
  const { tenantId, correlationId } = context;
  const source = sourceOf(deps, change);
  const [item] = await deps.table.get([issuerKey(tenantId, id)], { consistent: true });
  if (!item) throw notFound('issuer');
  const before = issuerOf(item);
  const after: Issuer = { ...before, audience: change.audience ?? before.audience, ...source, revision: before.revision + 1 };
  const writes: Write[] = [{ op: 'put', item: issuerItem(tenantId, after), when: { equals: { revision: before.revision } } }];
  await deps.table.transact([...writes, ...rightsChecks(context, writes)]);
  if (source && after.jwksUrl !== null) await askForKeys(deps, { tenantId, id, correlationId });
  return presentIssuer(after);
}

/** Nobody signs in with its tokens any more; sessions that are open stay. @throws Problem not_found, TableUnavailable */
export async function removeIssuer(deps: Deps, { tenantId }: Context, id: string): Promise<void> {
  try {
    await deps.table.write({ op: 'delete', key: issuerKey(tenantId, id), when: { exists: true } });
  } catch (error) {
    throw error instanceof TransactionRefused ? notFound('issuer') : error;
  }
}

/** @throws TableUnavailable */
export async function listIssuers({ table }: Pick<Deps, 'table'>, { tenantId }: Context) {
  const { pk, sk } = issuerKey(tenantId, '');
  return (await everyItem(table, pk, sk)).map((item) => presentIssuer(issuerOf(item)));
}
