import type { Capabilities } from '../../domain/channels/capabilities.ts';

/**
 * The channel is Parley's own, so its limits are too. A visitor downloads each file by a link. A reply is delivered by its position in the log, so a reply that
 * is sent twice is shown once.
 */
export const capabilities: Capabilities = {
  surfaces: {
    chat: {
      reply: { text: { most: 20_000, unit: 'characters' }, files: { count: 10, kinds: { image: {}, audio: {}, video: {}, document: {} } } },
      edit: { text: { most: 20_000, unit: 'characters' } },
      unsend: {},
      react: {},
    },
  },
  idempotent: true,
};
