import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../errors.ts';

/**
 * What a link in a mail carries, behind the `#` of its address, so that no server and no log sees it: `{slug}.{id}.{256 random bits}`. The tenant and the
 * row are found by the first two; only the hash of the last one is stored.
 */
export interface OneTimeToken {
  readonly slug: string;
  /** Of the person or the invitation. */
  readonly id: string;
  readonly hash: string;
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export function newToken(slug: string, id: string, newSecret: () => string): { readonly token: string; readonly hash: string } {
  const secret = newSecret();
  return { token: `${slug}.${id}.${secret}`, hash: hashOf(secret) };
}

/** A text of another form is a token that no row has. */
export function readToken(token: string): OneTimeToken {
  const [, slug = '', id = '', secret = ''] = /^([a-z0-9-]{1,63})\.([\w-]{1,64})\.([\w-]{20,100})$/.exec(token) ?? [];
  return { slug: slug === '' ? 'nobody' : slug, id: id === '' ? 'nobody' : id, hash: hashOf(secret) };
}

/** Constant time. */
export function isSameHash(token: OneTimeToken, stored: unknown): boolean {
  const [given, kept] = [Buffer.from(token.hash), Buffer.from(typeof stored === 'string' ? stored : '')];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

/** One answer for every reason: unknown, used, replaced, expired or of nobody. */
export const linkInvalid = (): Problem =>
  new Problem('unprocessable', 'This link is not valid: it was used, replaced or revoked, or its time is over.', {
    errors: [{ path: 'token', message: 'is not valid' }],
  });
