const graphemes = new Intl.Segmenter();
/** Emoji are pictographs, flags of two regional letters, and keys (a digit, # or * with U+20E3); each may have modifiers and joined parts. */
const FIRST = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\u{FE0F}?\u{20E3})/u;

/** Whether the text is one emoji. https://www.unicode.org/reports/tr51/ (version 17, read 2026-11) */
export const isEmoji = (text: string): boolean => FIRST.test(text) && [...graphemes.segment(text)].length === 1;
