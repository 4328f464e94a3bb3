/** What any link counts: providers that weigh shorten it. */
const LINK = 23;
const LINKS = /https?:\/\/\S*[^\s.,!?;:'")\]}]/giu;
const EMOJI = /^\p{RGI_Emoji}$/v;
/** Code points that count one; all others count two. */
const LIGHT: readonly (readonly [number, number])[] = [
  [0, 4_351],
  [8_192, 8_205],
  [8_208, 8_223],
  [8_242, 8_247],
];
const isLight = (character: string): boolean => {
  const point = character.codePointAt(0) ?? 0;
  return LIGHT.some(([from, to]) => point >= from && point <= to);
};
const signs = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The length of a text by the weights of X's posts: a link counts 23, an emoji of any length 2, Latin and its neighbours 1, other scripts 2, after
 * normalization (NFC). Configuration 3 of twitter-text: https://developer.x.com/en/docs/counting-characters (read 2026-11-29). X also counts addresses without
 * `https://` as links, by a list of all top-level domains, which this does not have (docs/decisions/0766).
 */
export const weightedLength = (text: string): number => {
  let length = 0;
  const words = text.normalize('NFC').replaceAll(LINKS, () => {
    length += LINK;
    return '';
  });
  for (const { segment } of signs.segment(words)) {
    if (EMOJI.test(segment)) length += 2;
    else for (const character of segment) length += isLight(character) ? 1 : 2;
  }
  return length;
};
