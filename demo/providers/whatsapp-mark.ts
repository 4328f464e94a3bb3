import { type GraphAnswer, graphError, invalid, isRecord, missing } from './graph-error.ts';

/**
 * The answer to `status: "read"`, which marks a customer's message as read and may show that an answer is being written. From the documentation alone:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/mark-message-as-read,
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators (of 2026-06-17, read 2026-11-29)
 */
export interface MarkAnswer extends GraphAnswer {
  /** Set when the mark was accepted. */
  readonly marked?: { readonly message: string; readonly typing: boolean };
}

const KEYS = new Set(['messaging_product', 'status', 'message_id', 'typing_indicator']);

export function answerMark(body: Record<string, unknown>): MarkAnswer {
  for (const key of Object.keys(body)) if (!KEYS.has(key)) return invalid(`Unexpected key "${key}" on param "body".`);
  if (body['messaging_product'] !== 'whatsapp') return missing('messaging_product');
  if (body['status'] !== 'read') return invalid('status must be "read".');
  const { message_id: message, typing_indicator: typing } = body;
  if (message === undefined) return missing('message_id');
  if (typeof message !== 'string' || !message.startsWith('wamid.'))
    return graphError(400, 131009, '(#131009) Parameter value is not valid', 'message_id is not the id of a received message.');
  if (typing !== undefined && (!isRecord(typing) || typing['type'] !== 'text' || Object.keys(typing).length > 1))
    return invalid('typing_indicator must be {"type": "text"}.');
  return { status: 200, body: { success: true }, marked: { message, typing: typing !== undefined } };
}
