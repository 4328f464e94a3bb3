import { fold } from '../text/fold.ts';
import { graphemeEnd, graphemeStart } from '../text/graphemes.ts';
import type { Term } from './terms.ts';
import { type WordSpan, wordSpansOf } from './words.ts';

/** Characters around the first match of a fragment. */
const BEFORE = 40;
const FRAGMENT = 160;
export const MOST_FRAGMENTS = 3;

interface Span {
  readonly start: number;
  readonly end: number;
}

type WordSpans = ReturnType<typeof wordSpansOf>;

function spansOf({ words: spans, numbers }: WordSpans, term: Term): Span[] {
  const { words, prefix } = term;
  const fits = (there: WordSpan, offset: number): boolean =>
    prefix && offset === words.length - 1 ? there.word.startsWith(words[offset] as string) : there.word === words[offset];
  const runs = spans.flatMap((first, at): Span[] => {
    const run = spans.slice(at, at + words.length);
    return run.length === words.length && run.every(fits) ? [{ start: first.start, end: (run.at(-1) as WordSpan).end }] : [];
  });
  const asked = (there: WordSpan): boolean =>
    (term.numbers ?? []).some((number) => (number.prefix ? there.word.startsWith(number.word) : there.word === number.word));
  return [...runs, ...[...spans, ...numbers].filter(asked)];
}

/** A word may be a part of a character: one of the emoji that joiners make one. */
const wholeCharacters = (text: string, { start, end }: Span): Span => ({ start: graphemeStart(text, start), end: graphemeEnd(text, end) });

/** Sorted, and no two overlap. */
function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const before = result.at(-1);
    if (before && span.start < before.end) result[result.length - 1] = { start: before.start, end: Math.max(before.end, span.end) };
    else result.push(span);
  }
  return result;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** Cuts at a space nearby, and never within a character. */
function cutStart(text: string, at: number): number {
  if (at <= 0) return 0;
  const space = text.indexOf(' ', at);
  return graphemeStart(text, space >= 0 && space < at + BEFORE ? space + 1 : at);
}

function cutEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  return graphemeEnd(text, space > at - BEFORE ? space : at);
}

function fragment(text: string, spans: readonly Span[], first: Span): string {
  const start = Math.min(first.start, cutStart(text, first.start - BEFORE));
  const end = Math.max(first.end, cutEnd(text, start + FRAGMENT));
  let html = start > 0 ? '…' : '';
  let at = start;
  for (const span of spans) {
    if (span.start < start || span.end > end) continue;
    html += `${escaped(text.slice(at, span.start))}<em>${escaped(text.slice(span.start, span.end))}</em>`;
    at = span.end;
  }
  return html + escaped(text.slice(at, end)) + (end < text.length ? '…' : '');
}

/** A long text is looked through piece by piece, and only until there is enough to show. */
const PIECE = 4_000;

/** Where the next piece ends: at a space, so that no word is cut. */
function pieceEnd(text: string, start: number): number {
  if (text.length - start <= PIECE) return text.length;
  const space = text.slice(start + PIECE, start + 2 * PIECE).search(/\s/);
  return graphemeStart(text, space < 0 ? Math.min(text.length, start + 2 * PIECE) : start + PIECE + space);
}

/** SortedEvents words costs ten times as much as looking for their letters. */
function mayMatch(piece: string, terms: readonly Term[]): boolean {
  const folded = fold(piece);
  return terms.some(({ words, numbers }) => folded.includes(words[0] as string) || (numbers !== undefined && /\d/.test(folded)));
}

/** What the terms match in a text, in order, as far as `most` fragments need it. */
function matchesIn(text: string, terms: readonly Term[], most: number): Span[] {
  const found: Span[] = [];
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start);
    const piece = text.slice(start, end);
    if (mayMatch(piece, terms)) {
      const spans = wordSpansOf(piece);
      for (const span of terms.flatMap((term) => spansOf(spans, term))) found.push(wholeCharacters(text, { start: span.start + start, end: span.end + start }));
    }
    const last = beginningsOf(merged(found))[most - 1];
    if (last && last.end + 2 * FRAGMENT < end) break;
    start = end;
  }
  return merged(found);
}

/** The matches with which fragments begin: those that no fragment before them shows. */
function beginningsOf(spans: readonly Span[]): Span[] {
  let shownTo = -1;
  return spans.filter((span) => {
    const begins = span.start >= shownTo;
    if (begins) shownTo = Math.max(span.end, span.start + FRAGMENT - BEFORE);
    return begins;
  });
}

/** Up to 3 fragments of the texts with `<em>` around what the terms match; all else is HTML-escaped. Texts without a match give none. */
export function highlightsOf(texts: readonly string[], terms: readonly Term[]): string[] {
  const fragments: string[] = [];
  for (const text of new Set(texts)) {
    const most = MOST_FRAGMENTS - fragments.length;
    if (most === 0 || terms.length === 0) break;
    const spans = matchesIn(text, terms, most);
    fragments.push(
      ...beginningsOf(spans)
        .slice(0, most)
        .map((span) => fragment(text, spans, span)),
    );
  }
  return fragments;
}
