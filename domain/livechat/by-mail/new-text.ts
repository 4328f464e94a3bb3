import { quotedTailAt } from '../../text/quoted-tail.ts';

/** The text of an answer without its signature and the mail that it quotes at its end: the chat shows that already. Anything that would leave nothing stays as it is. */
export const newTextOf = (text: string | null): string | null => {
  const tail = text === null ? null : quotedTailAt(text);
  return text === null || tail === null ? text : text.slice(0, tail).trimEnd();
};
