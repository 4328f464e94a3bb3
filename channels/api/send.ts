import type { OutgoingReply, SendOutcome, SendSettings } from '../channel.ts';
import { signature } from '../hmac.ts';
import { id, record } from '../json.ts';
import { isSuccess, postJson, refusalOf } from '../outgoing.ts';
import type { ApiCredentials } from './credentials.ts';

/** Refusals that pass: too early, too often, or under way. The receiver tells repeats by the reply's id. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 425, 429]);

/**
 * A reply as a signed POST to the business's callback (EVENTS.md, "The api channel's callback"): JSON, `X-Parley-Signature` over its bytes, and
 * `Idempotency-Key`, the same at every repeat. An answer `{"id": "…"}` is kept as the provider's id; without one it is the reply's own.
 */
export const sendApi = async (reply: OutgoingReply, { callbackUrl, signingSecret }: ApiCredentials, settings: SendSettings): Promise<SendOutcome> => {
  const { replyId, ticketId, threadId, to, text, html, files, inReplyTo, createdAt, causation } = reply;
  if (callbackUrl === undefined) return { outcome: 'sent', providerId: replyId };
  const body = JSON.stringify({
    replyId,
    ticketId,
    conversationId: threadId,
    to: { id: to },
    text,
    ...(html === null ? {} : { html }),
    attachments: files,
    ...(inReplyTo === null ? {} : { inReplyTo }),
    createdAt,
  });
  const headers = { 'x-parley-signature': signature(signingSecret, body), 'idempotency-key': replyId, 'x-parley-causation': causation };
  const attempt = await postJson(settings, callbackUrl, headers, body);
  if ('outcome' in attempt) return attempt.outcome;
  const { answer } = attempt;
  if (isSuccess(answer)) return { outcome: 'sent', providerId: id(record(attempt.body)?.['id']) ?? replyId };
  const passes = PASSING.has(answer.status) || answer.status >= 500 || answer.status < 100;
  return refusalOf(answer, { code: String(answer.status), message: `The callback answered ${answer.status}.` }, passes);
};
