import type { Capabilities, FileLimits } from '../../domain/channels/capabilities.ts';
import type { ChoiceForm } from '../../domain/channels/choices.ts';

const KB = 1024;
const MB = 1024 * KB;

/**
 * The files of a reply; each is a separate message. The number is ours: 10 files are 10 messages to the customer.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types (of 2025-12-11, read 2026-11). Of stickers, static ones
 * have at most 100 KB and animated ones 500 KB; the type does not distinguish them. Only these types of documents are certain to be shown.
 */
export const FILES = {
  count: 10,
  kinds: {
    image: { bytes: 5 * MB, types: ['image/jpeg', 'image/png'] },
    sticker: { bytes: 500 * KB, types: ['image/webp'] },
    audio: { bytes: 16 * MB, types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'] },
    video: { bytes: 16 * MB, types: ['video/mp4', 'video/3gpp', 'video/3gp'] },
    document: {
      bytes: 100 * MB,
      types: [
        'text/plain',
        'application/pdf',
        'application/msword',
        'application/vnd.ms-excel',
        'application/vnd.ms-powerpoint',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      ],
    },
  },
} as const satisfies FileLimits;

/**
 * Characters of a caption; images, videos and documents have one.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/messages/document-messages (of 2025-11-03, read 2026-11)
 */
export const CAPTION = 1024;

/** The file of a template's header: https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates (read 2026-11). */
const { image, video, document } = FILES.kinds;
const HEADER: FileLimits = { count: 1, kinds: { image, video, document } };

/**
 * Answers that the customer can choose, as buttons or in a list:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages (of
 * 2026-05-21) and interactive-list-messages beside it (read 2026-11-29)
 */
export const BUTTONS: ChoiceForm = { name: 'buttons', count: 3, title: 20, text: 1024 };
export const CHOICES: readonly ChoiceForm[] = [BUTTONS, { name: 'a list', count: 10, title: 24, description: 72, label: 20, text: 4096 }];

/**
 * The indicator is shown for 25 seconds, or until the business answers:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators (of 2026-06-17, read 2026-11-29)
 */
const TYPING_SECONDS = 20;

/**
 * 4,096 characters of text: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages (of 2026-05).
 * Free text within 24 hours of the customer's newest message ("customer service window"):
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages (read 2026-11).
 */
export const capabilities: Capabilities = {
  surfaces: {
    dm: {
      reply: { text: { most: 4096, unit: 'characters' }, files: FILES, choices: CHOICES, window: { hours: 24, since: 'customer' } },
      template: { files: HEADER, language: 'required' },
      react: { window: { hours: 24, since: 'customer' } },
      markRead: {},
      typing: { everySeconds: TYPING_SECONDS, marksRead: true },
    },
  },
  idempotent: false,
  notesParts: true,
};
