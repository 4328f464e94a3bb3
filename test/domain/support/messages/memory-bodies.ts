import type { BodyStore } from '../../../../domain/support/messages/body-store.ts';

export interface MemoryBodies extends BodyStore {
  readonly objects: Map<string, Uint8Array>;
}

/** The object store of bodies, in memory. */
export const memoryBodies = (): MemoryBodies => {
  const objects = new Map<string, Uint8Array>();
  return {
    objects,
    put: async (key, body) => void objects.set(key, body),
    get: async (key) => {
      const body = objects.get(key);
      return body && { body };
    },
  };
};
