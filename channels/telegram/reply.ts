import type { OutgoingFile, ReplyAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import type { CallSettings } from '../outbound.ts';
import { sendInGroups } from '../parts.ts';
import { messageRef, sentId, target } from './address.ts';
import { albumsOf } from './album.ts';
import { type Called, callBot } from './call.ts';
import { CAPTION } from './capabilities.ts';
import type { TelegramCredentials } from './credentials.ts';
import { NO_PHOTO, sendFile } from './send-file.ts';

/** One Telegram message. The first part quotes the answered message. */
type Part = { readonly text: string } | FilePart;
interface FilePart {
  readonly file: OutgoingFile;
  readonly caption: string | null;
}

/** A reply. Its text is the caption of the first file, or a separate first message. Pictures and videos in a row are an album, each other file is a separate message. */
export const replyOnTelegram = (reply: ReplyAction, credentials: TelegramCredentials, settings: CallSettings): Promise<Outcome> => {
  const groups = groupsOf(reply);
  const [[first] = []] = groups;
  return sendInGroups(reply, groups, async (parts, begin) => {
    const fields = { ...target(reply.to), ...(parts[0] === first ? quote(reply) : {}) };
    const [part] = parts;
    if (part && 'text' in part) {
      await begin();
      const called = await callBot('sendMessage', { ...fields, text: part.text }, credentials, settings);
      return outcomeOf(reply.to, called);
    }
    const files = parts.flatMap((one) => ('file' in one ? [one.file] : []));
    const gone = files.find(({ size }) => size === null);
    if (gone) return { outcome: 'failed', error: ownError('file_gone', gone.name === null ? '' : `(${gone.name})`) };
    const present = files.flatMap((file) => (file.size === null ? [] : [{ ...file, size: file.size }]));
    await begin();
    const captioned = part && part.caption !== null ? { ...fields, caption: part.caption } : fields;
    const [only] = present;
    if (only && present.length === 1) {
      const called = await sendFile(only, captioned, credentials, settings);
      return outcomeOf(reply.to, called);
    }
    const { sendAlbum } = await import('./send-album.ts');
    const called = await sendAlbum(present, captioned, credentials, settings);
    if ('result' in called) return { outcome: 'sent', ids: present.map((_, nth) => sentId(reply.to, called.results[nth])) };
    // Telegram refuses the whole album for one picture that is no photo. Alone, that one can be a document.
    return called.outcome.outcome === 'failed' && NO_PHOTO.test(called.description) ? { outcome: 'split' } : called.outcome;
  });
};

/** The quoted message may be deleted, or may be in the group before it became a supergroup. The reply is then sent without the quote. */
const quote = ({ to, inReplyTo }: ReplyAction): object => {
  const quoted = inReplyTo === null ? undefined : messageRef(inReplyTo);
  return quoted?.address === to ? { reply_parameters: { message_id: quoted.number, allow_sending_without_reply: true } } : {};
};

const outcomeOf = (to: string, called: Called): Outcome => ('result' in called ? { outcome: 'sent', providerId: sentId(to, called.result) } : called.outcome);

/** Makes the same groups at every try. */
const groupsOf = ({ text, files }: ReplyAction): readonly (readonly Part[])[] => {
  const isCaption = text !== '' && text.length <= CAPTION && files.length > 0;
  const media = albumsOf(files.map((file, index): FilePart => ({ file, caption: isCaption && index === 0 ? text : null })));
  return isCaption || (text === '' && files.length > 0) ? media : [[{ text }], ...media];
};
