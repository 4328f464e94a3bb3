import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Time-based one-time passwords as authenticator apps compute them: RFC 6238 with HMAC-SHA-1, six digits and steps of 30 seconds, on the
 * truncation of RFC 4226 §5.3. Base32 is that of RFC 4648 §6, without padding. (RFCs read on 2026-11-30.)
 */
const STEP_MS = 30_000;
const DIGITS = 6;
/** Bytes of a secret: RFC 4226 §4 recommends 160 bits. */
export const SECRET_BYTES = 20;
/** Steps before and after the present one whose codes count, for clocks that differ (RFC 6238 §5.2). */
const SKEW = 1;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET[(value >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text;
}

/** Characters outside of the alphabet are left out. */
export function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text.toUpperCase()) {
    const five = ALPHABET.indexOf(character);
    if (five === -1) continue;
    value = ((value << 5) | five) & 0xffff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 255);
  }
  return Buffer.from(bytes);
}

/** The code of a step, six digits. `secret`: base32. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac[mac.length - 1] as number) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The number of the step at a time, epoch ms. */
export const stepAt = (ms: number): number => Math.floor(ms / STEP_MS);

/** The step whose code this is, among those that count now and come after `lastStep`; undefined for a wrong code, and for one that was used. */
export function stepOf(secret: string, code: string, nowMs: number, lastStep: number): number | undefined {
  const given = Buffer.from(code);
  const present = stepAt(nowMs);
  let found: number | undefined;
  // All of them, so that time does not tell how close a guess came.
  for (let step = present - SKEW; step <= present + SKEW; step += 1) {
    const expected = Buffer.from(codeAt(secret, step));
    if (given.length === expected.length && timingSafeEqual(given, expected) && step > lastStep) found = step;
  }
  return found;
}

/**
 * What an authenticator app reads from a QR code: https://github.com/google/google-authenticator/wiki/Key-Uri-Format (read on 2026-11-30). Neither
 * the issuer nor the account may contain a colon.
 */
export function otpauthUri(secret: string, issuer: string, account: string): string {
  const plain = (text: string): string => encodeURIComponent(text.replaceAll(':', ' '));
  return `otpauth://totp/${plain(issuer)}:${plain(account)}?secret=${secret}&issuer=${plain(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1000}`;
}
