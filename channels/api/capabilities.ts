import type { Capabilities, SurfaceCapabilities } from '../../domain/channels/capabilities.ts';

const surface: SurfaceCapabilities = {
  reply: { text: { most: 100_000, unit: 'characters' }, files: { kinds: { image: {}, audio: {}, video: {}, document: {} } } },
};

/** The receiver is the business's own system. Files of any type go as links; the receiver detects repeats by `Idempotency-Key`. */
export const capabilities: Capabilities = { surfaces: { dm: surface, comment: surface, review: surface, mail: surface, chat: surface }, idempotent: true };
