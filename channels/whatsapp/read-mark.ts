import type { MarkReadAction, TypingAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import type { CallSettings } from '../outbound.ts';
import { postJson } from '../outgoing.ts';
import { bearer, edgeOf, refusedBy } from './graph.ts';

/**
 * `POST /{version}/{phone number id}/messages` with `status: "read"` marks a message of the customer and the earlier ones as read; `typing_indicator` also shows that an
 * answer is being written. The answer is `{"success": true}`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/mark-message-as-read and
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators (of 2026-06-17, read 2026-11-29)
 */
const mark = async (message: string, more: object, credentials: MetaCredentials, settings: CallSettings): Promise<Outcome> => {
  const body = JSON.stringify({ messaging_product: 'whatsapp', status: 'read', message_id: message, ...more });
  const attempt = await postJson(settings, edgeOf(settings.baseUrl, credentials, 'messages'), bearer(credentials), body);
  if ('outcome' in attempt) return attempt.outcome;
  return refusedBy(attempt.answer, attempt.body) ?? { outcome: 'sent', providerId: null };
};

export const markReadOnWhatsApp = ({ message }: MarkReadAction, credentials: MetaCredentials, settings: CallSettings): Promise<Outcome> =>
  mark(message, {}, credentials, settings);

/** The indicator belongs to a message, and ends by itself: WhatsApp has no call that removes it. */
export const typeOnWhatsApp = async ({ on, message }: TypingAction, credentials: MetaCredentials, settings: CallSettings): Promise<Outcome> => {
  if (!on) return { outcome: 'sent', providerId: null };
  if (message === undefined || message === null) return { outcome: 'failed', error: ownError('no_action', '(typing without a message)') };
  return mark(message, { typing_indicator: { type: 'text' } }, credentials, settings);
};
