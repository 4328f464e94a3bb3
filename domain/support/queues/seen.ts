import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** How each ticket of a tenant was counted: a code for each sequence, in chunks that fit into items. 0: not counted. */
export interface Seen {
  /** Above 0 if it was counted. */
  get(sequence: number): number;
  set(sequence: number, code: number): void;
  /** Chunks that have changed since `seenIn`. */
  changed(): readonly Chunk[];
}

export interface Chunk {
  readonly chunk: number;
  /** Compressed by deflate. Few different codes are used, so most chunks take a quarter of their 256 KB or less. */
  readonly codes: Uint8Array;
}

/** 2^17 sequences of two bytes. A transaction of DynamoDB allows 4 MB, which is a recount of some 6 million tickets. */
export const CHUNK_SEQUENCES = 2 ** 17;
export const MOST_CODE = 2 ** 16 - 1;

const opened = (codes: Uint8Array): Uint16Array => {
  const bytes = inflateRawSync(codes, { maxOutputLength: CHUNK_SEQUENCES * 2 });
  return new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
};
const packed = (codes: Uint16Array): Uint8Array => deflateRawSync(new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength), { level: 1 });

export const seenIn = (chunks: readonly Chunk[] = []): Seen => {
  const held = new Map(chunks.map(({ chunk, codes }) => [chunk, opened(codes)]));
  const dirty = new Set<number>();
  const chunkOf = (sequence: number): number => Math.floor(sequence / CHUNK_SEQUENCES);
  return {
    get: (sequence) => held.get(chunkOf(sequence))?.[sequence % CHUNK_SEQUENCES] ?? 0,
    set(sequence, code) {
      const chunk = chunkOf(sequence);
      const codes = held.get(chunk) ?? new Uint16Array(CHUNK_SEQUENCES);
      codes[sequence % CHUNK_SEQUENCES] = code;
      held.set(chunk, codes);
      dirty.add(chunk);
    },
    changed: () => [...dirty].map((chunk) => ({ chunk, codes: packed(held.get(chunk) as Uint16Array) })),
  };
};
