import type { EditAction, TypingAction, UnsendAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import type { CallSettings } from '../outbound.ts';
import { addressOf, messageRef, target } from './address.ts';
import { type Called, callBot } from './call.ts';
import type { TelegramCredentials } from './credentials.ts';

const done: Outcome = { outcome: 'sent', providerId: null };
const nameless: Outcome = { outcome: 'failed', error: ownError('failed', '(Telegram gave no id of it.)') };
/** The errors differ only in their text: they all have the code 400. */
const says = (called: Called, words: string): boolean => 'outcome' in called && called.outcome.outcome === 'failed' && called.description.includes(words);

/**
 * Another text for a message of the bot, or a new caption if the text is below a file.
 * https://core.telegram.org/bots/api#editmessagetext, #editmessagecaption (Bot API 10.1, read 2026-11-29)
 */
export const editOnTelegram = async ({ message, text }: EditAction, credentials: TelegramCredentials, settings: CallSettings): Promise<Outcome> => {
  const ref = message === null ? undefined : messageRef(message);
  if (!ref) return nameless;
  const fields = { ...target(ref.address), message_id: ref.number };
  const edited = await callBot('editMessageText', { ...fields, text }, credentials, settings);
  const isCaption = says(edited, 'there is no text in the message to edit');
  const called = isCaption ? await callBot('editMessageCaption', { ...fields, caption: text }, credentials, settings) : edited;
  return 'result' in called || says(called, 'message is not modified') ? done : called.outcome;
};

/**
 * Deletes a message of the bot with all its parts.
 * https://core.telegram.org/bots/api#deletemessage, #deletemessages, #deletebusinessmessages (Bot API 10.1, read 2026-11-29)
 */
export const unsendOnTelegram = async ({ message, parts = [] }: UnsendAction, credentials: TelegramCredentials, settings: CallSettings): Promise<Outcome> => {
  const refs = [...new Set([message, ...parts])].flatMap((id) => (id === null ? [] : (messageRef(id) ?? [])));
  const [first] = refs;
  if (!first) return nameless;
  const numbers = refs.map(({ number }) => number);
  const { connection } = addressOf(first.address);
  const call = (method: string, fields: object): Promise<Called> => callBot(method, { ...fields }, credentials, settings);
  const called = await (connection !== null
    ? call('deleteBusinessMessages', { business_connection_id: connection, message_ids: numbers })
    : numbers.length > 1
      ? call('deleteMessages', { ...target(first.address), message_ids: numbers })
      : call('deleteMessage', { ...target(first.address), message_id: first.number }));
  return 'result' in called || says(called, 'message to delete not found') ? done : called.outcome;
};

/** Shows a typing indicator for 5 seconds; no call removes it. https://core.telegram.org/bots/api#sendchataction (read 2026-11-29) */
export const typeOnTelegram = async ({ to, on }: TypingAction, credentials: TelegramCredentials, settings: CallSettings): Promise<Outcome> => {
  if (!on) return done;
  const called = await callBot('sendChatAction', { ...target(to), action: 'typing' }, credentials, settings);
  return 'result' in called ? done : called.outcome;
};
