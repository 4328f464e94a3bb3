import { amendmentKey } from '../../conversations/log/draft.ts';
import { BODY_IN_TABLE_BYTES } from '../../limits.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import { cutBytes } from '../../text/well-formed.ts';
import { padded } from '../threads/keys.ts';
import { beginning, INLINE_BYTES } from './bodies.ts';
import type { Message } from './message.ts';

/** Maximum of earlier texts that are kept: the first ones. A tombstone deletes all of them in one transaction, which can have 100 writes. */
export const KEPT_EDITS = 30;

/** A long earlier text is stored beside the amendment that replaced it. */
export const earlierTextKey = (pk: string, amendment: number): Key => ({ pk, sk: `V#${padded(amendment)}` });

export interface EarlierText {
  /** For the amendment. */
  readonly detail: { readonly previous: string | null; readonly previousAt: string; readonly aside?: true };
  /** For an item of its own; null if the amendment holds all of it. */
  readonly aside: { readonly text: string; readonly truncated?: true } | null;
}

/** The stored form of a text that an edit replaces; null if the maximum is kept already. A text that is too long for the table is cut, visibly. */
export const earlierText = ({ text, editedAt, createdAt, edits = [] }: Message): EarlierText | null => {
  if (edits.length >= KEPT_EDITS) return null;
  const previousAt = editedAt ?? createdAt;
  const bytes = Buffer.byteLength(text ?? '');
  if (text === null || bytes <= INLINE_BYTES) return { detail: { previous: text, previousAt }, aside: null };
  const isCut = bytes > BODY_IN_TABLE_BYTES;
  const aside = { text: isCut ? cutBytes(text, BODY_IN_TABLE_BYTES, '…') : text, ...(isCut ? { truncated: true as const } : {}) };
  return { detail: { previous: beginning(text), previousAt, aside: true }, aside };
};

interface Who {
  readonly type: string;
  readonly id: string | null;
}

/** An earlier text of a message. */
export interface Edit {
  /** 1 is the first text. */
  readonly version: number;
  readonly text: string | null;
  readonly truncated?: true;
  readonly writtenAt: string;
  readonly writtenBy: Who;
  readonly replacedAt: string | null;
  readonly replacedBy: Who;
}

/** A page of a message's earlier texts, oldest first, without the current one; `after`: the version after which to continue. @throws TableUnavailable */
export const listEdits = async (
  table: Table,
  pk: string,
  message: Pick<Message, 'edits' | 'editedAt' | 'author'>,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ readonly edits: readonly Edit[]; readonly after: number | null }> => {
  const { edits = [], author, editedAt } = message;
  if (after >= edits.length) return { edits: [], after: null };
  // Also reads one before, for the author of the first text, and one after, for the time at which the last text was replaced.
  const from = Math.max(0, after - 1);
  const numbers = edits.slice(from, after + limit + 1);
  const amendments = await table.get(
    numbers.map((number) => amendmentKey(pk, number)),
    { consistent: true },
  );
  const at = (version: number): Item | undefined => amendments[version - from];
  const page = edits.slice(after, after + limit);
  const long = page.filter((_, index) => at(after + index)?.['aside'] === true);
  const texts =
    long.length === 0
      ? []
      : await table.get(
          long.map((number) => earlierTextKey(pk, number)),
          { consistent: true },
        );
  const asideOf = new Map(long.map((number, index) => [number, texts[index]]));
  const found = page.map((number, index): Edit => {
    const own = at(after + index);
    const aside = asideOf.get(number);
    const before = at(after + index - 1);
    return {
      version: after + index + 1,
      text: (aside?.['text'] ?? own?.['previous'] ?? null) as string | null,
      ...(aside?.['truncated'] === true ? { truncated: true } : {}),
      writtenAt: String(own?.['previousAt']),
      writtenBy: before ? whoOf(before) : { type: author.type, id: author.id },
      replacedAt: (at(after + index + 1)?.['previousAt'] as string | undefined) ?? editedAt,
      replacedBy: whoOf(own),
    };
  });
  const end = after + page.length;
  return { edits: found, after: end < edits.length ? end : null };
};

const whoOf = (amendment: Item | undefined): Who => (amendment?.['actor'] ?? { type: 'origin', id: null }) as Who;
