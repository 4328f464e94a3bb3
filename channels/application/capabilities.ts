import type { Capabilities } from '../../domain/channels/capabilities.ts';

/** The limits are those of the hub's own chats. A reply's id is in the chat's log for good, so a reply that is sent twice is there once. */
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
