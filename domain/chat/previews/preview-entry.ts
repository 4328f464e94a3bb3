import { conversationOfPk } from '../../conversations/conversation-of.ts';
import { chatMessageOf } from '../../conversations/entries/chat-message.ts';
import { hashedId } from '../../conversations/kinds/keys.ts';
import type { Item } from '../../table/port.ts';
import { firstLink } from '../../vocabulary/first-link.ts';

/** A message whose first link is to get a preview, as an entry of the queue `media`. It has no text and no link. */
export interface PreviewEntry {
  readonly kind: 'preview';
  readonly tenantId: string;
  readonly conversationId: string;
  readonly number: number;
  /** Which link (`linkId`): the message may have another one by now. */
  readonly link: string;
  readonly correlationId: string;
  /** Only in a dead letter. */
  readonly reason?: string;
}

export interface QueuedPreview {
  readonly entry: PreviewEntry;
  /** All entries of one link of a tenant: they come one after the other, so the first reads the page for all. */
  readonly groupId: string;
  /** One state of the message. */
  readonly dedupeId: string;
}

/** Names a link without its text. */
export const linkId = (url: string): string => hashedId('link', url);

/** Whether an item is a message of a chat, a group or a direct that may have a link. Cheap: the projector asks it for each item. */
export const mayAwaitPreview = ({ pk, sk, text, deleted }: Item): boolean =>
  sk.startsWith('M#') && typeof text === 'string' && deleted !== true && text.includes('://') && conversationOfPk(pk)?.kind !== 'thread';

const linkOf = (item: Item | undefined): string | null => (item && item['deleted'] !== true ? firstLink(item['text'] as string | null | undefined) : null);

/** The preview that a change of a message asks for: its first link is new, and it has no preview of it. */
export const previewOf = ({ before, after }: { readonly before?: Item | undefined; readonly after?: Item | undefined }): QueuedPreview | null => {
  const named = after && mayAwaitPreview(after) ? conversationOfPk(after.pk) : null;
  const url = linkOf(after);
  if (!named || !after || url === null || linkOf(before) === url) return null;
  const { number, preview, revision } = chatMessageOf(after);
  if (preview?.url === url) return null;
  const { tenantId, id: conversationId } = named;
  const link = linkId(url);
  return {
    entry: { kind: 'preview', tenantId, conversationId, number, link, correlationId: `${conversationId}.${number}` },
    groupId: `${tenantId}.${link}`,
    dedupeId: `${conversationId}.${number}.${revision}`,
  };
};
