import type { Item, Key, Table } from '../table/port.ts';
import { TransactionRefused } from '../table/port.ts';

/**
 * Senders keep their information about a receiver in one item (`domain/outbound/gate.ts`), which exists only while it has errors. The mark for an origin whose
 * provider rejects the credentials is part of it: senders read the item anyway, so a healthy origin costs nothing more.
 */
export const receiverKey = (tenantId: string, target: string): Key => ({ pk: `T#${tenantId}#OG#${target}`, sk: 'GATE' });

export interface LostAccess {
  /** When the provider first rejected them, ISO 8601. */
  readonly since: string;
  /** The provider's code and text. */
  readonly error: { readonly code: string; readonly message: string };
}

export const readLostAccess = (item: Item | undefined): LostAccess | null => (item?.['lostAccess'] as LostAccess | undefined) ?? null;

/** Keys per `get`. */
const AT_ONCE = 100;

/** The marks of these origins, null if there is none. @throws TableUnavailable */
export const lostAccessOf = async (table: Table, tenantId: string, originIds: readonly string[]): Promise<readonly (LostAccess | null)[]> => {
  const found: (LostAccess | null)[] = [];
  for (let from = 0; from < originIds.length; from += AT_ONCE) {
    const items = await table.get(originIds.slice(from, from + AT_ONCE).map((id) => receiverKey(tenantId, id)));
    found.push(...items.map(readLostAccess));
  }
  return found;
};

/** Deletes the mark, because there are new credentials: the next call shows whether they are valid. @throws TableUnavailable */
export const forgetLostAccess = async (table: Table, tenantId: string, originId: string): Promise<void> => {
  const key = receiverKey(tenantId, originId);
  const [item] = await table.get([key], { consistent: true });
  if (!item || !readLostAccess(item)) return;
  await table.write({ op: 'delete', key, when: { equals: { revision: Number(item['revision']) } } }).catch((error: unknown) => {
    // A sender has changed it in the meantime; its information is newer.
    if (!(error instanceof TransactionRefused)) throw error;
  });
};
