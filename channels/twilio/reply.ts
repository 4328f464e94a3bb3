import type { OutgoingFile, ReplyAction } from '../../domain/channels/actions.ts';
import { fileKind } from '../../domain/channels/file-kind.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import type { SendSettings } from '../outbound.ts';
import { sendInParts } from '../parts.ts';
import { createMessage } from './call.ts';
import type { TwilioCredentials } from './credentials.ts';

/** One Twilio message. */
interface Part {
  readonly text: string;
  readonly files: readonly OutgoingFile[];
}

/**
 * A reply. An SMS has no files; an MMS has all of them in one message. Other kinds of addresses (`whatsapp:`) have one file per message, and a caption only
 * below an image or a video. Twilio fetches files itself, by links that are valid for five minutes.
 * https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages (read 2026-11-29)
 */
export const replyByTwilio = (reply: ReplyAction, credentials: TwilioCredentials, settings: SendSettings): Promise<Outcome> =>
  sendInParts(reply, partsOf(reply), async ({ text, files }, begin) => {
    const gone = files.find(({ size }) => size === null);
    if (gone) return { outcome: 'failed', error: ownError('file_gone', gone.name === null ? '' : `(${gone.name})`) };
    const content = [...(text === '' ? [] : [['Body', text] as const]), ...files.map(({ url }) => ['MediaUrl', url] as const)];
    await begin();
    return createMessage(reply.to, content, credentials, settings);
  });

/** Makes the same parts at every try. */
const partsOf = ({ to, text, files }: ReplyAction): readonly Part[] => {
  const [first] = files;
  if (!first || !/^[a-z]+:/.test(to)) return [{ text, files }];
  const kind = fileKind(first.type, {});
  const isCaption = kind === 'image' || kind === 'video';
  const media = files.map((file): Part => ({ text: isCaption && file === first ? text : '', files: [file] }));
  return isCaption || text === '' ? media : [{ text, files: [] }, ...media];
};
