import type { ReplyAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { id as idIn, record } from '../json.ts';
import type { CallSettings } from '../outbound.ts';
import { isSuccess, postJson, refusalOf } from '../outgoing.ts';
import { parleySignature } from '../parley-signature.ts';
import type { ApiCredentials } from './credentials.ts';

/** Statuses after which a repeat may succeed: too early, too often, or already in progress. The receiver detects repeats by the reply's id. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 425, 429]);

/**
 * A reply as a signed POST to the business's callback (EVENTS.md, "The api channel's callback"): JSON, `X-Parley-Signature` over its bytes, and
 * `Idempotency-Key`, the same for every repeat. An answer `{"id": "…"}` becomes the provider's id; without one, it is the reply's own id.
 */
export const replyByCallback = async (reply: ReplyAction, { callbackUrl, signingSecret }: ApiCredentials, settings: CallSettings): Promise<Outcome> => {
  const { id, ticketId, threadId, to, text, html, files, inReplyTo, createdAt, causation } = reply;
  if (callbackUrl === undefined) return { outcome: 'sent', providerId: id };
  const body = JSON.stringify({
    replyId: id,
    ticketId,
    conversationId: threadId,
    to: { id: to },
    text,
    ...(html === null ? {} : { html }),
    attachments: files.map(({ id: fileId, name, type, size, url }) => ({ id: fileId, name, type, size, url })),
    ...(inReplyTo === null ? {} : { inReplyTo }),
    createdAt,
  });
  const headers = { ...parleySignature(signingSecret, body), 'idempotency-key': id, 'x-parley-causation': causation };
  const attempt = await postJson(settings, callbackUrl, headers, body);
  if ('outcome' in attempt) return attempt.outcome;
  const { answer } = attempt;
  if (isSuccess(answer)) return { outcome: 'sent', providerId: idIn(record(attempt.body)?.['id']) ?? id };
  const passes = PASSING.has(answer.status) || answer.status >= 500 || answer.status < 100;
  return refusalOf(answer, { code: String(answer.status), message: `The callback answered ${answer.status}.` }, passes);
};
