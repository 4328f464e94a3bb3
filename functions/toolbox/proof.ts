import { createHmac, timingSafeEqual } from 'node:crypto';

/** The maximum difference from the caller's clock, in seconds: an older call may be a replay. */
const AGE_SECONDS = 300;

type Headers = Readonly<Record<string, string | undefined>>;

/** Whether the timestamp of a call is recent. Checked before the secret is read. */
export const isFresh = ({ 'x-parley-timestamp': timestamp = '' }: Headers, now: number): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= AGE_SECONDS;

/** Whether `X-Parley-Signature` is the HMAC of `{timestamp}.{body}` by the secret, on the raw bytes, in constant time (docs/ai.md). */
export const isProven = (headers: Headers, body: Uint8Array, secret: string): boolean => {
  const { 'x-parley-timestamp': timestamp = '', 'x-parley-signature': signature = '' } = headers;
  const wanted = Buffer.from(`sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};
