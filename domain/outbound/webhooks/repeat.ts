import type { Context, NewId } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import type { Table } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { getWebhook } from './commands.ts';
import { type DeliveryEntry, deliveriesPk, deliveryKey, deliveryOf, type StoredDelivery } from './delivery.ts';
import { idsFrom } from './event-id.ts';

interface Deps {
  readonly table: Table;
  readonly newId: NewId;
  readonly webhooksQueueUrl: string;
  readonly queues: {
    send(url: string, messages: readonly { readonly body: string; readonly groupId: string; readonly dedupeId: string }[]): Promise<void>;
    postpone(url: string, receipts: readonly string[], ms: number): Promise<void>;
  };
}
type Tenant = Pick<Context, 'tenantId'>;

/** Deliveries that one call repeats. */
export const REPLAYED_AT_ONCE = 200;

/** Newest first. @throws Problem not_found, TableUnavailable */
export const listDeliveries = async (
  deps: Pick<Deps, 'table'>,
  context: Tenant,
  id: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<{ readonly deliveries: StoredDelivery[]; readonly next: string | null }> => {
  await getWebhook(deps, context, id);
  // The last one of the previous page is read again; one additional item shows whether there are more.
  const to = after === null ? {} : { to: after };
  const { items } = await deps.table.query({ pk: deliveriesPk(context.tenantId, id), ...to, descending: true, limit: limit + 2, consistent: true });
  const found = items.filter(({ sk }) => sk !== after);
  const deliveries = found.slice(0, limit).map(deliveryOf);
  return { deliveries, next: found.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
};

const requireEnabled = async (deps: Deps, context: Tenant, id: string): Promise<void> => {
  if (!(await getWebhook(deps, context, id)).enabled) throw new Problem('conflict', 'The webhook is disabled; enable it first.');
};

/** Sends it after the waiting events of its ticket. A pending one is queued again, which has no effect if its own entry is processed first. */
const sendAgain = async (deps: Deps, entry: DeliveryEntry, { state, group }: StoredDelivery): Promise<void> => {
  const key = deliveryKey(entry);
  if (state !== 'pending')
    await written(deps.table.write({ op: 'update', key, set: { state: 'pending' }, remove: ['failedSince', 'reason'], when: { equals: { state } } }));
  await deps.queues.send(deps.webhooksQueueUrl, [{ body: JSON.stringify(entry), groupId: group, dedupeId: `${entry.deliveryId}.${deps.newId()}` }]);
};

/**
 * Tries a delivery now: sends a delivered or failed one again, with the same id and body; ends the pause of one that is being retried. A delivery that waits
 * for another one of its ticket keeps its position. @throws Problem not_found; conflict while the webhook is disabled; Unavailable
 */
export const retryDelivery = async (deps: Deps, context: Tenant, webhookId: string, deliveryId: string): Promise<StoredDelivery> => {
  await requireEnabled(deps, context, webhookId);
  const entry = { tenantId: context.tenantId, webhookId, deliveryId };
  const [item] = await deps.table.get([deliveryKey(entry)], { consistent: true });
  if (!item) throw notFound('delivery');
  const delivery = deliveryOf(item);
  if (delivery.receipt !== null) await deps.queues.postpone(deps.webhooksQueueUrl, [delivery.receipt], 0);
  await sendAgain(deps, entry, delivery);
  return { ...delivery, state: 'pending' };
};

/**
 * Sends the webhook's events since a time (epoch ms) again, oldest first, with the same ids and bodies; also those of the time in which Parley had
 * disabled it. `next`: the last of them if there are more, else null. @throws Problem not_found; conflict while the webhook is disabled; Unavailable
 */
export const replayDeliveries = async (
  deps: Deps,
  context: Tenant,
  webhookId: string,
  from: { readonly since: number } | { readonly after: string },
): Promise<{ readonly replayed: number; readonly next: string | null }> => {
  await requireEnabled(deps, context, webhookId);
  const { tenantId } = context;
  const start = 'after' in from ? from.after : idsFrom(from.since);
  const { items } = await deps.table.query({ pk: deliveriesPk(tenantId, webhookId), from: start, limit: REPLAYED_AT_ONCE + 2, consistent: true });
  const found = items.filter(({ sk }) => !('after' in from) || sk !== from.after);
  const repeated = found.slice(0, REPLAYED_AT_ONCE).map(deliveryOf);
  for (const delivery of repeated) await sendAgain(deps, { tenantId, webhookId, deliveryId: delivery.id }, delivery);
  return { replayed: repeated.length, next: found.length > REPLAYED_AT_ONCE ? (found[REPLAYED_AT_ONCE - 1]?.sk ?? null) : null };
};
