import { scrypt, timingSafeEqual } from 'node:crypto';
import { openGate } from './gate.ts';

/** scrypt with N = 2^15, r = 8, p = 1: 32 MB and some 80 ms per guess. The parameters are stored with each hash, so that they can be raised. */
const LOG_N = 15;
const R = 8;
const P = 1;
const BYTES = 32;

/**
 * Each hash occupies a core and one of the four threads that also read files and resolve names. At most half of the cores, and at most two hashes at
 * once, so that the process continues to respond while many people sign in.
 */
const gate = openGate({ atOnce: Math.min(2, Math.max(1, Math.floor(navigator.hardwareConcurrency / 2))), waiting: 200, waitMs: 10_000 });

function derive(password: string, salt: string, logN: number, r: number, p: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // NFKC: different keyboards produce different bytes for the same password.
    scrypt(password.normalize('NFKC'), salt, BYTES, { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** `scrypt$15$8$1$salt$hash`. `who`: the caller's queue. @throws Problem rate_limited if too many wait */
export async function hashPassword(password: string, newSecret: () => string, who: string): Promise<string> {
  const salt = newSecret();
  const hash = await gate.run(who, () => derive(password, salt, LOG_N, R, P));
  return `scrypt$${LOG_N}$${R}$${P}$${salt}$${hash.toString('base64url')}`;
}

const NOBODY = `scrypt$${LOG_N}$${R}$${P}$nobody$${Buffer.alloc(BYTES).toString('base64url')}`;

/**
 * Constant time. Without a stored hash it takes equally long and returns false, so that nobody learns which accounts exist. `who`: the caller's
 * queue. @throws Problem rate_limited if too many wait
 */
export async function passwordMatches(password: string, stored: string | undefined, who: string): Promise<boolean> {
  const [, logN, r, p, salt = '', hash = ''] = (stored ?? NOBODY).split('$');
  const expected = Buffer.from(hash, 'base64url');
  const derived = await gate.run(who, () => derive(password, salt, Number(logN), Number(r), Number(p)));
  return expected.length === derived.length && timingSafeEqual(derived, expected) && stored !== undefined;
}
