import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import { sourceOf } from '../../support/messages/fetched.ts';
import { messageOf } from '../../support/messages/message.ts';
import type { Item } from '../../table/port.ts';

/** A file of a customer's message that is to be fetched from its provider, as an entry of the queue `media`. */
export interface MediaEntry {
  readonly tenantId: string;
  readonly threadId: string;
  readonly number: number;
  /** Which of the message's files (`sourceOf`). */
  readonly source: string;
  readonly correlationId: string;
  /** Only in a dead letter: why the hub stopped. Sent back to the queue, it is tried again. */
  readonly reason?: string;
}

/** Also for a message without files. Cheap: the projector asks it for each item. */
export const awaitsMedia = (item: Item | undefined): boolean =>
  Array.isArray(item?.['attachments']) && (item['attachments'] as readonly { readonly state?: string }[]).some(({ state }) => state === 'fetching');

/** The files that a change of a message has added to those that are to be fetched. A deleted message has none. */
export const mediaEntriesOf = ({ before, after }: { readonly before?: Item | undefined; readonly after?: Item | undefined }): MediaEntry[] => {
  const thread = after && awaitsMedia(after) ? parseThreadPk(after.pk) : null;
  if (!thread || !after) return [];
  const waiting = (item: Item): string[] =>
    messageOf(item)
      .attachments.filter(({ state }) => state === 'fetching')
      .map(sourceOf);
  const known = new Set(before ? waiting(before) : []);
  const { number } = messageOf(after);
  return [...new Set(waiting(after))]
    .filter((source) => !known.has(source))
    .map((source) => ({ ...thread, number, source, correlationId: `${thread.threadId}.${number}` }));
};
