import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds by which the caller's clock may differ: an older call is a copy that somebody sends again. */
const AGE_SECONDS = 300;

type Headers = Readonly<Record<string, string | undefined>>;

/** Whether a call says when it was made, and that was just now: what is read before the secret is. */
export const isFresh = ({ 'x-parley-timestamp': timestamp = '' }: Headers, now: number): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= AGE_SECONDS;

/** Whether `X-Parley-Signature` is the HMAC of `{timestamp}.{body}` by the secret, on the raw bytes, in constant time (docs/ai.md). */
export const isProven = (headers: Headers, body: Uint8Array, secret: string): boolean => {
  const { 'x-parley-timestamp': timestamp = '', 'x-parley-signature': signature = '' } = headers;
  const wanted = Buffer.from(`sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};
