import { Tokenizer } from 'htmlparser2';

/** Elements whose content is not for reading. */
const SILENT: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title', 'template', 'noframes', 'noembed', 'iframe']);
/** Elements that a head may contain. Any other element ends the head, closed or not. */
const HEAD: ReadonlySet<string> = new Set(['base', 'link', 'meta', 'noscript', 'script', 'style', 'template', 'title', 'head']);
/** Elements that begin and end a line. */
const LINES: ReadonlySet<string> = new Set(
  'address article aside blockquote center dd div dl dt fieldset figure figcaption footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);
const CELLS: ReadonlySet<string> = new Set(['td', 'th']);

/**
 * The words of HTML, for lists, search and everybody who reads text. Lines where the HTML has lines, the text that stands in for pictures, no tags.
 *
 * Strangers write this HTML. The tokenizer goes from left to right and holds no tree, so time and memory are in proportion to the length: converters that
 * build one overflow the stack at some thousand nested elements, and take time by the square of the depth (docs/decisions/0110).
 */
export const wordsOfHtml = (html: string): string => {
  const words = new Words(html);
  const tokenizer = new Tokenizer({ decodeEntities: true }, words);
  tokenizer.write(html);
  tokenizer.end();
  return words.text();
};

/** Gathers what the tokenizer finds; places are those of the whole text. */
class Words {
  readonly #html: string;
  readonly #parts: string[] = [];
  #tag = '';
  /** The silent element that is open, and how deep others of its name stand inside. */
  #silent = '';
  #depth = 0;
  #attribute = '';
  #value = '';
  /** Nothing is in the present line yet. */
  #isFresh = true;

  constructor(html: string) {
    this.#html = html;
  }

  text(): string {
    return this.#parts
      .join('')
      .split('\n')
      .map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
      .toWellFormed();
  }

  #add(text: string): void {
    if (this.#silent !== '') return;
    this.#parts.push(text);
    this.#isFresh = text === '\n' || (this.#isFresh && text.trim() === '');
  }

  ontext(start: number, end: number): void {
    if (this.#silent === '') this.#add(this.#html.slice(start, end).replace(/\s+/g, ' '));
  }

  ontextentity(codepoint: number): void {
    this.#add(String.fromCodePoint(codepoint));
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase();
    this.#attribute = '';
    if (this.#silent === 'head' && !HEAD.has(this.#tag)) this.#silent = '';
    if (this.#tag === 'br' || (LINES.has(this.#tag) && !this.#isFresh)) this.#add('\n');
    else if (CELLS.has(this.#tag)) this.#add(' ');
  }

  onopentagend(): void {
    if (this.#silent === '' && SILENT.has(this.#tag)) {
      this.#silent = this.#tag;
      this.#depth = 1;
    } else if (this.#tag === this.#silent) this.#depth += 1;
  }

  onselfclosingtag(): void {
    // HTML ignores the slash: `<script/>` is open all the same. `<head/>` is what XHTML writes for an empty one.
    if (this.#tag !== 'head') this.onopentagend();
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#html.slice(start, end).toLowerCase();
    if (tag === this.#silent) {
      this.#depth -= 1;
      if (this.#depth === 0) this.#silent = '';
    } else if (LINES.has(tag)) this.#add('\n');
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end).toLowerCase();
    this.#value = '';
  }

  #isAlt(): boolean {
    return this.#attribute === 'alt' && (this.#tag === 'img' || this.#tag === 'area');
  }

  onattribdata(start: number, end: number): void {
    if (this.#isAlt()) this.#value += this.#html.slice(start, end);
  }

  onattribentity(codepoint: number): void {
    if (this.#isAlt()) this.#value += String.fromCodePoint(codepoint);
  }

  onattribend(): void {
    if (this.#isAlt() && this.#value.trim() !== '') this.#add(` ${this.#value.replace(/\s+/g, ' ')} `);
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.ontext(start, end - endOffset);
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}
