import type { Clock, Context } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { commit } from '../../idempotency/commit.ts';
import { everyItem } from '../../table/every-item.ts';
import { type Table, TransactionRefused, type Write } from '../../table/port.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import { type Issuer, issuerId, issuerItem, issuerKey, issuerOf, presentIssuer } from './issuer.ts';
import { type GivenKey, publicKeysOf } from './public-keys.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

const MOST = 20;

export interface IssuerDraft {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: { readonly keys: readonly GivenKey[] };
}

/** @throws Problem conflict (registered already, or too many), unprocessable (a key); Replayed; TableUnavailable */
export async function registerIssuer(deps: Deps, context: Context, { issuer, audience, jwks }: IssuerDraft) {
  const { tenantId } = context;
  const keys = publicKeysOf(jwks.keys);
  const id = issuerId(issuer);
  const { pk, sk } = issuerKey(tenantId, '');
  const present = await everyItem(deps.table, pk, sk);
  const taken = (): Problem =>
    new Problem('conflict', 'This issuer is registered already.', { errors: [{ path: 'issuer', message: 'is registered already' }] });
  if (present.some((item) => item['id'] === id)) throw taken();
  if (present.length >= MOST) throw new Problem('conflict', `A tenant has at most ${MOST} issuers.`);
  const made: Issuer = { id, issuer, audience, keys, createdAt: new Date(deps.clock()).toISOString(), revision: 1 };
  const shown = presentIssuer(made);
  const writes: Write[] = [{ op: 'put', item: issuerItem(tenantId, made), when: { absent: true } }];
  try {
    await commit(deps.table, context, [...writes, ...rightsChecks(context, writes)], { status: 201, body: shown });
  } catch (error) {
    throw error instanceof TransactionRefused && error.refusals.some((r) => r.index === 0 && r.reason === 'condition') ? taken() : error;
  }
  return shown;
}

/**
 * Replaces the audience or the keys. To rotate a key, first give both, and then the new one alone.
 * @throws Problem not_found, unprocessable (a key); TableUnavailable
 */
export async function changeIssuer(deps: Deps, context: Context, id: string, change: Partial<Pick<IssuerDraft, 'audience' | 'jwks'>>) {
  const { tenantId } = context;
  const keys = change.jwks && publicKeysOf(change.jwks.keys);
  const [item] = await deps.table.get([issuerKey(tenantId, id)], { consistent: true });
  if (!item) throw notFound('issuer');
  const before = issuerOf(item);
  const after: Issuer = { ...before, audience: change.audience ?? before.audience, keys: keys ?? before.keys, revision: before.revision + 1 };
  const writes: Write[] = [{ op: 'put', item: issuerItem(tenantId, after), when: { equals: { revision: before.revision } } }];
  await deps.table.transact([...writes, ...rightsChecks(context, writes)]);
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
