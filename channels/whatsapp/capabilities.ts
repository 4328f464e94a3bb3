import type { Capabilities } from '../../domain/channels/capabilities.ts';

/**
 * 4,096 characters of text: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages (of 2026-05).
 * Free text within 24 hours of the customer's newest message ("customer service window"):
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages (read 2026-11).
 */
export const capabilities: Capabilities = {
  surfaces: { dm: { reply: { text: { most: 4096, unit: 'characters' }, window: { hours: 24, since: 'customer' } } } },
  idempotent: false,
};
