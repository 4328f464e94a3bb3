/** Kafka's partitioner for records with a key: `toPositive(murmur2(key)) % partitions` (org.apache.kafka.common.utils.Utils). */
const SEED = 0x9747b28c | 0;
const M = 0x5bd1e995 | 0;

export function murmur2(data: Uint8Array): number {
  const length = data.length;
  let h = SEED ^ length;
  const words = length >> 2;
  for (let i = 0; i < words; i += 1) {
    const at = i * 4;
    let k = byte(data, at) | (byte(data, at + 1) << 8) | (byte(data, at + 2) << 16) | (byte(data, at + 3) << 24);
    k = Math.imul(k, M);
    k ^= k >>> 24;
    k = Math.imul(k, M);
    h = Math.imul(h, M) ^ k;
  }
  const tail = words * 4;
  const left = length - tail;
  if (left >= 3) h ^= byte(data, tail + 2) << 16;
  if (left >= 2) h ^= byte(data, tail + 1) << 8;
  if (left >= 1) h = Math.imul(h ^ byte(data, tail), M);
  h ^= h >>> 13;
  h = Math.imul(h, M);
  h ^= h >>> 15;
  return h;
}

const byte = (data: Uint8Array, at: number): number => (data[at] ?? 0) & 0xff;
const encoder = new TextEncoder();

export function partitionOf(key: string, partitions: number): number {
  return (murmur2(encoder.encode(key)) & 0x7fffffff) % partitions;
}
