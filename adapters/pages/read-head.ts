import { Tokenizer } from 'htmlparser2';
import { decodedPage } from './charset.ts';

/** What a page says of itself, as it is written there. */
export interface Head {
  readonly title: string | null;
  /** `meta` elements: the property or name in lower case, and the content. */
  readonly metas: readonly (readonly [string, string])[];
}

/** `meta` elements that are kept: a page has some dozens. */
const MOST_METAS = 200;
/** Characters of a text that are kept; previews show far less. */
const MOST_TEXT = 4_096;

/**
 * Reads the title and the `meta` elements of an HTML page. The page is untrusted: the tokenizer goes over it once, builds no tree and runs nothing, so time and memory are proportional to the length
 * (docs/decisions/0110). Never throws.
 */
export const readHead = (bytes: Uint8Array, contentType: string | null): Head => {
  const html = decodedPage(bytes, contentType);
  const found = new Found(html);
  const tokenizer = new Tokenizer({ decodeEntities: true }, found);
  tokenizer.write(html);
  tokenizer.end();
  return found.head();
};

/** Collects what the tokenizer finds. Positions are positions in the whole text. */
class Found {
  readonly #html: string;
  readonly #metas: (readonly [string, string])[] = [];
  #title: string | null = null;
  #inTitle = false;
  /** A title in a picture (SVG) is not that of the page. */
  #pictures = 0;
  #tag = '';
  #attribute = '';
  #attributes = new Map<string, string>();

  constructor(html: string) {
    this.#html = html;
  }

  head(): Head {
    return { title: this.#title, metas: this.#metas };
  }

  #addTitle(text: string): void {
    if (this.#inTitle && (this.#title?.length ?? 0) < MOST_TEXT) this.#title = (this.#title ?? '') + text;
  }

  ontext(start: number, end: number): void {
    if (this.#inTitle) this.#addTitle(this.#html.substring(start, Math.min(end, start + MOST_TEXT)));
  }

  ontextentity(codepoint: number): void {
    this.#addTitle(String.fromCodePoint(codepoint));
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.substring(start, end).toLowerCase();
    this.#attributes = new Map();
  }

  onopentagend(): void {
    if (this.#tag === 'svg') this.#pictures += 1;
    else if (this.#tag === 'title') this.#inTitle = this.#pictures === 0 && this.#title === null;
    else if (this.#tag === 'meta') this.#addMeta();
  }

  onselfclosingtag(): void {
    // HTML ignores the slash, except in pictures.
    if (this.#tag !== 'svg') this.onopentagend();
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#html.substring(start, end).toLowerCase();
    if (tag === 'svg') this.#pictures = Math.max(0, this.#pictures - 1);
    else if (tag === 'title') this.#inTitle = false;
  }

  #addMeta(): void {
    const content = this.#attributes.get('content');
    if (content === undefined || this.#metas.length >= MOST_METAS) return;
    // Pages write either attribute for either kind of property.
    const name = this.#attributes.get('property') ?? this.#attributes.get('name');
    if (name !== undefined) this.#metas.push([name.trim().toLowerCase(), content.toWellFormed()]);
  }

  onattribname(start: number, end: number): void {
    const name = this.#html.substring(start, end).toLowerCase();
    // Of an attribute that is there twice, the first counts.
    this.#attribute = this.#tag === 'meta' && /^(?:property|name|content)$/.test(name) && !this.#attributes.has(name) ? name : '';
    if (this.#attribute !== '') this.#attributes.set(this.#attribute, '');
  }

  #addValue(text: string): void {
    const before = this.#attributes.get(this.#attribute);
    if (before !== undefined && before.length < MOST_TEXT) this.#attributes.set(this.#attribute, before + text);
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute !== '') this.#addValue(this.#html.substring(start, Math.min(end, start + MOST_TEXT)));
  }

  onattribentity(codepoint: number): void {
    if (this.#attribute !== '') this.#addValue(String.fromCodePoint(codepoint));
  }

  onattribend(): void {
    this.#attribute = '';
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}
