import type { Item, Table, Write } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { deliveryError } from '../../vocabulary/delivery-error.ts';
import type { Leave } from '../fair-share.ts';
import { type GateDeps, gateKey, openGate, passGate, SLOW_MS, strikeGate } from '../gate.ts';
import { RetryLater } from '../retry-later.ts';
import type { Posted } from '../rule-actions/run-action.ts';
import { type DeliveryEntry, deliveryKey, deliveryOf, type StoredDelivery } from './delivery.ts';
import { disableWebhook } from './disable-webhook.ts';
import { pauseBefore } from './pauses.ts';
import { signedHeaders } from './sign-event.ts';
import { type Failure, secretsOf, type Webhook, webhookKey, webhookOf } from './webhook.ts';

export interface DeliverDeps extends GateDeps {
  readonly table: Table;
  readonly newId: () => string;
  /** A slot among the running calls; null if this webhook or its tenant already uses its share. */
  readonly turn: (tenantId: string, webhookId: string) => Promise<Leave | null>;
  /** Never throws. */
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Posted>;
  /** How long a delivery is retried after its first failure before its webhook is disabled, in ms. */
  readonly repeatForMs: number;
}

/** Data about this receive of the queue's entry. */
export interface Received {
  readonly receives: number;
  readonly receipt: string;
}

export type Delivered = 'delivered' | 'skipped' | 'disabled';

const BUSY_PAUSE_MS = 1_000;
/** A queue delivers an entry a thousand times at most, so an entry that has often waited for a hanging receiver is received less often. */
const MANY_RECEIVES = 20;
const SELDOM_MS = 600_000;

/**
 * Sends one event to one webhook: signed, with the same id and body at every retry. @throws RetryLater until it is delivered; TableUnavailable
 */
export const deliverEvent = async (deps: DeliverDeps, entry: DeliveryEntry, received: Received): Promise<Delivered> => {
  const { tenantId, webhookId } = entry;
  // Each webhook has its own gate, so one that hangs does not delay others.
  const gate = gateKey(tenantId, `webhook-${webhookId}`);
  const [webhookItem, item, gateItem] = await deps.table.get([webhookKey(tenantId, webhookId), deliveryKey(entry), gate], { consistent: true });
  // The webhook was removed, or the event was delivered before and received again.
  if (!webhookItem || item?.['state'] !== 'pending') return 'skipped';
  const webhook = webhookOf(webhookItem);
  const delivery = deliveryOf(item);
  if (!webhook.enabled) {
    await record(deps, entry, { set: { state: 'failed', reason: 'the webhook is disabled' }, remove: ['receipt'] });
    return 'skipped';
  }
  const leave = await deps.turn(tenantId, webhookId);
  if (!leave) throw new RetryLater('the webhook is busy', BUSY_PAUSE_MS * (1 + deps.random()));
  try {
    const passage = await passGate(deps, gate, gateItem);
    if (!passage.open) throw new RetryLater(passage.error.message, received.receives > MANY_RECEIVES ? SELDOM_MS : passage.afterMs);
    const began = deps.clock();
    const posted = await deps.post(webhook.url, signedHeaders(secretsOf(webhookItem), delivery.id, delivery.body, began), delivery.body);
    const failure = failureOf(delivery, posted);
    if (failure?.status === null && deps.clock() - began >= SLOW_MS) await strikeGate(deps, gate, delivery.group, deliveryError('no_answer', failure.reason));
    else await openGate(deps, gate, gateItem);
    if (failure) return await onFailure(deps, entry, { webhook, delivery, failure, received });
    await onSuccess(deps, entry, webhook, delivery, 'status' in posted ? posted.status : 0);
    return 'delivered';
  } finally {
    leave();
  }
};

/** Any answer except a 2xx, and a missing answer, is a failure. */
const failureOf = ({ id, ticketId }: StoredDelivery, posted: Posted): Failure | null => {
  if ('unanswered' in posted)
    return { deliveryId: id, ticketId, status: null, reason: posted.refused ? posted.unanswered : `no answer (${posted.unanswered})` };
  const { status } = posted;
  return status >= 200 && status <= 299 ? null : { deliveryId: id, ticketId, status, reason: `the receiver answered ${status}` };
};

/** Changes a delivery that is still pending. */
const record = ({ table }: DeliverDeps, entry: DeliveryEntry, change: Pick<Extract<Write, { op: 'update' }>, 'add' | 'set' | 'remove'>): Promise<boolean> =>
  written(table.write({ op: 'update', key: deliveryKey(entry), ...change, when: { equals: { state: 'pending' } } }));

const onSuccess = async (deps: DeliverDeps, entry: DeliveryEntry, webhook: Webhook, delivery: StoredDelivery, lastStatus: number): Promise<void> => {
  await record(deps, entry, { add: { attempts: 1 }, set: { state: 'delivered', lastStatus }, remove: ['receipt', 'failedSince', 'reason'] });
  // Failures of other tickets keep the notice until their own events are delivered.
  if (webhook.failing === null || webhook.failing.ticketId !== delivery.ticketId) return;
  const key = webhookKey(entry.tenantId, webhook.id);
  await written(deps.table.write({ op: 'update', key, remove: ['failing'], when: { exists: true } }));
};

interface Failed {
  readonly webhook: Webhook;
  readonly delivery: StoredDelivery;
  readonly failure: Failure;
  readonly received: Received;
}

/** @throws RetryLater while there is time */
const onFailure = async (deps: DeliverDeps, entry: DeliveryEntry, { webhook, delivery, failure, received }: Failed): Promise<Delivered> => {
  const now = deps.clock();
  const since = delivery.failedSince ?? new Date(now).toISOString();
  const leftMs = Date.parse(since) + deps.repeatForMs - now;
  const { status, reason } = failure;
  if (leftMs <= 0) {
    await record(deps, entry, { add: { attempts: 1 }, set: { state: 'failed', reason, lastStatus: status }, remove: ['receipt'] });
    await disableWebhook(deps, entry.tenantId, webhook.id, { ...failure, at: new Date(now).toISOString() });
    return 'disabled';
  }
  const set = { reason, lastStatus: status, failedSince: since, receipt: received.receipt } satisfies Partial<Item>;
  await record(deps, entry, { add: { attempts: 1 }, set });
  if (webhook.failing === null) {
    const key = webhookKey(entry.tenantId, webhook.id);
    await written(deps.table.write({ op: 'update', key, set: { failing: { ...failure, since } }, when: { exists: true } }));
  }
  throw new RetryLater(reason, Math.min(pauseBefore(delivery.attempts + 1), leftMs));
};
