import type { Capabilities } from '../../domain/channels/capabilities.ts';

const LIMIT = { bytes: 5 * 1024 * 1024 };

/**
 * 1,600 characters (https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource, read 2026-11-29). An MMS has at most ten files of
 * together 5 MB (https://www.twilio.com/docs/messaging/guides/accepted-mime-types, read 2026-11-29); WhatsApp has one file per message. Only Twilio knows
 * whether the WhatsApp window is closed (63016): SMS has no window, and one origin may have both. Content templates
 * are for WhatsApp; their language is a part of them.
 */
export const capabilities: Capabilities = {
  surfaces: {
    dm: {
      reply: {
        text: { most: 1600, unit: 'characters' },
        files: { count: 10, total: LIMIT.bytes, kinds: { image: LIMIT, audio: LIMIT, video: LIMIT, document: LIMIT } },
      },
      template: { addresses: 'whatsapp:' },
    },
  },
  idempotent: false,
  notesParts: true,
};
