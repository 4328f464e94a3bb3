import { createHmac, timingSafeEqual } from 'node:crypto';
import { tenantKey } from '../configuration/keys.ts';
import { type Item, type Table, TransactionRefused } from '../table/port.ts';

/**
 * The depth of a chain of automation, carried by each outgoing call in `X-Parley-Causation`. A call of the API or a webhook of the `api`
 * channel that sends the header back continues the chain. Signed with a key of the tenant, so that nobody can forge a depth.
 */
export const CAUSATION_HEADER = 'x-parley-causation';

export interface Causation {
  /** Links of the chain so far, this call included. */
  readonly depth: number;
  /** The reply or action that the call was about. */
  readonly id: string;
}

/** The limit on automation stops deeper chains. */
const DEEPEST = 1_000;

const macOf = (key: string, tenantId: string, depth: string, id: string): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([tenantId, depth, id]))
    .digest()
    .subarray(0, 18);

/** `{depth}.{mac}.{id}`, printable ASCII. */
export const signCausation = (key: string, tenantId: string, { depth, id }: Causation): string =>
  `${depth}.${macOf(key, tenantId, String(depth), id).toString('base64url')}.${id}`;

/** Null if it is missing, malformed, of another tenant or not signed by us: it is ignored then. */
export const readCausation = (key: string | undefined, tenantId: string, token: string | null | undefined): Causation | null => {
  const [, depth, mac, id] = /^(\d{1,4})\.([\w-]{24})\.([\x21-\x7e]{1,200})$/.exec(token ?? '') ?? [];
  if (key === undefined || depth === undefined || mac === undefined || id === undefined || Number(depth) > DEEPEST) return null;
  return timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(key, tenantId, depth, id)) ? { depth: Number(depth), id } : null;
};

/** The tenant's key, from its item. Undefined before its first outgoing call. */
export const causationKeyOf = (tenant: Item | undefined): string | undefined => {
  const key = tenant?.['causationKey'];
  return typeof key === 'string' ? key : undefined;
};

/** The tenant's key, created at its first use. @throws TableUnavailable */
export const causationKey = async (deps: { readonly table: Table; readonly newSecret: () => string }, tenantId: string): Promise<string> => {
  const item = tenantKey(tenantId);
  const [present] = await deps.table.get([item], { consistent: true });
  const known = causationKeyOf(present);
  if (known !== undefined) return known;
  try {
    const made = await deps.table.write({
      op: 'update',
      key: item,
      set: { causationKey: deps.newSecret() },
      when: { exists: true, equals: { causationKey: null } },
    });
    return causationKeyOf(made) ?? '';
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    // Another process has just created it. Without a tenant, the key verifies nothing.
    const [again] = await deps.table.get([item], { consistent: true });
    return causationKeyOf(again) ?? '';
  }
};
