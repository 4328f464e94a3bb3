import type { MediaFault } from '../../support/messages/media-faults.ts';
import { keptType } from './kept-type.ts';

/** An answer of a provider; the body is read while it arrives. */
export interface MediaAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Bytes; null if the provider does not say. */
  readonly size: number | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface KeepDeps {
  readonly objects: {
    putStream(key: string, bytes: AsyncIterable<Uint8Array>, size: number, contentType: string): Promise<void>;
    delete(key: string): Promise<void>;
  };
  /** The type by the signature of a file's beginning. Never throws. */
  readonly typeOf: (beginning: Uint8Array) => Promise<string | undefined>;
  /** The largest file that is kept, in bytes. */
  readonly mostBytes: number;
}

export type Kept = { readonly objectKey: string; readonly type: string; readonly size: number } | { readonly failed: MediaFault };

/** Enough for the signatures of all formats that are not recognised by their end. */
const BEGINNING = 4_100;

/** Stores the body of an answer. A file of unknown size is read whole first, because the store needs the size. @throws what reading and storing throw */
export const keepFile = async ({ objects, typeOf, mostBytes }: KeepDeps, answer: MediaAnswer, told: string, objectKey: string): Promise<Kept> => {
  if ((answer.size ?? 0) > mostBytes) return { failed: 'too_large' };
  const pieces = answer.bytes[Symbol.asyncIterator]();
  try {
    return await keepPieces({ objects, typeOf, mostBytes }, answer.size, pieces, told, objectKey);
  } finally {
    await pieces.return?.();
  }
};

const keepPieces = async (
  { objects, typeOf, mostBytes }: KeepDeps,
  said: number | null,
  pieces: AsyncIterator<Uint8Array>,
  told: string,
  objectKey: string,
): Promise<Kept> => {
  const read: Uint8Array[] = [];
  const readUntil = async (most: number): Promise<void> => {
    for (let bytes = sizeOf(read); bytes <= most; ) {
      const { done, value } = await pieces.next();
      if (done) return;
      read.push(value);
      bytes += value.length;
    }
  };
  await readUntil(BEGINNING - 1);
  const type = keptType(told, await typeOf(Buffer.concat(read).subarray(0, BEGINNING)));
  if (type === null) return { failed: 'refused_type' };
  if (said === null) await readUntil(mostBytes);
  const size = said ?? sizeOf(read);
  if (size > mostBytes) return { failed: 'too_large' };
  await objects.putStream(objectKey, joined(read, pieces), size, type);
  return { objectKey, type, size };
};

const sizeOf = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

async function* joined(read: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  yield* read;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
