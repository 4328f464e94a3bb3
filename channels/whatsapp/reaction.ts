import type { ReactAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import type { CallSettings } from '../outbound.ts';
import { sendMessage } from './message-call.ts';

/**
 * `type: "reaction"` with `{message_id, emoji}` reacts to a message of the customer that is at most 30 days old; a new emoji replaces the one before, an empty one
 * removes it. WhatsApp gives the reaction an id of its own, which is not that of the message. It reports `sent` for it, or `failed` if the message is older or is
 * gone (131009).
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/reaction-messages (of 2026-05-21, read 2026-11-30)
 */
export const reactOnWhatsApp = async ({ to, message, emoji }: ReactAction, credentials: MetaCredentials, settings: CallSettings): Promise<Outcome> => {
  const content = { type: 'reaction', reaction: { message_id: message, emoji: emoji ?? '' } };
  const outcome = await sendMessage(to, null, content, credentials, settings);
  if (outcome.outcome !== 'sent') return outcome;
  return { outcome: 'sent', providerId: null, ...(outcome.providerId === null ? {} : { requestId: outcome.providerId }) };
};
