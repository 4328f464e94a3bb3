import type { Objects } from '../../adapters/objects/objects.ts';

/** Streams a stored file: opens it when the first byte is read and never holds all of it in memory. @throws Error if the file is missing; ObjectsUnavailable */
export async function* objectBytes(objects: Pick<Objects, 'open'>, key: string): AsyncGenerator<Uint8Array, void, undefined> {
  const found = await objects.open(key);
  if (!found) throw new Error(`there is no object ${key}`);
  yield* found.bytes;
}
