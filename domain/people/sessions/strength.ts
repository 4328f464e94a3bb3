import { Problem } from '../../errors.ts';

/** Of 0 to 4. 2 stands for at least a million guesses: more than anybody has through the limits of sign-in. */
const LEAST_SCORE = 2;
/**
 * Characters that are looked at, from either end: the time of an estimate grows steeply with them, and anybody may send any text. A password
 * is as strong as its stronger end.
 */
const LOOKED_AT = 24;
/** Characters of a word about the person. */
const LONGEST_WORD = 100;

const ADVICE = 'is easy to guess. Use several words that do not belong together, or more and more varied characters; leave out names, dates and rows of keys.';

/**
 * Refuses a new password that is easy to guess: common ones, repetitions, rows of keys, dates, and what is known about its person (`about`:
 * names, addresses, the tenant). Passwords that exist are not judged. @throws Problem unprocessable, naming `path`
 */
export async function requireStrength(password: string, about: readonly string[], path = 'password'): Promise<void> {
  const { estimator } = await import('./estimator.ts');
  const words = wordsOf(about);
  // As it will be hashed.
  const text = password.normalize('NFKC');
  const ends = text.length > LOOKED_AT ? [text.slice(0, LOOKED_AT), text.slice(-LOOKED_AT)] : [text];
  if (ends.some((end) => estimator.check(end, words).score >= LEAST_SCORE)) return;
  throw new Problem('unprocessable', `The password ${ADVICE}`, { errors: [{ path, message: ADVICE }] });
}

/** Each text whole and in its parts: of `ada@shop.example` also `ada` and `shop`. */
function wordsOf(about: readonly string[]): string[] {
  const parts = about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(parts)].filter((word) => word.length > 2 && word.length <= LONGEST_WORD);
}
