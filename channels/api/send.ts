import type { OutgoingReply, SendOutcome, SendSettings } from '../channel.ts';
import { signature } from '../hmac.ts';
import { id, record } from '../json.ts';
import { postJson, retryAfterOf } from '../outgoing.ts';
import type { ApiCredentials } from './credentials.ts';

/** Refusals that pass: too early, too often, or a server that is not well. The receiver tells repeats by the reply's id. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 425, 429]);

/**
 * A reply as a signed POST to the business's callback (docs/channels.md): JSON, `X-Parley-Signature` over its bytes, and
 * `X-Parley-Reply-Id`, the same at every repeat. An answer `{"id": "…"}` is kept as the provider's id.
 */
export const sendApi = async (reply: OutgoingReply, { callbackUrl, signingSecret }: ApiCredentials, settings: SendSettings): Promise<SendOutcome> => {
  if (callbackUrl === undefined) return { outcome: 'sent', providerId: null };
  const { replyId, originId, ticketId, threadId, number, to, text, html, subject, inReplyTo, agentName, createdAt } = reply;
  const body = JSON.stringify({ id: replyId, originId, ticketId, threadId, number, to, text, html, subject, inReplyTo, agentName, createdAt });
  const headers = { 'x-parley-signature': signature(signingSecret, body), 'x-parley-reply-id': replyId, 'idempotency-key': replyId };
  const attempt = await postJson(settings, callbackUrl, headers, body);
  if ('outcome' in attempt) return attempt.outcome;
  const { response } = attempt;
  if (response.ok) return { outcome: 'sent', providerId: id(record(attempt.body)?.['id']) ?? null };
  const error = `the callback answered ${response.status}`;
  return PASSING.has(response.status) || response.status >= 500 ? { outcome: 'retry', error, ...retryAfterOf(response) } : { outcome: 'failed', error };
};
