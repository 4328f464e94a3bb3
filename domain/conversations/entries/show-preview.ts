import type { Write } from '../../table/port.ts';
import { firstLink } from '../../vocabulary/first-link.ts';
import type { Conversation, Participant } from '../kinds/kind.ts';
import type { LogHead } from '../log/head.ts';
import { change } from './change-entry.ts';
import type { ChatMessage, LinkPreview } from './chat-message.ts';
import type { EntryDeps } from './post.ts';

/** Who adds previews: the hub itself. */
const PREVIEWS: Participant = { type: 'system', id: 'previews' };

/** Whether a message has this link as its first one, and no preview of it. */
export const awaitsPreview = ({ text, deleted, preview }: Pick<ChatMessage, 'text' | 'deleted' | 'preview'>, url: string): boolean =>
  !deleted && preview?.url !== url && firstLink(text) === url;

/**
 * Adds the preview to its message, as an amendment; nothing changes if the message has another first link by now, or is deleted. Repeating it changes nothing. The amendment does not have the
 * preview itself, so that a deletion has nothing to remove there. `beside`: written in the same transaction.
 * @throws Problem not_found, unavailable
 */
export const showPreview = async <Head extends LogHead>(
  deps: EntryDeps,
  conversation: Conversation<Head>,
  number: number,
  preview: LinkPreview,
  beside: readonly Write[],
): Promise<'shown' | 'superseded'> => {
  const after = await change(deps, conversation, PREVIEWS, number, true, ({ before, draft }) => {
    if (!awaitsPreview(before, preview.url)) return null;
    for (const write of beside) draft.write(write);
    return { type: 'preview', after: { ...before, preview } };
  });
  return after.preview?.url === preview.url ? 'shown' : 'superseded';
};
