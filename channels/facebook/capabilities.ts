import type { Capabilities } from '../../domain/outbound/capabilities.ts';

/** https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/send-api (read 2026-11) */
export const facebookCapabilities: Capabilities = { canSend: false, maxTextLength: 2000, files: false, replyWindowHours: null, idempotentSend: false };
