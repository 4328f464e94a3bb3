/** An escape of a JSON string; a pair of surrogates is one match, and so is an escaped backslash, whatever follows it. */
const ESCAPE = /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[dD][89a-fA-F][0-9a-fA-F]{2}|[^])/g;
const ALONE = /^\\u[dD].{3}$/;
const SURROGATE = /\\u[dD][89a-fA-F]/;

/**
 * JSON text in which no string has a lone surrogate: in decoded UTF-8 it can only come from an escape, which becomes `\ufffd`. Works on the
 * text, so that neither keys nor nesting matter.
 */
export const wellFormedEscapes = (json: string): string =>
  SURROGATE.test(json) ? json.replace(ESCAPE, (escape) => (ALONE.test(escape) ? '\\ufffd' : escape)) : json;
