import type { Condition, Item, Key } from '../../table/port.ts';
import { afterEdit } from '../messages/fetched.ts';
import { isEarlier, isNewer, type Message, tombstone } from '../messages/message.ts';
import type { Content } from './inbound-event.ts';

/**
 * Events about a message that has not arrived yet. They are stored in the item of the message's identity (`ADD`), which the message reads anyway, so
 * that it cannot miss them; they never expire. Of several contradictory events, the one with the provider's latest time is
 * kept.
 */
export interface Waiting {
  readonly removed?: true;
  readonly hidden?: { readonly hidden: boolean; readonly at: string };
  /** By person; null: removed. */
  readonly reactions?: Readonly<Record<string, { readonly emoji: string | null; readonly at: string }>>;
  readonly status?: NonNullable<Message['delivery']>;
  /** The content of an edit that came without a thread. */
  readonly edit?: { readonly content: Content; readonly at: string; readonly onlyText?: true };
  /** Messages that answer it and need its number as their `inReplyTo`. */
  readonly referrers?: readonly { readonly threadId: string; readonly number: number }[];
  /** Whether answers of the business wait for its thread, in items beside it (`answers-without-thread.ts`). */
  readonly answers?: true;
}

/** At most this many are linked when the message arrives, because each is another message to rewrite in its transaction. */
const MOST_REFERRERS = 10;

/** Undefined for an identity that has its message, and for one without events. */
export const waitingAt = (item: Item | undefined): Waiting =>
  typeof item?.['n'] === 'number' ? {} : { ...(item?.['removed'] === true ? { removed: true } : {}), ...(item?.['waiting'] as Waiting | undefined) };

/** The condition that the item is as it was read. If the message exists, it only changes together with its thread. */
export const unchanged = (read: Item | undefined): Condition => {
  if (!read) return { absent: true };
  if (typeof read['n'] === 'number') return { exists: true };
  return typeof read['v'] === 'number' ? { equals: { v: read['v'] } } : { equals: { removed: true } };
};

/** The item with another waiting event. */
export const waitingItem = (key: Key, present: Item | undefined, waiting: Waiting): Item => ({
  ...key,
  waiting: { ...waitingAt(present), ...waiting },
  v: (typeof present?.['v'] === 'number' ? present['v'] : 0) + 1,
});

const latest = <T extends { readonly at: string }>(present: T | undefined, next: T): T => (present && isEarlier(next.at, present.at) ? present : next);

export const withHidden = ({ hidden: present }: Waiting, hidden: boolean, at: string): Waiting => ({ hidden: latest(present, { hidden, at }) });
export const withEdit = ({ edit: present }: Waiting, content: Content, at: string, onlyText?: true): Waiting => ({
  edit: latest(present, { content, at, ...(onlyText ? { onlyText } : {}) }),
});

/** The effect of an edit on its message. */
export const editedParts = (
  { text, html, subject, attachments, starRating }: Content,
  onlyText: true | undefined,
  before: Pick<Message, 'kind' | 'attachments'>,
): Partial<Pick<Message, 'text' | 'html' | 'subject' | 'attachments' | 'starRating'>> =>
  onlyText
    ? { text, html: null }
    : { text, html, subject, attachments: before.kind === 'customer' ? afterEdit(before.attachments, attachments) : attachments, starRating };
export const withReaction = ({ reactions = {} }: Waiting, who: string, emoji: string | null, at: string): Waiting => ({
  reactions: { ...reactions, [who]: latest(Object.hasOwn(reactions, who) ? reactions[who] : undefined, { emoji, at }) },
});
export const withStatus = ({ status: present }: Waiting, next: NonNullable<Waiting['status']>): Waiting => ({
  status: present && !isNewer(next.state, present.state) ? present : next,
});
/** Null if the maximum is already waiting. */
export const withReferrer = ({ referrers = [] }: Waiting, threadId: string, number: number): Waiting | null =>
  referrers.length < MOST_REFERRERS ? { referrers: [...referrers, { threadId, number }] } : null;

/** The message after applying everything that waited for it. */
export const caughtUp = <M extends Omit<Message, 'number' | 'revision'>>(message: M, { removed, hidden, reactions, status, edit }: Waiting): M => {
  let after = message;
  if (edit && (after.editedAt === null || isEarlier(after.editedAt, edit.at))) {
    after = { ...after, ...editedParts(edit.content, edit.onlyText, after), editedAt: edit.at };
  }
  if (hidden) after = { ...after, hidden: hidden.hidden, hiddenAt: hidden.at };
  if (reactions) {
    const all = Object.entries(reactions);
    after = {
      ...after,
      reactions: { ...after.reactions, ...Object.fromEntries(all.flatMap(([who, { emoji }]) => (emoji === null ? [] : [[who, emoji]]))) },
      reactedAt: { ...after.reactedAt, ...Object.fromEntries(all.map(([who, { at }]) => [who, at])) },
    };
  }
  if (status && after.kind !== 'customer' && isNewer(status.state, after.delivery?.state)) after = { ...after, delivery: status };
  return removed ? tombstone(after) : after;
};
