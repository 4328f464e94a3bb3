import type { ChannelEvent } from '../../domain/support/inbound/inbound-event.ts';
import { type DeliveryError, deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { eventOf, UnreadableElement } from '../elements.ts';
import { id, type Json, list, record, text } from '../json.ts';
import { timeOf } from '../times.ts';
import { oneNumber } from './numbers.ts';

const STATES: ReadonlySet<unknown> = new Set(['sent', 'delivered', 'read', 'failed']);
/** Documented, but not a delivery status: a voice message was played, the customer deleted their copy. */
const OTHERS: ReadonlySet<unknown> = new Set(['played', 'deleted', 'warning', 'pending']);

/**
 * The status of one of Parley's messages.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status (of 2026-05-21)
 * @throws UnreadableElement
 */
export const readStatus = (status: Json, receivedAt: number): (ChannelEvent | { readonly ignored: string })[] => {
  const state = status['status'];
  const recipient = id(status['recipient_id']);
  if (OTHERS.has(state)) return [{ ignored: `status ${String(state)}` }];
  const providerId = id(status['id']);
  if (!STATES.has(state) || providerId === undefined) throw new UnreadableElement('a status without id or known state');
  const known = state as NonNullable<ChannelEvent['status']>['state'];
  return [
    eventOf({
      verb: 'status',
      providerId,
      version: known,
      threadKey: recipient === undefined ? null : oneNumber(recipient),
      fromCustomer: false,
      opensTicket: false,
      status: { state: known, error: known === 'failed' ? errorOf(status) : null },
      occurredAt: timeOf(status['timestamp'], receivedAt),
    }),
  ];
};

/** Meta's code with its title and details. */
const errorOf = (status: Json): DeliveryError => {
  const error = record(list(status['errors'])?.[0]);
  const title = text(error?.['title']) ?? text(error?.['message']) ?? 'WhatsApp gives no reason.';
  const details = text(record(error?.['error_data'])?.['details']);
  return deliveryError(id(error?.['code']) ?? 'failed', `${title}${details === undefined || details === title ? '' : ` (${details})`}`);
};
