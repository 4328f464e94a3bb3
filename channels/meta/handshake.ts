import { sameText } from '../hmac.ts';
import type { PlainAnswer, RawRequest } from '../inbound.ts';

/**
 * Meta verifies an address by `GET ?hub.mode=subscribe&hub.verify_token=…&hub.challenge=…` and expects the challenge back.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests (read 2026-11)
 */
export const metaHandshake = (request: RawRequest, secrets: readonly { readonly verifyToken: string }[]): PlainAnswer | null => {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = request.query;
  if (request.method !== 'GET' || mode === undefined) return null;
  let known = false;
  for (const { verifyToken } of secrets) if (sameText(verifyToken, token ?? '')) known = true;
  if (mode !== 'subscribe' || !known || challenge === undefined)
    return { status: 403, body: 'The verify token is not this origin’s.', contentType: 'text/plain; charset=utf-8' };
  return { status: 200, body: challenge, contentType: 'text/plain; charset=utf-8' };
};
