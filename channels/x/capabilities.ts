import type { Capabilities, FileLimits } from '../../domain/channels/capabilities.ts';

const MB = 1024 * 1024;

/**
 * A post has up to 4 pictures, or one animated GIF, or one film. A direct message has one file, so several pictures become several messages; Parley chose
 * the number. X takes films of 512 MB; Parley's limit is what one try can upload.
 * https://docs.x.com/x-api/media/quickstart/best-practices, https://docs.x.com/x-api/media/introduction (read 2026-11-30)
 */
const FILES: FileLimits = {
  count: 4,
  kinds: {
    image: { bytes: 5 * MB, types: ['image/jpeg', 'image/png', 'image/webp'] },
    animation: { bytes: 15 * MB, alone: true },
    video: { bytes: 100 * MB, types: ['video/mp4', 'video/quicktime'], alone: true },
  },
};

/**
 * A post has at most 280 weighted characters (https://developer.x.com/en/docs/counting-characters); accounts of X Premium may write more, but the API does not
 * show this. A direct message has at most 10,000 characters
 * (https://developer.x.com/en/docs/x-api/v1/direct-messages/sending-and-receiving/api-reference/new-event; read 2026-11-29).
 */
export const capabilities: Capabilities = {
  surfaces: {
    dm: { reply: { text: { most: 10_000, unit: 'characters' }, files: FILES } },
    comment: { reply: { text: { most: 280, unit: 'weighted characters' }, files: FILES }, unsend: {} },
  },
  idempotent: false,
  notesParts: true,
};
