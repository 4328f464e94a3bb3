import { createHash, randomBytes } from 'node:crypto';
import { base32 } from './totp.ts';

/** Codes for the day on which the phone is lost. Each is good once. */
export const RECOVERY_CODES = 10;
/** 80 random bits: nobody guesses them, so a fast hash is enough, as for API keys. */
const BYTES = 10;

/** `ABCD-EFGH-JKLM-NPQR`. Case and separators do not count when it is entered. */
export const newRecoveryCodes = (random: (bytes: number) => Uint8Array = randomBytes): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => (base32(random(BYTES)).match(/.{4}/g) ?? []).join('-'));

export const hashOfCode = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^A-Z2-7]/g, ''))
    .digest('base64url');
