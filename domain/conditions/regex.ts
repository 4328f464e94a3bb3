import type { RE2JS } from 're2js';
import { cut } from '../text/well-formed.ts';

/**
 * RE2 by re2js: matching time grows with the text only, whatever an administrator writes. The engine weighs more than all of the
 * rest, so it is loaded when the first `matches` is met, not at every start of every function.
 */
let engine: typeof RE2JS | undefined;

export const loadRegexEngine = async (): Promise<void> => {
  engine ??= (await import('re2js')).RE2JS;
};

export const MAX_PATTERN = 500;
/** A text is matched up to here: what a condition looks for stands at a message's beginning, and mails may be megabytes. */
export const MATCHED_CHARACTERS = 32_768;

/** Case-insensitive, unanchored, `.` matches no line break unless `(?s)`. @throws when the pattern is no RE2, or before `loadRegexEngine` */
export const compileRegex = (pattern: string): ((text: string) => boolean) => {
  if (!engine) throw new Error('the regex engine has not been loaded');
  const compiled = engine.compile(pattern, engine.CASE_INSENSITIVE);
  return (text) => compiled.matcher(cut(text, MATCHED_CHARACTERS)).find();
};
