import { createHmac } from 'node:crypto';
import { sameText } from '../hmac.ts';
import type { PlainAnswer, RawRequest } from '../inbound.ts';

const HEADER = 'x-li-signature';
/** This prefix is part of the signed text, before the body. The header does not contain it. */
const PREFIX = 'hmacsha256=';
type Secrets = readonly { readonly clientSecret: string }[];

const hex = (secret: string, ...parts: readonly (string | Uint8Array)[]): string => {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
};

/** `X-LI-Signature`: the HMAC-SHA-256 of `hmacsha256=` and the body. https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation (read 2026-11-29) */
export const linkedInSignature = (clientSecret: string, body: string | Uint8Array): Record<typeof HEADER, string> => ({
  [HEADER]: hex(clientSecret, PREFIX, body),
});

export const isSignedByLinkedIn = ({ body, headers }: RawRequest, secrets: Secrets): boolean => {
  const given = (headers[HEADER] ?? '').toLowerCase();
  let known = false;
  for (const { clientSecret } of secrets) if (sameText(linkedInSignature(clientSecret, body)[HEADER], given)) known = true;
  return known;
};

/** A type-4 UUID. If any text were signed as a challenge, such as `hmacsha256={…}`, an attacker could forge a webhook (docs/decisions/0765). */
const CHALLENGE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `GET ?challengeCode=…` → `{challengeCode, challengeResponse}`, at registration and every two hours. The same page. */
export const challengeOfLinkedIn = ({ method, query }: RawRequest, [present]: Secrets): PlainAnswer | null => {
  const challengeCode = query['challengeCode'];
  if (method !== 'GET' || challengeCode === undefined || !present) return null;
  if (!CHALLENGE.test(challengeCode)) return { status: 403, body: 'This is no challenge of LinkedIn.', contentType: 'text/plain; charset=utf-8' };
  const body = JSON.stringify({ challengeCode, challengeResponse: hex(present.clientSecret, challengeCode) });
  return { status: 200, body, contentType: 'application/json' };
};
