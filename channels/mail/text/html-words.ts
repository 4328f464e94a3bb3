import { Tokenizer } from 'htmlparser2';

/** Elements whose content is not readable text. */
const SILENT: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title', 'template', 'noframes', 'noembed', 'iframe']);
/** Elements that a head may contain. Any other element ends the head, even without `</head>`. */
const HEAD: ReadonlySet<string> = new Set(['base', 'link', 'meta', 'noscript', 'script', 'style', 'template', 'title', 'head']);
/** Elements that begin and end a line. */
const LINES: ReadonlySet<string> = new Set(
  'address article aside blockquote center dd div dl dt fieldset figure figcaption footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);
const CELLS: ReadonlySet<string> = new Set(['td', 'th']);

/**
 * The text of HTML, for lists, search and plain-text readers: with the HTML's line breaks and the alternative text of pictures, without tags.
 *
 * This HTML is untrusted. The tokenizer reads from left to right and builds no tree, so time and memory are proportional to the length. Converters that
 * build a tree overflow the stack at some thousand nested elements, and their time is quadratic in the depth (docs/decisions/0110).
 */
export const wordsOfHtml = (html: string): string => {
  const words = new Words(html);
  const tokenizer = new Tokenizer({ decodeEntities: true }, words);
  tokenizer.write(html);
  tokenizer.end();
  return words.text();
};

/** Collects what the tokenizer finds. Positions are positions in the whole text. */
class Words {
  readonly #html: string;
  readonly #parts: string[] = [];
  #tag = '';
  /** The open element whose content is skipped, and the nesting depth of elements with the same name inside it. */
  #silent = '';
  #depth = 0;
  #attribute = '';
  #value = '';
  /** The current line is still empty. */
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
    // HTML ignores the slash: `<script/>` opens the element. XHTML writes `<head/>` for an empty head.
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
