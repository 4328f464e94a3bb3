import type { ReactAction } from '../../domain/channels/actions.ts';
import { emojiOf } from '../../domain/channels/fault.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import type { CallSettings } from '../outbound.ts';
import { addressOf, messageRef, target } from './address.ts';
import { callBot } from './call.ts';
import { REACTIONS } from './capabilities.ts';
import type { TelegramCredentials } from './credentials.ts';

/**
 * `setMessageReaction {chat_id, message_id, reaction}` sets all reactions of the bot to a message: one, or none. It has no `business_connection_id`, and a pressed
 * button is no message.
 * https://core.telegram.org/bots/api#setmessagereaction (Bot API 10.1, read 2026-11-30)
 */
export const reactOnTelegram = async ({ message, emoji }: ReactAction, credentials: TelegramCredentials, settings: CallSettings): Promise<Outcome> => {
  const ref = messageRef(message);
  if (!ref || addressOf(ref.address).connection !== null)
    return { outcome: 'failed', error: ownError('no_action', '(Telegram reacts to messages of chats with the bot only.)') };
  const reaction = emoji === null ? [] : [{ type: 'emoji', emoji: emojiOf(REACTIONS, emoji) ?? emoji }];
  const called = await callBot('setMessageReaction', { ...target(ref.address), message_id: ref.number, reaction }, credentials, settings);
  return 'outcome' in called ? called.outcome : { outcome: 'sent', providerId: null };
};
