import { cut } from '../../text/well-formed.ts';

/** Texts of a preview, in characters: longer ones are cut. */
export const PREVIEW_TITLE = 200;
export const PREVIEW_DESCRIPTION = 300;
export const PREVIEW_SITE = 100;

/** What a page says of itself, as it is written there. */
export interface PageHead {
  /** Of the first `title` element; null without one. */
  readonly title: string | null;
  /** The `meta` elements with a name (or property, in lower case) and a content, in their order. */
  readonly metas: readonly (readonly [name: string, content: string])[];
}

/** What of it a preview shows. */
export interface Page {
  readonly title: string;
  readonly description: string | null;
  readonly siteName: string | null;
  /** The address of its picture, which may be relative to the page; null without one. */
  readonly image: string | null;
}

/** Control characters, and marks that turn the direction of what follows: a title must not change how the text around it is read. */
// eslint-disable-next-line no-control-regex
const MARKS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Plain text in one line; null if nothing is left. */
const plain = (text: string | null | undefined, most: number): string | null => {
  const line = (text ?? '').replace(MARKS, '').replace(/\s+/g, ' ').trim();
  return line === '' ? null : cut(line, most, '…');
};

/**
 * A preview of a page by its Open Graph properties (https://ogp.me, read 2026-11-30), the tags of an X card where those are missing (https://developer.x.com/cards/markup, read 2026-11-30), and the
 * page's own title and description. Of several properties of one name the first with a text counts, as ogp.me says of conflicts. Null: the page has no title. Pure.
 */
export const pageOf = ({ title, metas }: PageHead): Page | null => {
  const first = (names: readonly string[], most: number): string | null => {
    for (const name of names)
      for (const [given, content] of metas) {
        const text = given === name ? plain(content, most) : null;
        if (text !== null) return text;
      }
    return null;
  };
  const named = first(['og:title', 'twitter:title'], PREVIEW_TITLE) ?? plain(title, PREVIEW_TITLE);
  if (named === null) return null;
  const image = ['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src']
    .flatMap((name) => metas.flatMap(([given, content]) => (given === name && content.trim() !== '' ? [content.trim()] : [])))
    .at(0);
  return {
    title: named,
    description: first(['og:description', 'twitter:description', 'description'], PREVIEW_DESCRIPTION),
    siteName: first(['og:site_name', 'application-name'], PREVIEW_SITE),
    image: image ?? null,
  };
};
