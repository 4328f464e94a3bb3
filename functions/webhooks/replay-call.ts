import type { Objects } from '../../adapters/objects/objects.ts';
import type { Topics } from '../../adapters/topics/topics.ts';
import { UnreadableBody } from '../../channels/inbound.ts';
import { inboundOf } from '../../channels/registry/inbound.ts';
import { notFound, Problem } from '../../domain/errors.ts';
import { findOrigin } from '../../domain/origins/read-origin.ts';
import { originsByAccount } from '../../domain/origins/resolve-origin.ts';
import { findUnreadable, settleUnreadable } from '../../domain/origins/unreadable-calls.ts';
import { readStored, type Vault } from '../../domain/origins/vault.ts';
import type { Table } from '../../domain/table/port.ts';
import { readCall } from './read-call.ts';

export interface ReplayDeps {
  readonly table: Table;
  readonly objects: Pick<Objects, 'get' | 'put'>;
  readonly topics: Pick<Topics, 'produce'>;
  readonly vault: Pick<Vault, 'get'>;
}

/** The result of a replay: elements that took effect now or earlier, and those that still cannot be read. */
export interface ReplayedCall {
  readonly accepted: number;
  readonly unreadable: readonly { readonly index: number; readonly reason: string }[];
}

/**
 * Reads a stored call again, with its original time of receipt. Elements that already took effect are not applied again. The call is removed when
 * all of it is read. @throws Problem not_found; conflict if its bytes are missing; when an engine cannot be reached
 */
export const replayCall = async (
  deps: ReplayDeps,
  { tenantId, correlationId }: { readonly tenantId: string; readonly correlationId: string },
  originId: string,
  eventId: string,
): Promise<ReplayedCall> => {
  const { channel, accountId } = await findOrigin(deps, tenantId, originId);
  const kept = await findUnreadable(deps.table, tenantId, originId, eventId);
  const [inbound, stored] = [inboundOf(channel), await readStored(deps.vault, tenantId, originId, 0)];
  if (!kept || !inbound || !stored) throw notFound('event');
  const object = await deps.objects.get(kept.objectKey);
  if (!object) throw new Problem('conflict', 'The bytes of this event are no longer kept.');
  const headers = { 'content-type': kept.contentType };
  const request = { method: 'POST' as const, headers, query: {}, body: object.body, receivedAt: Date.parse(kept.at) };
  const byAccount = (): Promise<ReadonlyMap<string, string>> => originsByAccount(deps.table, tenantId, channel);
  try {
    const { batch } = await readCall({ ...deps, byAccount }, inbound, { address: { tenantId, originId, channel, accountId }, stored, request, correlationId });
    await settleUnreadable(deps.table, tenantId, originId, eventId, batch.unreadable);
    return { accepted: batch.counts.events, unreadable: batch.unreadable };
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    return { accepted: 0, unreadable: [{ index: 0, reason: error.message }] };
  }
};
