import { notFound, Problem } from '../../errors.ts';
import { EMOJIS_EACH, REACTIONS } from '../../limits.ts';
import type { Write } from '../../table/port.ts';
import { firstLink } from '../../vocabulary/first-link.ts';
import type { Conversation, Participant } from '../kinds/kind.ts';
import { append } from '../log/append.ts';
import { amendmentKey, type Draft, messageKey } from '../log/draft.ts';
import { headStore, type LogHead } from '../log/head.ts';
import { type ChatMessage, chatMessageAttributes, chatMessageOf } from './chat-message.ts';
import type { EntryDeps } from './post.ts';

/** Edits per message. A tombstone rewrites them all in one transaction. */
const EDITS = 50;

/** Somebody who may hide and delete messages of others. */
export interface Moderator {
  /** They take no part in the conversation: an admin of the tenant. */
  readonly outside?: true;
  /** The line of the audit, written in the same transaction. */
  record(number: number, change: { readonly field: 'hidden' | 'deleted'; readonly from: boolean; readonly to: boolean }, at: string): Write;
}

interface Step<Head extends LogHead> {
  readonly deps: EntryDeps;
  readonly draft: Draft<Head>;
  readonly before: ChatMessage;
  readonly by: Participant;
  readonly now: string;
}

type Made = {
  readonly type: 'edit' | 'tombstone' | 'reaction' | 'hide' | 'unhide' | 'preview';
  readonly after: ChatMessage;
  readonly detail?: Readonly<Record<string, unknown>>;
} | null;

/** Changes one message, and appends the change as the next amendment, in one transaction. `make`: null if nothing would change. */
export const change = <Head extends LogHead>(
  deps: EntryDeps,
  { kind, tenantId, id }: Conversation<Head>,
  by: Participant,
  number: number,
  /** `make` reads nothing itself. */
  shares: boolean,
  make: (step: Step<Head>) => Made | Promise<Made>,
  outside = false,
): Promise<ChatMessage> => {
  const key = messageKey(kind.pk(tenantId, id), number);
  return append(deps, {
    head: headStore(kind.headKey(tenantId, id), kind.shape),
    reads: [key, ...kind.reads(tenantId, id, by)],
    ...(shares ? { shares } : {}),
    async decide(draft, [stored, ...found]) {
      if (draft.head.revision === 0 || !(outside || kind.admits(by, draft.head, found))) throw notFound('conversation');
      if (!stored) throw notFound('message');
      const before = chatMessageOf(stored);
      const now = new Date(deps.clock()).toISOString();
      const made = await make({ deps, draft, before, by, now });
      if (!made) return before;
      const amendment = draft.amend({ of: number, type: made.type, at: now, actor: { type: by.type, id: by.id }, ...made.detail });
      const edits = made.type === 'edit' ? [...before.edits, amendment] : made.after.edits;
      const after = { ...made.after, edits, revision: draft.revision };
      draft.rewrite(stored, chatMessageAttributes(after));
      return after;
    },
  });
};

const isOwn = ({ before: { author }, by }: Pick<Step<LogHead>, 'before' | 'by'>): boolean => author.type === by.type && author.id === by.id;
const ownOnly = (step: Pick<Step<LogHead>, 'before' | 'by'>): void => {
  if (!isOwn(step)) throw new Problem('forbidden', 'Only the author can change a message.');
};

const refuseGone = ({ deleted, hidden }: ChatMessage): void => {
  if (deleted) throw new Problem('conflict', 'The message is deleted.', { extra: { current: 'deleted' } });
  if (hidden) throw new Problem('conflict', 'The message is hidden.', { extra: { current: 'hidden' } });
};

/** @throws Problem forbidden */
const requireModerator = <Head extends LogHead>({ kind }: Conversation<Head>, { draft, by }: Step<Head>, moderator: Moderator | undefined): Moderator => {
  if (!moderator || !(moderator.outside || kind.moderates?.(by.id, draft.head)))
    throw new Problem('forbidden', 'Only those who moderate this conversation can do this.');
  return moderator;
};

/**
 * Replaces the text, and removes the preview of a link that is no longer the first one. The amendment holds the new text, and the first amendment also the original, so that each version is stored once.
 * @throws Problem not_found; forbidden (another's message); conflict (deleted, hidden, or edited too often); unavailable
 */
export const editEntry = <Head extends LogHead>(
  deps: EntryDeps,
  conversation: Conversation<Head>,
  by: Participant,
  number: number,
  text: string,
): Promise<ChatMessage> =>
  change(deps, conversation, by, number, true, ({ before, now }) => {
    ownOnly({ before, by });
    refuseGone(before);
    if (before.text === text) return null;
    if (before.edits.length >= EDITS) throw new Problem('conflict', `A message can be edited at most ${EDITS} times.`, { extra: { current: EDITS } });
    const preview = before.preview?.url === firstLink(text) ? before.preview : null;
    return {
      type: 'edit',
      after: { ...before, text, preview, editedAt: now },
      detail: { text, ...(before.edits.length === 0 ? { previous: before.text } : {}) },
    };
  });

/**
 * Leaves a tombstone: removes the text, its earlier versions, its preview and reactions. Repeating it changes nothing. `moderator`: also of a message of somebody else.
 * @throws Problem not_found; forbidden (another's message); unavailable
 */
export const deleteEntry = <Head extends LogHead>(
  deps: EntryDeps,
  conversation: Conversation<Head>,
  by: Participant,
  number: number,
  moderator?: Moderator,
): Promise<ChatMessage> => {
  const make = async (step: Step<Head>): Promise<Made> => {
    const { draft, before, now } = step;
    const watched = isOwn(step) ? undefined : requireModerator(conversation, step, moderator);
    if (before.deleted) return null;
    const versions = await deps.table.get(
      before.edits.map((edit) => amendmentKey(draft.pk, edit)),
      { consistent: true },
    );
    for (const version of versions) {
      if (!version) continue;
      const { text: _text, previous: _previous, ...rest } = version;
      draft.rewrite(version, rest);
    }
    if (watched) draft.write(watched.record(number, { field: 'deleted', from: false, to: true }, now));
    return {
      type: 'tombstone',
      after: { ...before, text: null, editedAt: null, edits: [], mentions: [], attachments: [], preview: null, reactions: {}, deleted: true, hidden: false },
    };
  };
  return change(deps, conversation, by, number, false, make, moderator?.outside);
};

/**
 * Hides a message, or shows it again. Its text stays, for those who moderate. Repeating it changes nothing.
 * @throws Problem not_found, forbidden, conflict (deleted), unavailable
 */
export const hideEntry = <Head extends LogHead>(
  deps: EntryDeps,
  conversation: Conversation<Head>,
  by: Participant,
  number: number,
  { hidden, moderator }: { readonly hidden: boolean; readonly moderator: Moderator | undefined },
): Promise<ChatMessage> => {
  const make = (step: Step<Head>): Made => {
    const { draft, before, now } = step;
    const { record } = requireModerator(conversation, step, moderator);
    if (before.deleted) throw new Problem('conflict', 'The message is deleted.', { extra: { current: 'deleted' } });
    if (before.hidden === hidden) return null;
    draft.write(record(number, { field: 'hidden', from: before.hidden, to: hidden }, now));
    return { type: hidden ? 'hide' : 'unhide', after: { ...before, hidden } };
  };
  return change(deps, conversation, by, number, false, make, moderator?.outside);
};

const emojisOf = (reactions: string | undefined): string[] => reactions?.split(' ') ?? [];

/**
 * Adds a person's reaction, one per emoji, or removes it. Repeating it changes nothing.
 * @throws Problem not_found, conflict (deleted, or too many), unavailable
 */
export const reactToEntry = <Head extends LogHead>(
  deps: EntryDeps,
  conversation: Conversation<Head>,
  by: Participant,
  number: number,
  { emoji, removed = false }: { readonly emoji: string; readonly removed?: boolean },
): Promise<ChatMessage> =>
  change(deps, conversation, by, number, true, ({ before }) => {
    const { [by.id]: present, ...others } = before.reactions;
    const own = emojisOf(present);
    refuseGone(before);
    if (own.includes(emoji) !== removed) return null;
    if (!removed && own.length >= EMOJIS_EACH)
      throw new Problem('conflict', `You can react to a message with at most ${EMOJIS_EACH} emojis.`, { extra: { current: EMOJIS_EACH } });
    if (Object.keys(others).length >= REACTIONS)
      throw new Problem('conflict', `At most ${REACTIONS} people can react to a message.`, { extra: { current: REACTIONS } });
    const left = removed ? own.filter((one) => one !== emoji) : [...own, emoji];
    const reactions = left.length === 0 ? others : { ...others, [by.id]: left.join(' ') };
    return { type: 'reaction', after: { ...before, reactions }, detail: { emoji, ...(removed ? { removed } : {}) } };
  });
