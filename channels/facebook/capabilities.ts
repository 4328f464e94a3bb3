import type { Capabilities, FileLimits, TextLimit } from '../../domain/channels/capabilities.ts';

const MB = 1024 * 1024;

/**
 * The files of a message: 25 MB each, 8 MB an image. The number is ours: 10 files are 10 messages to the customer.
 * https://developers.facebook.com/docs/messenger-platform/reference/send-api, "attachment" (read 2026-11)
 */
export const FILES = {
  count: 10,
  kinds: {
    image: { bytes: 8 * MB, types: ['image/jpeg', 'image/png', 'image/gif'] },
    audio: { bytes: 25 * MB },
    video: { bytes: 25 * MB },
    document: { bytes: 25 * MB },
  },
} as const satisfies FileLimits;

/** The photo of a comment (`source` of https://developers.facebook.com/docs/graph-api/reference/object/comments, read 2026-11). */
const PHOTO: FileLimits = { count: 1, kinds: { image: { bytes: 4 * MB, types: ['image/jpeg', 'image/png', 'image/gif'] } } };

/** A text of a message has less than 2,000 characters (…/reference/send-api). */
const MESSAGE: TextLimit = { most: 1_999, unit: 'characters' };
/** The limit on Facebook's own pages; the reference documents no limit. */
const COMMENT: TextLimit = { most: 8_000, unit: 'characters' };

const WEEK = 7 * 24;

/** The windows: see `meta/send-message.ts`. The tag of late messages is not for reactions. */
export const capabilities: Capabilities = {
  surfaces: {
    dm: {
      reply: { text: MESSAGE, files: FILES, window: { hours: 24, since: 'customer', beyond: { hours: WEEK, as: 'HUMAN_AGENT' } } },
      react: { window: { hours: 24, since: 'customer' } },
      markRead: {},
      typing: {},
    },
    comment: {
      reply: { text: COMMENT, files: PHOTO },
      edit: { text: COMMENT },
      unsend: {},
      hide: {},
      unhide: {},
      delete: {},
      privateReply: { text: MESSAGE, window: { hours: WEEK, since: 'message' } },
    },
    review: { reply: { text: COMMENT, files: PHOTO }, edit: { text: COMMENT }, unsend: {} },
  },
  idempotent: false,
  notesParts: true,
};
