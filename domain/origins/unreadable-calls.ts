import type { Item, Key, Table } from '../table/port.ts';
import { written } from '../table/written.ts';
import { cut } from '../text/well-formed.ts';

/**
 * A provider's call with elements that could not be read, or that no origin of the tenant takes. Its bytes are kept whole, so that they can be read again
 * by a later release, or after the missing origin was connected. The readable elements of the call have taken effect; a replay does not apply them again.
 */
export interface UnreadableCall {
  readonly id: string;
  /** The time of receipt, ISO. */
  readonly at: string;
  /** How many elements could not be read. */
  readonly count: number;
  /** The first of them, by their position in the call. */
  readonly elements: readonly { readonly index: number; readonly reason: string }[];
  /** The content type of the call. */
  readonly contentType: string;
  readonly bytes: number;
  readonly objectKey: string;
}

/** Kept as long as the bytes themselves. */
export const KEPT_DAYS = 90;
const DAY_SECONDS = 86_400;
/** Maximum elements that are listed for one call. */
const LISTED = 100;
const REASON = 200;

const callsPk = (tenantId: string, originId: string): string => `T#${tenantId}#OE#${originId}`;
const callKey = (tenantId: string, originId: string, id: string): Key => ({ pk: callsPk(tenantId, originId), sk: id });

interface Kept {
  readonly tenantId: string;
  readonly originId: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** Hexadecimal, of the call's bytes. */
  readonly hash: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly objectKey: string;
  readonly unreadable: readonly { readonly index: number; readonly reason: string }[];
}

const elementsOf = (unreadable: Kept['unreadable']): Pick<UnreadableCall, 'count' | 'elements'> => ({
  count: unreadable.length,
  elements: unreadable.slice(0, LISTED).map(({ index, reason }) => ({ index, reason: cut(reason, REASON, '…') })),
});

/** The same call at the same time is one item. Ids sort by time. */
export const unreadableItem = ({ tenantId, originId, receivedAt, hash, contentType, bytes, objectKey, unreadable }: Kept): Item => ({
  ...callKey(tenantId, originId, `${receivedAt.toString(36).padStart(8, '0')}_${hash.slice(0, 16)}`),
  at: new Date(receivedAt).toISOString(),
  ...elementsOf(unreadable),
  contentType,
  bytes,
  objectKey,
  ttl: Math.floor(receivedAt / 1_000) + KEPT_DAYS * DAY_SECONDS,
});

const callOf = (item: Item): UnreadableCall => ({
  id: item.sk,
  at: String(item['at']),
  count: Number(item['count']),
  elements: item['elements'] as UnreadableCall['elements'],
  contentType: String(item['contentType']),
  bytes: Number(item['bytes']),
  objectKey: String(item['objectKey']),
});

/** Newest first. @throws TableUnavailable */
export const listUnreadable = async (
  table: Table,
  { tenantId, originId, after, limit }: { readonly tenantId: string; readonly originId: string; readonly after: string | null; readonly limit: number },
): Promise<{ readonly calls: UnreadableCall[]; readonly next: string | null }> => {
  const to = after === null ? {} : { to: after };
  const { items } = await table.query({ pk: callsPk(tenantId, originId), ...to, descending: true, limit: limit + 2 });
  // The last one of the previous page is read again; one additional item shows whether there are more.
  const found = items.filter(({ sk }) => sk !== after);
  const calls = found.slice(0, limit).map(callOf);
  return { calls, next: found.length > limit ? (calls.at(-1)?.id ?? null) : null };
};

/** Undefined if there is none (any more). @throws TableUnavailable */
export const findUnreadable = async (table: Table, tenantId: string, originId: string, id: string): Promise<UnreadableCall | undefined> => {
  const [item] = await table.get([callKey(tenantId, originId, id)], { consistent: true });
  return item && callOf(item);
};

/** Calls of the last days that wait for a replay. @throws TableUnavailable */
export const countUnreadable = (table: Table, tenantId: string, originId: string): Promise<number> => table.count({ pk: callsPk(tenantId, originId) });

/** After a replay: the call is done, or these elements still cannot be read. @throws TableUnavailable */
export const settleUnreadable = async (table: Table, tenantId: string, originId: string, id: string, unreadable: Kept['unreadable']): Promise<void> => {
  const key = callKey(tenantId, originId, id);
  if (unreadable.length === 0) await table.write({ op: 'delete', key });
  else await written(table.write({ op: 'update', key, set: elementsOf(unreadable), when: { exists: true } }));
};
