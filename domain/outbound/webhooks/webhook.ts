import { tenantPk } from '../../configuration/keys.ts';
import type { Item, Key } from '../../table/port.ts';

/** The events to which a webhook can subscribe. */
export const WEBHOOK_EVENTS = ['ticket.created', 'ticket.updated', 'message.received', 'message.sent', 'queue.changed'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Why the last call failed: the status of the answer, or null without an answer. */
export interface Failure {
  readonly deliveryId: string;
  readonly ticketId: string | null;
  readonly status: number | null;
  readonly reason: string;
}

/** An address of a customer's system, and the events that are sent there. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Since when calls fail; null while they succeed. */
  readonly failing: (Failure & { readonly since: string }) | null;
  /** Set when Parley has disabled it after failures. */
  readonly disabled: (Failure & { readonly at: string }) | null;
}

/** `whsec_` and base64, by the Standard Webhooks specification. A replaced secret is also used for signatures until it expires. */
export interface Secrets {
  readonly secret: string;
  readonly replaced: { readonly secret: string; readonly until: string } | null;
}

export const WEBHOOK_PREFIX = 'WEBHOOK#';
export const webhookKey = (tenantId: string, id: string): Key => ({ pk: tenantPk(tenantId), sk: `${WEBHOOK_PREFIX}${id}` });

export const webhookOf = (item: Item): Webhook => ({
  id: item.sk.slice(WEBHOOK_PREFIX.length),
  url: String(item['url']),
  events: item['events'] as readonly WebhookEvent[],
  enabled: item['enabled'] === true,
  createdAt: String(item['createdAt']),
  updatedAt: String(item['updatedAt']),
  failing: (item['failing'] as Webhook['failing'] | undefined) ?? null,
  disabled: (item['disabled'] as Webhook['disabled'] | undefined) ?? null,
});

export const secretsOf = (item: Item): Secrets => ({
  secret: String(item['secret']),
  replaced: (item['replaced'] as Secrets['replaced'] | undefined) ?? null,
});
