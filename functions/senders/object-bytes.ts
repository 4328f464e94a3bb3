import type { Objects } from '../../adapters/objects/objects.ts';

/** A stored file while it is sent: opened when its first byte is wanted, never held as a whole. @throws Error when the file is gone; ObjectsUnavailable */
export async function* objectBytes(objects: Pick<Objects, 'open'>, key: string): AsyncGenerator<Uint8Array, void, undefined> {
  const found = await objects.open(key);
  if (!found) throw new Error(`there is no object ${key}`);
  yield* found.bytes;
}
