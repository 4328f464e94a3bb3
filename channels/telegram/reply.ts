import type { OutgoingFile, ReplyAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import type { CallSettings } from '../outbound.ts';
import { sendInParts } from '../parts.ts';
import { messageRef, sentId, target } from './address.ts';
import { type Called, callBot } from './call.ts';
import { CAPTION } from './capabilities.ts';
import type { TelegramCredentials } from './credentials.ts';
import { sendFile } from './send-file.ts';

/** One Telegram message. The first part quotes the answered message. */
type Part = { readonly text: string } | { readonly file: OutgoingFile; readonly caption: string | null };

/** A reply. Its text is the caption of the first file, or a separate first message. Each file is a separate message. */
export const replyOnTelegram = (reply: ReplyAction, credentials: TelegramCredentials, settings: CallSettings): Promise<Outcome> => {
  const parts = partsOf(reply);
  return sendInParts(reply, parts, async (part, begin) => {
    const fields = { ...target(reply.to), ...(part === parts[0] ? quote(reply) : {}) };
    if ('text' in part) {
      await begin();
      return outcomeOf(reply.to, await callBot('sendMessage', { ...fields, text: part.text }, credentials, settings));
    }
    const { file, caption } = part;
    const { name, size } = file;
    if (size === null) return { outcome: 'failed', error: ownError('file_gone', name === null ? '' : `(${name})`) };
    await begin();
    const captioned = caption === null ? fields : { ...fields, caption };
    return outcomeOf(reply.to, await sendFile({ ...file, size }, captioned, credentials, settings));
  });
};

/** The quoted message may be deleted, or may be in the group before it became a supergroup. The reply is then sent without the quote. */
const quote = ({ to, inReplyTo }: ReplyAction): object => {
  const quoted = inReplyTo === null ? undefined : messageRef(inReplyTo);
  return quoted?.address === to ? { reply_parameters: { message_id: quoted.number, allow_sending_without_reply: true } } : {};
};

const outcomeOf = (to: string, called: Called): Outcome => ('result' in called ? { outcome: 'sent', providerId: sentId(to, called.result) } : called.outcome);

/** Makes the same parts at every try. */
const partsOf = ({ text, files }: ReplyAction): readonly Part[] => {
  const isCaption = text !== '' && text.length <= CAPTION && files.length > 0;
  const media = files.map((file, index): Part => ({ file, caption: isCaption && index === 0 ? text : null }));
  return isCaption || (text === '' && files.length > 0) ? media : [{ text }, ...media];
};
