import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `header` is `sha256=<hex HMAC-SHA-256 of the body>` under one of the secrets. Compares digests in constant time and
 * tries every secret, so that the time taken shows neither the position of a wrong digit nor the number of secrets.
 */
export const isSigned = (body: Uint8Array, header: string | undefined, secrets: readonly string[]): boolean => {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  let signed = false;
  for (const secret of secrets) if (timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given)) signed = true;
  return signed;
};

/** The header's value for our own calls: `sha256=<hex>`. */
export const signature = (secret: string, body: string | Uint8Array): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares two texts of any length in constant time. */
export const sameText = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));
