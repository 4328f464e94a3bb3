/** A seeded random generator. */
export interface Draw {
  /** 0 ≤ n < 1. */
  (): number;
}

/** The seed of one part. Seeds of neighbours are unrelated. */
export const seedOf = (seed: number, part: number): number => {
  let mixed = Math.imul((seed ^ 0x9e3779b9) + part, 0x85ebca6b) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0;
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

/** Waiting times: many short ones, few long ones. */
export const exponential = (draw: Draw, mean: number): number => -mean * Math.log(1 - draw());

export const oneOf = <T>(draw: Draw, values: readonly T[]): T => values[Math.floor(draw() * values.length)] as T;

/** `n` 32-bit words in hex. */
export const hexOf = (draw: Draw, words: number): string => {
  let text = '';
  for (let word = 0; word < words; word += 1) text += (draw() * 4_294_967_296).toString(16).padStart(8, '0').slice(0, 8);
  return text;
};

/** Shaped like a random UUID. */
export const uuidOf = (draw: Draw): string => {
  const hex = hexOf(draw, 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};
