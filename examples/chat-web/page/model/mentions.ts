import type { Person } from './types.ts';

/** A piece of a message: text, the id of somebody, or an address. */
export type Piece = { readonly text: string } | { readonly personId: string } | { readonly href: string };

const SPECIAL = /@\[([\w.:-]{1,64})\]|(https?:\/\/[^\s<>"'“”‘’]*[^\s<>"'“”‘’.,;:!?)\]}])/g;

/** What a text consists of. Nothing of it is HTML: the page puts each piece into a text node. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(SPECIAL)) {
    if (found.index > at) pieces.push({ text: text.slice(at, found.index) });
    const [whole, personId, href = ''] = found;
    pieces.push(personId === undefined ? { href } : { personId });
    at = found.index + whole.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** The word after an `@` that somebody is writing at this place, and where it begins. */
export function mentionAt(text: string, caret: number): { readonly word: string; readonly start: number } | null {
  const found = /(?:^|\s)@([\p{L}\p{N}’'-]{0,30})$/u.exec(text.slice(0, caret));
  return found === null ? null : { word: found[1] ?? '', start: caret - (found[1] ?? '').length - 1 };
}

/** People whose name has a word that begins so. */
export const matching = (people: readonly Person[], word: string): readonly Person[] =>
  people
    .filter(({ name }) =>
      name
        .toLocaleLowerCase()
        .split(/\s+/)
        .some((part) => part.startsWith(word.toLocaleLowerCase())),
    )
    .slice(0, 6);

const byLength = (people: readonly Person[]): readonly Person[] => people.toSorted((a, b) => b.name.length - a.name.length);

/** `@Nora Lindqvist` as the hub has it: `@[id]`. */
export const toHub = (text: string, people: readonly Person[]): string =>
  byLength(people).reduce((said, { id, name }) => said.replaceAll(`@${name}`, `@[${id}]`), text);

/** `@[id]` as people write it. */
export const toPeople = (text: string, names: Readonly<Record<string, string>>): string =>
  text.replaceAll(/@\[([\w.:-]{1,64})\]/g, (whole, id: string) => (names[id] === undefined ? whole : `@${names[id]}`));
