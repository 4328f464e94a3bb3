import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PlainAnswer, RawRequest } from '../inbound.ts';

const HEADER = 'x-twitter-webhooks-signature';
type Secrets = readonly { readonly consumerSecret: string }[];

/** `sha256=` and the HMAC-SHA-256 in base64, for the body of a webhook and for a challenge alike. https://docs.x.com/x-api/webhooks/quickstart (read 2026-11-29) */
const signed = (consumerSecret: string, text: string | Uint8Array): string => `sha256=${createHmac('sha256', consumerSecret).update(text).digest('base64')}`;

/** Compares the header's text, not its bytes: base64 has several spellings of the same bytes. Tries every secret. */
export const isSignedByX = ({ body, headers }: RawRequest, secrets: Secrets): boolean => {
  const given = Buffer.from(headers[HEADER] ?? '');
  let known = false;
  for (const { consumerSecret } of secrets) {
    const expected = Buffer.from(signed(consumerSecret, body));
    if (given.length === expected.length && timingSafeEqual(given, expected)) known = true;
  }
  return known;
};

/**
 * X signs webhooks and challenges with the same key in the same way. If any text were signed as a challenge, an attacker could forge a webhook. A webhook's
 * body is a JSON object or list, so only texts without the characters of these are signed (docs/decisions/0765).
 */
const CHALLENGE = /^[\w.+/=-]{1,256}$/;

/** The challenge-response check: `GET ?crc_token=…` → `{response_token}`. The same page. After a rotation, the app knows only the current secret. */
export const challengeOfX = ({ method, query }: RawRequest, [present]: Secrets): PlainAnswer | null => {
  const token = query['crc_token'];
  if (method !== 'GET' || token === undefined || !present) return null;
  if (!CHALLENGE.test(token)) return { status: 403, body: 'This is no challenge of X.', contentType: 'text/plain; charset=utf-8' };
  return { status: 200, body: JSON.stringify({ response_token: signed(present.consumerSecret, token) }), contentType: 'application/json' };
};
