import { ECDH } from 'node:crypto';
import * as z from 'zod/mini';
import { LINK } from '../../limits.ts';

/** The JSON of a browser's PushSubscription: https://www.w3.org/TR/push-api/#push-subscription (read 2026-11-30). */
export interface Subscription {
  /** The address of the browser's push service. */
  readonly endpoint: string;
  readonly keys: {
    /** The browser's public key: a point of P-256, uncompressed, base64url. */
    readonly p256dh: string;
    /** 16 bytes, base64url. */
    readonly auth: string;
  };
}

/** Why a text is no subscription. `path`: the member. */
export interface NoSubscription {
  readonly path: string;
  readonly message: string;
}

const schema = z.object({ endpoint: z.string(), keys: z.object({ p256dh: z.string(), auth: z.string() }) });
const BASE64URL = /^[A-Za-z0-9_-]+={0,2}$/;
const AUTH_BYTES = 16;

/** The bytes of base64url text; null for other text, also for text with stray bits at its end. */
const bytesOf = (text: string): Buffer | null => {
  const bare = text.replace(/=+$/, '');
  const bytes = Buffer.from(bare, 'base64url');
  return BASE64URL.test(text) && bytes.toString('base64url') === bare ? bytes : null;
};

const isPoint = (bytes: Buffer): boolean => {
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  try {
    // It throws for a point that is not on the curve.
    ECDH.convertKey(bytes, 'prime256v1');
    return true;
  } catch {
    return false;
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads a subscription and drops everything else that a browser puts into it. `refusalOf`: why an address may not be called, or null.
 */
export const parseSubscription = (token: string, refusalOf: (url: string) => string | null): Subscription | NoSubscription => {
  const given = schema.safeParse(parsed(token));
  if (!given.success) return { path: 'token', message: 'must be the JSON of a PushSubscription, with endpoint, keys.p256dh and keys.auth' };
  const { endpoint, keys } = given.data;
  const refused = endpoint.length > LINK ? `must have at most ${LINK} characters` : refusalOf(endpoint);
  if (refused !== null) return { path: 'token.endpoint', message: refused };
  const [point, auth] = [bytesOf(keys.p256dh), bytesOf(keys.auth)];
  if (!point || !isPoint(point)) return { path: 'token.keys.p256dh', message: 'must be an uncompressed point of P-256 in base64url' };
  if (auth?.length !== AUTH_BYTES) return { path: 'token.keys.auth', message: 'must be 16 bytes in base64url' };
  return { endpoint, keys: { p256dh: point.toString('base64url'), auth: auth.toString('base64url') } };
};
