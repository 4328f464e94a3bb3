/** Which tickets of a tenant were counted: a bit for each sequence, in chunks that fit into items. */
export interface Seen {
  has(sequence: number): boolean;
  add(sequence: number): void;
  /** Chunks that were changed since `seenIn`. */
  changed(): readonly Chunk[];
}

export interface Chunk {
  readonly chunk: number;
  readonly bits: Uint8Array;
}

/** 2^18 sequences: 32 KB. A transaction of DynamoDB takes 4 MB, which is a recount of 30 million tickets. */
export const CHUNK_BITS = 2 ** 18;

export const seenIn = (chunks: readonly Chunk[] = []): Seen => {
  const held = new Map(chunks.map(({ chunk, bits }) => [chunk, Uint8Array.from(bits)]));
  const dirty = new Set<number>();
  const placeOf = (sequence: number) => ({ chunk: Math.floor(sequence / CHUNK_BITS), byte: (sequence % CHUNK_BITS) >> 3, bit: 1 << (sequence & 7) });
  return {
    has(sequence) {
      const { chunk, byte, bit } = placeOf(sequence);
      return ((held.get(chunk)?.[byte] ?? 0) & bit) !== 0;
    },
    add(sequence) {
      const { chunk, byte, bit } = placeOf(sequence);
      const bits = held.get(chunk) ?? new Uint8Array(CHUNK_BITS / 8);
      bits[byte] = (bits[byte] ?? 0) | bit;
      held.set(chunk, bits);
      dirty.add(chunk);
    },
    changed: () => [...dirty].map((chunk) => ({ chunk, bits: held.get(chunk) as Uint8Array })),
  };
};
