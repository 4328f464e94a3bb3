import type { Outcome } from '../../domain/outbound/outcome.ts';
import { id, list, record } from '../json.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import type { CallSettings } from '../outbound.ts';
import { postJson } from '../outgoing.ts';
import { bearer, edgeOf, refusedBy } from './graph.ts';

/** `type` and the member of that name. */
type Content = Readonly<Record<string, unknown>> & { readonly type: string };

/**
 * One message: `POST /{version}/{phone number id}/messages`. `quoted`: the provider's id of the message that it answers.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages (of 2026-05); image-messages, video-messages,
 * audio-messages, document-messages and sticker-messages beside it (of 2025-11, read 2026-11)
 */
export const sendMessage = async (
  to: string,
  quoted: string | null,
  content: Content,
  credentials: MetaCredentials,
  settings: CallSettings,
): Promise<Outcome> => {
  const context = quoted === null ? {} : { context: { message_id: quoted } };
  const body = { messaging_product: 'whatsapp', ...recipientOf(to), ...context, ...content };
  const attempt = await postJson(settings, edgeOf(settings.baseUrl, credentials, 'messages'), bearer(credentials), JSON.stringify(body));
  if ('outcome' in attempt) return attempt.outcome;
  const accepted = (): Outcome => ({ outcome: 'sent', providerId: id(record(list(record(attempt.body)?.['messages'])?.[0])?.['id']) ?? null });
  return refusedBy(attempt.answer, attempt.body) ?? accepted();
};

/** A phone number; a business-scoped user id (`US.1349…`) of a customer who hides their number; or a group's id. */
const recipientOf = (to: string): Readonly<Record<string, string>> => {
  if (/^\+?\d+$/.test(to)) return { recipient_type: 'individual', to };
  return /^[A-Z]{2}\./.test(to) ? { recipient_type: 'individual', recipient: to } : { recipient_type: 'group', to };
};
