import type { OutgoingFile, ReplyAction } from '../../domain/channels/actions.ts';
import { fileKind } from '../../domain/channels/file-kind.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { Choices } from '../../domain/vocabulary/choices.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import type { CallSettings } from '../outbound.ts';
import { sendInParts } from '../parts.ts';
import { CAPTION, FILES } from './capabilities.ts';
import { interactiveOf } from './interactive.ts';
import { uploadToWhatsApp } from './media.ts';
import { sendMessage } from './message-call.ts';

/** One message of the Cloud API. The first part quotes the answered message. */
type Part = { readonly text: string; readonly choices?: Choices | undefined } | { readonly file: OutgoingFile; readonly caption: string | null };

/** Kinds of files that can have a caption. */
const CAPTIONED: ReadonlySet<string> = new Set(['image', 'video', 'document']);

/**
 * A reply within the customer's 24-hour window. Its text is the caption of the first file that can have one, or a separate first message. Each
 * file is uploaded and then sent by its id.
 */
export const replyOnWhatsApp = (reply: ReplyAction, credentials: MetaCredentials, settings: CallSettings): Promise<Outcome> => {
  const parts = partsOf(reply);
  return sendInParts(reply, parts, async (part, begin) => {
    const quoted = part === parts[0] ? reply.inReplyTo : null;
    if ('text' in part) {
      await begin();
      const content = part.choices
        ? { type: 'interactive', interactive: interactiveOf(part.text, part.choices) }
        : { type: 'text', text: { preview_url: false, body: part.text } };
      return sendMessage(reply.to, quoted, content, credentials, settings);
    }
    const uploaded = await uploadToWhatsApp(part.file, credentials, settings);
    if ('outcome' in uploaded) return uploaded.outcome;
    const kind = kindOf(part.file);
    const named = kind === 'document' && part.file.name !== null ? { filename: part.file.name } : {};
    const media = { id: uploaded.id, ...(part.caption === null ? {} : { caption: part.caption }), ...named };
    await begin();
    return sendMessage(reply.to, quoted, { type: kind, [kind]: media }, credentials, settings);
  });
};

const kindOf = ({ type }: OutgoingFile): string => fileKind(type, FILES.kinds);

/** Makes the same parts at every try. */
const partsOf = ({ text, files, choices }: ReplyAction): readonly Part[] => {
  if (choices) return [{ text, choices }];
  const captioned = text !== '' && text.length <= CAPTION ? files.findIndex((file) => CAPTIONED.has(kindOf(file))) : -1;
  const media = files.map((file, index): Part => ({ file, caption: index === captioned ? text : null }));
  return captioned < 0 && (text !== '' || files.length === 0) ? [{ text }, ...media] : media;
};
