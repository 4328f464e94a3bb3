import type { Clock, Context, NewId, Role } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { everyItem } from '../../table/every-item.ts';
import { type Table, TransactionRefused, type Write } from '../../table/port.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import { unauthenticated } from '../credentials/unauthenticated.ts';
import { type ApiKey, apiKeyOf, directoryKey, hashOf, hintOf, listingKey, newCredential } from './api-key.ts';

interface CloseSockets {
  /** Closes all sockets that were opened with this credential. */
  readonly closeSockets: (ref: { readonly tenantId: string; readonly personId: string; readonly sessionId: null }) => Promise<void>;
}

interface Deps {
  readonly table: Table;
}

/** Only this answer contains the credential. @throws Problem unauthenticated (the caller's rights ended in the meantime); TableUnavailable */
export async function createApiKey(
  deps: Deps & { clock: Clock; newId: NewId; newSecret: () => string },
  context: Context,
  input: { readonly name: string; readonly role: Role },
): Promise<ApiKey & { readonly key: string }> {
  const { tenantId } = context;
  const key = newCredential(deps.newSecret);
  const hash = hashOf(key);
  const apiKey: ApiKey = { id: deps.newId(), name: input.name, role: input.role, createdAt: new Date(deps.clock()).toISOString(), hint: hintOf(key) };
  const writes: Write[] = [
    { op: 'put', item: { ...listingKey(tenantId, apiKey.id), ...apiKey, hash }, when: { absent: true } },
    { op: 'put', item: { ...directoryKey(hash), ...apiKey, tenantId }, when: { absent: true } },
  ];
  try {
    await deps.table.transact([...writes, ...rightsChecks(context, writes)]);
  } catch (error) {
    throw error instanceof TransactionRefused && error.refusals.some((r) => r.reason === 'condition' && r.index >= writes.length) ? unauthenticated() : error;
  }
  return { ...apiKey, key };
}

/** From the next request on, the key gets a 401; its sockets close. @throws Problem not_found, TableUnavailable */
export async function deleteApiKey(deps: Deps & CloseSockets, context: Context, id: string): Promise<void> {
  const listing = listingKey(context.tenantId, id);
  const [item] = await deps.table.get([listing], { consistent: true });
  if (!item) throw notFound('API key');
  try {
    await deps.table.transact([
      { op: 'delete', key: listing, when: { exists: true } },
      { op: 'delete', key: directoryKey(String(item['hash'])) },
    ]);
  } catch (error) {
    // Deleted by somebody else at the same instant.
    throw error instanceof TransactionRefused && error.refusals.some((r) => r.reason === 'condition') ? notFound('API key') : error;
  }
  await deps.closeSockets({ tenantId: context.tenantId, personId: id, sessionId: null });
}

/** @throws TableUnavailable */
export async function listApiKeys(deps: Deps, context: Pick<Context, 'tenantId'>): Promise<ApiKey[]> {
  const { pk, sk } = listingKey(context.tenantId, '');
  return (await everyItem(deps.table, pk, sk)).map(apiKeyOf);
}
