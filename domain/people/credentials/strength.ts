import { Problem } from '../../errors.ts';

/** Of 0 to 4. 2 means at least a million guesses: more than the limits of sign-in allow. */
const LEAST_SCORE = 2;
/**
 * Characters that are scored, at each end: the time of an estimate grows steeply with the length, and anybody may send any text. The stronger
 * end counts.
 */
const LOOKED_AT = 24;
/** Maximum characters of a word about the person. */
const LONGEST_WORD = 100;

const ADVICE = 'is easy to guess. Use several words that do not belong together, or more and more varied characters; leave out names, dates and rows of keys.';

/**
 * Rejects a new password that is easy to guess: common ones, repetitions, keyboard rows, dates, and data about its person (`about`:
 * names, addresses, the tenant). Existing passwords are not checked. @throws Problem unprocessable, naming `path`
 */
export async function requireStrength(password: string, about: readonly string[], path = 'password'): Promise<void> {
  const { estimator } = await import('./estimator.ts');
  const words = wordsOf(about);
  // In the form in which it will be hashed.
  const text = password.normalize('NFKC');
  const ends = text.length > LOOKED_AT ? [text.slice(0, LOOKED_AT), text.slice(-LOOKED_AT)] : [text];
  if (ends.some((end) => estimator.check(end, words).score >= LEAST_SCORE)) return;
  throw new Problem('unprocessable', `The password ${ADVICE}`, { errors: [{ path, message: ADVICE }] });
}

/** Each text as a whole and in its parts: for `ada@shop.example` also `ada` and `shop`. */
function wordsOf(about: readonly string[]): string[] {
  const parts = about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(parts)].filter((word) => word.length > 2 && word.length <= LONGEST_WORD);
}
