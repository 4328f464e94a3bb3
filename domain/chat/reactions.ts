/** One emoji as Unicode recommends it for exchange (RGI, Unicode Technical Standard 51), with its variations and skin tones. */
const EMOJI = /^\p{RGI_Emoji}$/v;
/** Asks for the coloured form of a character that is also text. */
const COLOURED = '\uFE0F';

/** ❤ without its variation selector, as some keyboards type it, is ❤️. */
const formOf = (text: string): string | undefined => [text, `${text}${COLOURED}`].find((form) => EMOJI.test(form));

export const isEmoji = (text: string): boolean => formOf(text) !== undefined;

export interface Reaction {
  readonly emoji: string;
  readonly removed?: boolean;
}

/** The same emoji in one form, so that it is counted once. */
export const whole = ({ emoji, ...rest }: Reaction): Reaction => ({ ...rest, emoji: formOf(emoji) ?? emoji });
