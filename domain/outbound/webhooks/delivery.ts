import type { Item, Key } from '../../table/port.ts';
import type { WebhookEvent } from './webhook.ts';
import type { WebhookEntry } from './webhook-entry.ts';

/** How long deliveries are listed and can be replayed. */
export const KEPT_DAYS = 30;
const DAY_SECONDS = 86_400;

/** One event for one webhook. Its id is the `webhook-id` of each call, and sorts by the time of the event. */
export interface Delivery {
  readonly id: string;
  readonly event: WebhookEvent;
  readonly ticketId: string | null;
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;
  /** The status of the last call; null without an answer. */
  readonly lastStatus: number | null;
  /** Why the last call failed, or why there was none. */
  readonly reason: string | null;
  /** When the event happened, ISO. */
  readonly at: string;
}

/** What the sender also needs. */
export interface StoredDelivery extends Delivery {
  /** Deliveries of one group are sent in order. */
  readonly group: string;
  /** JSON. */
  readonly body: string;
  /** When the first call failed, ISO; null before. */
  readonly failedSince: string | null;
  /** The queue's receipt of the entry that waits for its next try. */
  readonly receipt: string | null;
}

/** An entry of the queue `webhooks`. */
export interface DeliveryEntry {
  readonly tenantId: string;
  readonly webhookId: string;
  readonly deliveryId: string;
}

export const deliveriesPk = (tenantId: string, webhookId: string): string => `T#${tenantId}#WD#${webhookId}`;
export const deliveryKey = ({ tenantId, webhookId, deliveryId }: DeliveryEntry): Key => ({ pk: deliveriesPk(tenantId, webhookId), sk: deliveryId });

/** `reason`: it is stored, but not sent, because the webhook is disabled. */
export const deliveryItem = (webhookId: string, entry: WebhookEntry, reason: string | null): Item => ({
  ...deliveryKey({ tenantId: entry.tenantId, webhookId, deliveryId: entry.envelope.id }),
  event: entry.envelope.type,
  ...(entry.ticketId === null ? {} : { ticketId: entry.ticketId }),
  group: `${webhookId}.${entry.subject}`,
  state: reason === null ? 'pending' : 'failed',
  ...(reason === null ? {} : { reason }),
  attempts: 0,
  at: entry.at,
  body: JSON.stringify(entry.envelope),
  ttl: Math.floor(Date.parse(entry.at) / 1_000) + KEPT_DAYS * DAY_SECONDS,
});

export const deliveryOf = (item: Item): StoredDelivery => ({
  id: item.sk,
  event: item['event'] as WebhookEvent,
  ticketId: (item['ticketId'] as string | undefined) ?? null,
  state: item['state'] as Delivery['state'],
  attempts: Number(item['attempts']),
  lastStatus: (item['lastStatus'] as number | undefined) ?? null,
  reason: (item['reason'] as string | undefined) ?? null,
  at: String(item['at']),
  group: String(item['group']),
  body: String(item['body']),
  failedSince: (item['failedSince'] as string | undefined) ?? null,
  receipt: (item['receipt'] as string | undefined) ?? null,
});

/** The API's answer. */
export const presentDelivery = ({ id, event, ticketId, state, attempts, lastStatus, reason, at }: StoredDelivery): Delivery => ({
  id,
  event,
  ticketId,
  state,
  attempts,
  lastStatus,
  reason,
  at,
});
