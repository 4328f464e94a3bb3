import type { RE2JS } from 're2js';
import { fold } from '../../text/fold.ts';
import { CLUSTER } from '../../text/fold-with-offsets.ts';
import { estimatedSize } from './pattern-size.ts';
import { type Automaton, automatonOf } from './regex-run.ts';

export type { Automaton };

/**
 * RE2 by re2js: matching time grows linearly with the text, whatever the pattern. The engine is larger than all other code of a function, so it is
 * loaded with the first `matches`, not at every cold start.
 */
type Engine = typeof RE2JS;
let engine: Engine | undefined;

export const loadRegexEngine = async (): Promise<void> => {
  engine ??= (await import('re2js')).RE2JS;
};

export const MAX_PATTERN = 500;
/**
 * The largest program of one pattern, in instructions: each character of a text may take as many steps. A class counts once more for each 64
 * of its ranges. The words that people look for take 5 to 200.
 */
export const MAX_PROGRAM = 1_000;
/** Only this many characters of a text are matched: conditions look for text at a message's beginning, and mails can be megabytes long. */
export const MATCHED_CHARACTERS = 32_768;

/** A pattern whose program is larger than `MAX_PROGRAM`. It is rejected when saved, and skipped if an older version saved it. */
export class TooHeavy extends Error {
  readonly weight: number;
  constructor(weight: number) {
    super(`weighs ${weight}, at most ${MAX_PROGRAM}: it repeats too much`);
    this.name = 'TooHeavy';
    this.weight = weight;
  }
}

export interface Pattern {
  /** Size of its programs. */
  readonly weight: number;
  /** For texts as they are written. */
  readonly written: Automaton;
  /** For folded texts: the pattern with its own letters folded. The same object if no letter folds. */
  readonly folded: Automaton;
}

/** The most recently compiled patterns: each change reloads the configuration, and most patterns stay the same. */
const compiled = new Map<string, Pattern | Error>();
const KEPT_PATTERNS = 500;

/**
 * Case-insensitive, unanchored, `.` matches no line break unless `(?s)`.
 * @throws TooHeavy; if the pattern is not RE2, or before `loadRegexEngine`
 */
export const compileRegex = (pattern: string): Pattern => {
  if (!engine) throw new Error('the regex engine has not been loaded');
  let known = compiled.get(pattern);
  if (!known) {
    known = attempt(engine, pattern);
    if (compiled.size >= KEPT_PATTERNS) compiled.delete(compiled.keys().next().value as string);
    compiled.set(pattern, known);
  }
  if (known instanceof Error) throw known;
  return known;
};

const attempt = (re2: Engine, pattern: string): Pattern | Error => {
  try {
    const written = compile(re2, pattern);
    const foldedPattern = foldLetters(pattern);
    const folded = foldedPattern === pattern ? written : compile(re2, foldedPattern);
    const weight = folded === written ? written.size : written.size + folded.size;
    return weight > MAX_PROGRAM ? new TooHeavy(weight) : { weight, written, folded };
  } catch (error) {
    return error as Error;
  }
};

const compile = (re2: Engine, pattern: string): Automaton => {
  const estimated = estimatedSize(pattern);
  // Compiling a far too large pattern would itself take longer than the time limit.
  if (estimated > 4 * MAX_PROGRAM) throw new TooHeavy(estimated);
  const automaton = automatonOf(re2.compile(pattern, re2.CASE_INSENSITIVE).re2Input);
  if (automaton.size > MAX_PROGRAM) throw new TooHeavy(automaton.size);
  return automaton;
};

/** Classes, escapes and ASCII stay unchanged. Other letters are folded, as in a text. */
const PARTS = new RegExp(
  `\\\\Q[^]*?(?:\\\\E|$)|\\[\\^?\\]?(?:\\[:\\^?\\w+:\\]|\\\\[^]|[^\\]\\\\])*\\]?|\\\\[pPx]\\{[^}]*\\}|\\\\[^]|\\p{ASCII}|(${CLUSTER})`,
  'gu',
);

const foldLetters = (pattern: string): string =>
  pattern.replace(PARTS, (token: string, letter: string | undefined) => {
    if (letter === undefined) return token;
    const literal = fold(letter).replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
    return literal === letter ? letter : `(?:${literal})`;
  });
