/**
 * Raise it whenever the same text gives other words: in `words.ts`, `numbers.ts` or `domain/text/fold*.ts`. An index made of other words is made
 * again: a laptop does so at its next start, a deployment says so in the log of its search resource.
 */
export const WORDS_VERSION = 2;
