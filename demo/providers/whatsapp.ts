import { randomBytes } from 'node:crypto';
import { type GraphAnswer, graphError, invalid, isRecord, missing, refusedToken } from './graph-error.ts';
import { interactiveFault } from './whatsapp-interactive.ts';
import { answerMark, type MarkAnswer } from './whatsapp-mark.ts';
import { isMediaKind, mediaFault, type StoredMedia } from './whatsapp-media.ts';
import { type ApprovedTemplate, templateFault } from './whatsapp-template.ts';

/**
 * The responses of the WhatsApp Cloud API to `POST /{version}/{phone-number-id}/messages`, based only on its documentation:
 * - text messages: https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages (read 2026-11)
 * - recipients other than numbers: "Business-scoped user IDs" of the same documentation (of 2026-03-31)
 * - errors: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (of 2026-05-27)
 * - statuses: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status (read 2026-11)
 */
export interface MessageAnswer extends GraphAnswer {
  /** Set if the message was accepted: the message that the statuses concern. */
  readonly accepted?: { readonly id: string; readonly recipient: string };
  readonly marked?: MarkAnswer['marked'];
}

/** The longest text of one message, in characters. */
const MAX_BODY = 4096;
const KEYS = new Set(['messaging_product', 'recipient_type', 'to', 'recipient', 'type', 'context', 'biz_opaque_callback_data']);

/** The settings of an account. */
export interface Known {
  /** The files that it has uploaded. */
  readonly mediaOf: (id: string) => StoredMedia | undefined;
  /** Undefined: every template is accepted. */
  readonly templates: readonly ApprovedTemplate[] | undefined;
}

/** Answers one request. `expectedToken`: see `refusedToken`. */
export function answerMessages(authorization: string | undefined, rawBody: string, expectedToken: string | undefined, known: Known): MessageAnswer {
  const refused = refusedToken(authorization, expectedToken);
  if (refused) return refused;
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return invalid('The request body is not JSON.');
  }
  if (!isRecord(body)) return invalid('The request body is not an object.');
  if (body['status'] !== undefined) return answerMark(body);
  const wrong = firstFault(body, known);
  if (wrong !== null) return wrong;
  const input = String(body['to'] ?? body['recipient']);
  const isNumber = body['to'] !== undefined && body['recipient_type'] !== 'group';
  const recipient = isNumber ? input.replace(/\D/g, '') : input;
  const id = wamid(recipient, randomBytes(9).toString('hex').toUpperCase(), 'outgoing');
  const contact = isNumber ? { input, wa_id: recipient } : body['to'] === undefined ? { input, user_id: recipient } : { input };
  return {
    status: 200,
    body: { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id }] },
    accepted: { id, recipient },
  };
}

function firstFault(body: Record<string, unknown>, { mediaOf, templates }: Known): GraphAnswer | null {
  const { type = 'text' } = body;
  if (type !== 'text' && type !== 'template' && type !== 'interactive' && type !== 'reaction' && !isMediaKind(type))
    return graphError(400, 131051, '(#131051) Unsupported message type', 'Texts, files and templates are simulated.');
  for (const key of Object.keys(body)) if (!KEYS.has(key) && key !== type) return invalid(`Unexpected key "${key}" on param "body".`);
  if (body['messaging_product'] === undefined) return missing('messaging_product');
  if (body['messaging_product'] !== 'whatsapp') return invalid('messaging_product must be "whatsapp".');
  const kind = body['recipient_type'] ?? 'individual';
  if (kind !== 'individual' && kind !== 'group') return invalid('recipient_type must be "individual" or "group".');
  // If both are given, the number is used. A business-scoped id is in `recipient`, and is never for a group.
  const to = body['to'] ?? (kind === 'individual' ? body['recipient'] : undefined);
  if (to === undefined) return missing('to');
  const form = kind === 'group' ? /^\S+$/ : body['to'] === undefined ? /^[A-Z]{2}\.\w+$/ : /^\+?(?:[ ()-]*\d){7,}[ ()-]*$/;
  if (typeof to !== 'string' || !form.test(to)) return graphError(400, 131009, '(#131009) Parameter value is not valid', 'The recipient is not valid.');
  const wrong =
    type === 'text'
      ? textFault(body['text'])
      : type === 'reaction'
        ? reactionFault(body['reaction'])
        : type === 'interactive'
          ? interactiveFault(body['interactive'])
          : type === 'template'
            ? templateFault(body['template'], templates, mediaOf)
            : mediaFault(type, body[type], mediaOf);
  if (wrong) return wrong;
  const context = body['context'];
  if (context !== undefined && (!isRecord(context) || typeof context['message_id'] !== 'string')) return invalid('context must hold a message_id.');
  const opaque = body['biz_opaque_callback_data'];
  if (opaque !== undefined && (typeof opaque !== 'string' || opaque.length > 512)) return invalid('biz_opaque_callback_data is a string of at most 512.');
  return null;
}

function textFault(text: unknown): GraphAnswer | null {
  if (!isRecord(text)) return missing('text');
  for (const key of Object.keys(text)) if (key !== 'body' && key !== 'preview_url') return invalid(`Unexpected key "${key}" on param "text".`);
  if (text['body'] === undefined || text['body'] === '') return missing('text["body"]');
  if (typeof text['body'] !== 'string') return invalid('text["body"] must be a string.');
  if (text['body'].length > MAX_BODY) return invalid(`Param text["body"] must be at most ${MAX_BODY} characters long.`);
  if (text['preview_url'] !== undefined && typeof text['preview_url'] !== 'boolean') return invalid('text["preview_url"] must be a boolean.');
  return null;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/reaction-messages (of 2026-05-21): an empty emoji removes the reaction. */
function reactionFault(reaction: unknown): GraphAnswer | null {
  if (!isRecord(reaction)) return missing('reaction');
  for (const key of Object.keys(reaction)) if (key !== 'message_id' && key !== 'emoji') return invalid(`Unexpected key "${key}" on param "reaction".`);
  if (typeof reaction['message_id'] !== 'string' || !reaction['message_id'].startsWith('wamid.'))
    return graphError(400, 131009, '(#131009) Parameter value is not valid', 'message_id is not the id of a received message.');
  const { emoji } = reaction;
  if (typeof emoji !== 'string' || (emoji !== '' && !/^\p{Emoji}\S{0,20}$/u.test(emoji)))
    return graphError(400, 131009, '(#131009) Parameter value is not valid', 'emoji is not an emoji.');
  return null;
}

/**
 * Why a reaction is not shown although it was accepted: its message is more than 30 days old, deleted, unknown, or itself a reaction. The page of reactions names the
 * code, that of statuses the shape.
 */
const NOT_SHOWN = {
  code: 131009,
  title: 'Parameter value is not valid',
  message: 'Parameter value is not valid',
  error_data: { details: 'The message of this reaction is more than 30 days old, or does not exist.' },
};

/** The body of a status webhook; `failed` is that of a reaction. From v24.0 on `conversation` is left out. `at`: epoch ms. */
export function statusWebhook(account: { id: string; displayNumber: string }, message: { id: string; recipient: string }, status: string, at: number): string {
  const pricing = { billable: false, pricing_model: 'PMP', category: 'service', type: 'free_customer_service' };
  const entry = { id: message.id, status, timestamp: String(Math.floor(at / 1000)), recipient_id: message.recipient };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: `1${account.id}`,
        changes: [
          {
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: account.displayNumber, phone_number_id: account.id },
              statuses: [status === 'failed' ? { ...entry, errors: [NOT_SHOWN] } : status === 'read' ? entry : { ...entry, pricing }],
            },
            field: 'messages',
          },
        ],
      },
    ],
  });
}

/** An id in the format of WhatsApp's message ids: `wamid.` and base64 of the counterpart's number and a hex id. */
export function wamid(number: string, hexId: string, direction: 'incoming' | 'outgoing'): string {
  const way = direction === 'incoming' ? 0x12 : 0x11;
  const bytes = [
    Buffer.from([0x1c, 0x18, number.length]),
    Buffer.from(number),
    Buffer.from([0x15, 2, 0, way, 0x18, hexId.length]),
    Buffer.from(hexId),
    Buffer.from([0]),
  ];
  return `wamid.${Buffer.concat(bytes).toString('base64')}`;
}
