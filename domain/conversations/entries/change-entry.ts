import { notFound, Problem } from '../../errors.ts';
import { EMOJIS_EACH, REACTIONS } from '../../limits.ts';
import type { Conversation, Participant } from '../kinds/kind.ts';
import { append } from '../log/append.ts';
import { amendmentKey, type Draft, messageKey } from '../log/draft.ts';
import { headStore, type LogHead } from '../log/head.ts';
import { type ChatMessage, chatMessageAttributes, chatMessageOf } from './chat-message.ts';
import type { EntryDeps } from './post.ts';

/** Edits per message. A tombstone rewrites them all in one transaction. */
const EDITS = 50;

interface Step<Head extends LogHead> {
  readonly deps: EntryDeps;
  readonly draft: Draft<Head>;
  readonly before: ChatMessage;
  readonly by: Participant;
  readonly now: string;
}

type Made = { readonly type: 'edit' | 'tombstone' | 'reaction'; readonly after: ChatMessage; readonly detail?: Readonly<Record<string, unknown>> } | null;

/** Changes one message, and appends the change as the next amendment, in one transaction. `make`: null if nothing would change. */
const change = <Head extends LogHead>(
  deps: EntryDeps,
  { kind, tenantId, id }: Conversation<Head>,
  by: Participant,
  number: number,
  /** `make` reads nothing itself. */
  shares: boolean,
  make: (step: Step<Head>) => Made | Promise<Made>,
): Promise<ChatMessage> => {
  const key = messageKey(kind.pk(tenantId, id), number);
  return append(deps, {
    head: headStore(kind.headKey(tenantId, id), kind.shape),
    reads: [key, ...kind.reads(tenantId, id, by)],
    ...(shares ? { shares } : {}),
    async decide(draft, [stored, ...found]) {
      if (draft.head.revision === 0 || !kind.admits(by, draft.head, found)) throw notFound('conversation');
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

const ownOnly = ({ before, by }: Pick<Step<LogHead>, 'before' | 'by'>): void => {
  if (before.author.type !== by.type || before.author.id !== by.id) throw new Problem('forbidden', 'Only the author can change a message.');
};

/**
 * Replaces the text. The amendment holds the new text, and the first amendment also the original, so that each version is stored once.
 * @throws Problem not_found; forbidden (another's message); conflict (deleted, or edited too often); unavailable
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
    if (before.deleted) throw new Problem('conflict', 'The message is deleted.', { extra: { current: 'deleted' } });
    if (before.text === text) return null;
    if (before.edits.length >= EDITS) throw new Problem('conflict', `A message can be edited at most ${EDITS} times.`, { extra: { current: EDITS } });
    return { type: 'edit', after: { ...before, text, editedAt: now }, detail: { text, ...(before.edits.length === 0 ? { previous: before.text } : {}) } };
  });

/** Leaves a tombstone: removes the text, its earlier versions and reactions. Repeating it changes nothing. @throws as `editEntry` */
export const deleteEntry = <Head extends LogHead>(deps: EntryDeps, conversation: Conversation<Head>, by: Participant, number: number): Promise<ChatMessage> =>
  change(deps, conversation, by, number, false, async ({ draft, before }) => {
    ownOnly({ before, by });
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
    return { type: 'tombstone', after: { ...before, text: null, editedAt: null, edits: [], mentions: [], reactions: {}, deleted: true } };
  });

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
    if (before.deleted) throw new Problem('conflict', 'The message is deleted.', { extra: { current: 'deleted' } });
    if (own.includes(emoji) !== removed) return null;
    if (!removed && own.length >= EMOJIS_EACH)
      throw new Problem('conflict', `You can react to a message with at most ${EMOJIS_EACH} emojis.`, { extra: { current: EMOJIS_EACH } });
    if (Object.keys(others).length >= REACTIONS)
      throw new Problem('conflict', `At most ${REACTIONS} people can react to a message.`, { extra: { current: REACTIONS } });
    const left = removed ? own.filter((one) => one !== emoji) : [...own, emoji];
    const reactions = left.length === 0 ? others : { ...others, [by.id]: left.join(' ') };
    return { type: 'reaction', after: { ...before, reactions }, detail: { emoji, ...(removed ? { removed } : {}) } };
  });
