import type { Capabilities, FileLimits, TextLimit } from '../../domain/channels/capabilities.ts';

const MB = 1024 * 1024;

/**
 * The files of a message. The number is ours: 10 files are 10 messages to the customer.
 * https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/attachment-upload (of 2026-04-01)
 */
export const FILES = {
  count: 10,
  kinds: {
    image: { bytes: 8 * MB, types: ['image/png', 'image/jpeg', 'image/gif'] },
    audio: { bytes: 25 * MB, types: ['audio/aac', 'audio/mp4', 'audio/x-m4a', 'audio/wav', 'audio/x-wav'] },
    video: { bytes: 25 * MB, types: ['video/mp4', 'video/ogg', 'video/x-msvideo', 'video/quicktime', 'video/webm'] },
    document: { bytes: 25 * MB, types: ['application/pdf'] },
  },
} as const satisfies FileLimits;

/** …/instagram-messaging/features/send-message (of 2026-07-02): text is UTF-8 of at most 1,000 bytes. */
const MESSAGE: TextLimit = { most: 1_000, unit: 'bytes' };
/** As captions. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media, `caption` (read 2026-11) */
const COMMENT: TextLimit = { most: 2_200, unit: 'characters' };

const WEEK = 7 * 24;

/** The windows: see `meta/send-message.ts`. The tag of late messages is not for reactions. `love` is shown as a heart (see `meta/reaction.ts`). The comment of a live video can be answered only privately, and only during the broadcast. */
export const capabilities: Capabilities = {
  surfaces: {
    dm: {
      reply: { text: MESSAGE, files: FILES, window: { hours: 24, since: 'customer', beyond: { hours: WEEK, as: 'HUMAN_AGENT' } } },
      react: { emojis: ['❤️'], window: { hours: 24, since: 'customer' } },
      markRead: {},
      typing: {},
    },
    comment: {
      reply: { text: COMMENT },
      unsend: {},
      hide: {},
      unhide: {},
      delete: {},
      privateReply: { text: MESSAGE, window: { hours: WEEK, since: 'message' } },
    },
  },
  idempotent: false,
  notesParts: true,
};
