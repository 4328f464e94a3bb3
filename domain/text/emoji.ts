/** One emoji as Unicode recommends it for exchange (RGI, https://www.unicode.org/reports/tr51/, version 17, read 2026-11), with its variations and skin tones. */
const EMOJI = /^\p{RGI_Emoji}$/v;
/** Asks for the coloured form of a character that is also text. */
const COLOURED = '\uFE0F';

/** The emoji in its whole form, undefined for another text: ❤ without its variation selector, as some keyboards type it, is ❤️. */
export const emojiOf = (text: string): string | undefined => [text, `${text}${COLOURED}`].find((form) => EMOJI.test(form));

export const isEmoji = (text: string): boolean => emojiOf(text) !== undefined;
