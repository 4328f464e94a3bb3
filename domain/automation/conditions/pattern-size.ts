/**
 * Estimates the size of a pattern's program without compiling it: `(?:\p{L}{0,1000}){…` takes seconds and hundreds of megabytes to
 * compile. Counts a repeated part as often as it may repeat. Tests check that the result is within a factor of two of the true size.
 */
export const estimatedSize = (pattern: string): number => {
  /** Sizes of the open groups, outermost first. */
  const groups: number[] = [0];
  /** Size of the part that a quantifier repeats. */
  let last = 0;
  const add = (size: number): void => {
    groups[groups.length - 1] = (groups.at(-1) as number) + size;
    last = size;
  };
  for (const [token, open, close, low, high] of pattern.matchAll(TOKEN)) {
    if (open !== undefined) {
      groups.push(1);
      last = 0;
    } else if (close !== undefined) {
      const size = groups.length > 1 ? (groups.pop() as number) : 0;
      add(size + 1);
    } else if (low !== undefined) {
      const times = Math.max(Number(low), Number(high ?? 0), 1);
      const isExact = !token.includes(',') || high === low;
      const more = last * (times - 1) + (isExact ? 0 : times);
      groups[groups.length - 1] = (groups.at(-1) as number) + more;
      last += more;
    } else add(token.startsWith('\\Q') ? token.length : 1);
    if ((groups.at(-1) as number) > LARGEST) return LARGEST;
  }
  return groups.reduce((sum, size) => sum + size, 2);
};

const LARGEST = 1_000_000_000;

/** Literal text; a class; an escape; a group's beginning and end; a counted repetition; any other character. */
const TOKEN =
  /\\Q[^]*?(?:\\E|$)|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]?|\\[pPx]\{[^}]*\}|\\[pP]\w|\\[^]|(\((?:\?(?:P?<\w+>|[a-zA-Z-]*:?))?)|(\))|\{(\d{1,4})(?:,(\d{0,4}))?\}|[^]/gu;
