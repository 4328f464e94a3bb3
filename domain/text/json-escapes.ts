/** An escape in a JSON string. A surrogate pair is one match, and so is an escaped backslash. */
const ESCAPE = /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[dD][89a-fA-F][0-9a-fA-F]{2}|[^])/g;
const ALONE = /^\\u[dD].{3}$/;
const SURROGATE = /\\u[dD][89a-fA-F]/;

/**
 * JSON text without lone surrogates in strings. In decoded UTF-8 they can only come from escapes, which become `\ufffd`. Works on the
 * text, so that keys and nesting make no difference.
 */
export const wellFormedEscapes = (json: string): string =>
  SURROGATE.test(json) ? json.replace(ESCAPE, (escape) => (ALONE.test(escape) ? '\\ufffd' : escape)) : json;
