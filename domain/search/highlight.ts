import { type PlacedWord, placedWordsOf, type Term } from './words.ts';

/** Characters around the first match of a fragment. */
const BEFORE = 40;
const FRAGMENT = 160;
export const MOST_FRAGMENTS = 3;

interface Span {
  readonly start: number;
  readonly end: number;
}

function spansOf(placed: readonly PlacedWord[], term: Term): Span[] {
  const spans: Span[] = [];
  const last = term.words.length - 1;
  for (let at = 0; at + last < placed.length; at++) {
    const fits = term.words.every((word, offset) => {
      const there = placed[at + offset]?.word ?? '';
      return term.prefix && offset === last ? there.startsWith(word) : there === word;
    });
    const first = placed[at];
    const end = placed[at + last];
    if (fits && first && end) spans.push({ start: first.start, end: end.end });
  }
  return spans;
}

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

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c);

/** Cuts between words, so that neither a word nor a surrogate pair is torn. */
function cutStart(text: string, at: number): number {
  if (at <= 0) return 0;
  const space = text.slice(at).search(/\s/);
  if (space >= 0 && space < BEFORE) return at + space + 1;
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at;
}

function cutEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  if (space > at - BEFORE) return space;
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at - 1 : at;
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

/** Up to 3 fragments of the texts with `<em>` around what the terms match; all else is HTML-escaped. Texts without a match give none. */
export function highlightsOf(texts: readonly string[], terms: readonly Term[]): string[] {
  const fragments: string[] = [];
  for (const text of new Set(texts)) {
    const placed = placedWordsOf(text);
    const spans = merged(terms.flatMap((term) => spansOf(placed, term)));
    let shownTo = -1;
    for (const span of spans) {
      if (fragments.length === MOST_FRAGMENTS) return fragments;
      if (span.start < shownTo) continue;
      fragments.push(fragment(text, spans, span));
      shownTo = Math.max(span.end, span.start + FRAGMENT - BEFORE);
    }
  }
  return fragments;
}
