const isQuoted = (line: string): boolean => line.startsWith('>');
const isBlank = (line: string): boolean => line.trim() === '';

/** A line such as `On Monday, Ada wrote:` takes up to this many lines. */
const INTRODUCTION = 3;

/**
 * The text of an answer without the mail that it quotes at its end (lines that begin with `>`, RFC 3676, section 4.5) and the line that introduces it: the chat
 * shows that already. Anything that would leave nothing stays as it is.
 */
export const newTextOf = (text: string | null): string | null => {
  if (text === null) return null;
  const lines = text.split('\n');
  const end = lines.findLastIndex((line) => !isQuoted(line) && !isBlank(line)) + 1;
  if (!lines.slice(end).some(isQuoted)) return text;
  const before = lines.slice(0, end);
  const gap = before.findLastIndex(isBlank) + 1;
  const introduces = before.at(-1)?.trimEnd().endsWith(':') === true && before.length - gap <= INTRODUCTION && gap > 0;
  const kept = (introduces ? before.slice(0, gap) : before).join('\n').trimEnd();
  return kept === '' ? text : kept;
};
