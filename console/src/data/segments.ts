/** A piece of a text: plain, a hit of a search, or a link. */
export interface Segment {
  readonly text: string;
  readonly isHit?: boolean;
  readonly href?: string;
}

const LINK = /https?:\/\/[^\s<>"'`]*[^\s<>"'`.,!?;:)\]}]/giu;
const MARKS = /\p{M}/gu;
/** Texts beyond this are shown as they are: nobody reads their links. */
const LOOKED_AT = 20_000;

const folded = (text: string): string => text.normalize('NFD').replaceAll(MARKS, '').toLowerCase();

/** The words of a search: a phrase in quotes is one; numbers of tickets are none. */
export function wordsOf(query: string | undefined): readonly string[] {
  if (query === undefined) return [];
  return [...query.matchAll(/"([^"]+)"|(\S+)/g)]
    .map(([, phrase, word]) => folded(phrase ?? word ?? '').trim())
    .filter((word) => word !== '' && !/^#\d+$/.test(word) && /[\p{L}\p{N}\p{S}]/u.test(word));
}

/** Where the words occur, as ranges of UTF-16 units; case and accents do not matter. */
function hitsOf(text: string, words: readonly string[]): readonly (readonly [number, number])[] {
  if (words.length === 0) return [];
  let plain = '';
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    const fold = folded(character);
    for (let unit = 0; unit < fold.length; unit += 1) from.push(at);
    plain += fold;
    at += character.length;
  }
  from.push(at);
  const found: [number, number][] = [];
  for (const word of words) {
    for (let start = plain.indexOf(word); start !== -1; start = plain.indexOf(word, start + word.length)) {
      let end = from[start + word.length] ?? at;
      // Accents that follow the last letter belong to it.
      while (/^\p{M}/u.test(text.substring(end, end + 1))) end += 1;
      found.push([from[start] ?? 0, end]);
    }
  }
  return found.toSorted((a, b) => a[0] - b[0]);
}

export const hasHit = (text: string, words: readonly string[]): boolean => hitsOf(text, words).length > 0;

/** Splits a text at its links and at the hits of a search. */
export function segmentsOf(text: string, words: readonly string[] = []): readonly Segment[] {
  if (text.length > LOOKED_AT) return [{ text }];
  const hits = hitsOf(text, words);
  const links = [...text.matchAll(LINK)].filter(([href]) => URL.canParse(href)).map(({ index, 0: href }) => ({ start: index, end: index + href.length, href }));
  const cuts = new Set([0, text.length]);
  for (const [start, end] of hits) cuts.add(start).add(end);
  for (const { start, end } of links) cuts.add(start).add(end);
  const places = [...cuts].toSorted((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const link = links.find((one) => one.start <= start && start < one.end);
    const isHit = hits.some((hit) => hit[0] <= start && start < hit[1]);
    return { text: text.substring(start, places[index + 1]), ...(isHit ? { isHit } : {}), ...(link === undefined ? {} : { href: link.href }) };
  });
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#x27;': "'" };
const decoded = (html: string): string => html.replaceAll(/&(?:amp|lt|gt|quot|#39|#x27);/g, (entity) => ENTITIES[entity] ?? entity);

/** A fragment of the search's answer, `<em>` around its hits and all else escaped, as pieces of text. */
export function fragmentOf(highlight: string): readonly Segment[] {
  return highlight
    .split(/(<em>.*?<\/em>)/s)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('<em>') ? { text: decoded(part.substring(4, part.length - 5)), isHit: true } : { text: decoded(part) }));
}
