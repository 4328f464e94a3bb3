import type { Item, Key, Table, Write } from '../table/port.ts';
import { padded } from '../threads/keys.ts';
import type { Message } from './message.ts';

/**
 * A long text lies aside (`B#{n}`), because every amendment of a message bills its whole item. What stays is the
 * beginning, enough for lists and previews.
 */
export const INLINE_BYTES = 500;
const PREVIEW_CHARACTERS = 200;

type Bodied = Pick<Message, 'text' | 'html'>;

export const bodyKey = (pk: string, number: number): Key => ({ pk, sk: `B#${padded(number)}` });

/** The message without its long body and the write that keeps the body; both unchanged and null for a short one. */
export const putAside = <M extends Bodied>(message: M): { readonly kept: M & { readonly aside?: true }; readonly body: Bodied | null } => {
  const size = Buffer.byteLength(message.text ?? '') + Buffer.byteLength(message.html ?? '');
  if (size <= INLINE_BYTES) return { kept: message, body: null };
  return {
    kept: { ...message, text: message.text === null ? null : beginning(message.text), html: null, aside: true },
    body: { text: message.text, html: message.html },
  };
};

export const bodyWrite = (pk: string, number: number, body: Bodied): Write => ({
  op: 'put',
  item: { ...bodyKey(pk, number), text: body.text, html: body.html },
});

/** First characters of a text, never half a surrogate pair. */
export const beginning = (text: string, characters = PREVIEW_CHARACTERS): string => {
  if (text.length <= characters) return text;
  const last = text.charCodeAt(characters - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? characters - 1 : characters);
};

/** What lists show of a message: its beginning or, where it says everything there, its subject. */
export const previewOf = ({ text, subject }: Pick<Message, 'text' | 'subject'>): string => beginning((text?.trim() ? text : subject) ?? text ?? '');

/** Gives messages whose body lies aside their body back; one batch read for all. */
export const withBodies = async (table: Table, pk: string, items: readonly Item[]): Promise<Item[]> => {
  const aside = items.filter((item) => item['aside'] === true);
  if (aside.length === 0) return [...items];
  const bodies = await table.get(
    aside.map((item) => bodyKey(pk, item['number'] as number)),
    { consistent: true },
  );
  const byNumber = new Map(aside.map((item, index) => [item['number'], bodies[index]]));
  return items.map((item) => {
    const body = byNumber.get(item['number']);
    return body && item['deleted'] !== true ? { ...item, text: body['text'] ?? null, html: body['html'] ?? null } : item;
  });
};
