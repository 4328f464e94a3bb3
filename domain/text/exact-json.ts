/**
 * JSON whose numbers keep their digits (DESIGN §4.11). `JSON.parse` makes a double of every number, and a double has 53 bits: the ids
 * 1234567890123456789 and 1234567890123456790 become one. A number that a double cannot hold is handed to `keep` as it is written.
 *
 * `JSON.parse` with a reviver would give the digits too (`context.source`), but it recurses: one deeply nested element would make the whole
 * body unreadable. Here the digits are quoted before parsing and put back afterwards, without recursion.
 */

/**
 * Cheap test for a number outside a string that may lose digits: 16 or more digits, or an exponent, followed by a character that ends a number in JSON. Ids in
 * strings may have such digits too (`"a-3e5f"`), but another character follows. Most bodies have none.
 */
const RISKY = /(?:^|[:[,\s-])(?:\d[\d.]{15,}(?:[eE][+-]?\d+)?|\d[\d.]*[eE][+-]?\d+)(?=[\s,\]}]|$)/;
const TOKEN = /-?\d[\d.eE+-]*/g;
const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** JSON strings contain control characters only as escapes, so a control character whose escape is not in the text can mark our own strings. */
const MARKS = Array.from({ length: 20 }, (_, at) => at)
  .filter((at) => at < 8 || at >= 16)
  .map((code) => ({ character: String.fromCharCode(code), escape: `\\u00${code.toString(16).padStart(2, '0')}` }));

/**
 * @param keep creates the value for a number whose digits a double would lose
 * @throws SyntaxError if the text is not JSON
 */
export const parseExact = (text: string, keep: (digits: string) => unknown): unknown => {
  if (!RISKY.test(text)) return JSON.parse(text);
  // Only a hostile text uses all of them; its own strings may then be read as numbers, without effect on others.
  const mark = MARKS.find(({ escape }) => !text.includes(escape)) ?? (MARKS[0] as (typeof MARKS)[number]);
  const { quoted, count } = quoteNumbers(text, mark.escape);
  const parsed: unknown = JSON.parse(quoted);
  return count === 0 ? parsed : unmarked(parsed, mark.character, keep);
};

/** The text with each number that a double cannot represent as a marked string. */
const quoteNumbers = (text: string, escape: string): { readonly quoted: string; readonly count: number } => {
  let quoted = '';
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const outside = text.slice(at, quote < 0 ? text.length : quote);
    // Usually there is only a colon or a comma between two strings.
    const hasNumber = outside.length > 15 || /[eE]/.test(outside);
    quoted += !hasNumber
      ? outside
      : outside.replace(TOKEN, (token, offset: number) => {
          // A number in place of a key is not marked, so that the text stays invalid.
          if (isExact(token) || /^\s*:/.test(outside.slice(offset + token.length))) return token;
          count += 1;
          return `"${escape}${token}"`;
        });
    at = quote < 0 ? text.length : endOfString(text, quote);
    if (quote >= 0) quoted += text.slice(quote, at);
  }
  return { quoted, count };
};

/** The index after the string that begins at `quote`. */
const endOfString = (text: string, quote: number): number => {
  for (let end = text.indexOf('"', quote + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
};

/** True for numbers that a double represents exactly, and for other text, which the parser rejects. */
const isExact = (token: string): boolean => {
  if (!NUMBER.test(token)) return true;
  const value = Number(token);
  return String(value) === token || (/^-?\d+$/.test(token) && Number.isSafeInteger(value));
};

const unmarked = (root: unknown, mark: string, keep: (digits: string) => unknown): unknown => {
  const kept = (value: unknown): unknown => {
    if (typeof value !== 'string' || !value.startsWith(mark)) return value;
    const digits = value.slice(mark.length);
    return NUMBER.test(digits) ? keep(digits) : value;
  };
  const waiting: Record<string, unknown>[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) waiting.push(value as Record<string, unknown>);
  };
  visit(root);
  for (let holder = waiting.pop(); holder !== undefined; holder = waiting.pop()) {
    for (const name of Object.keys(holder)) {
      visit(holder[name]);
      holder[name] = kept(holder[name]);
    }
  }
  return kept(root);
};

/** Numbers with a larger exponent stay as written: in full they would exceed the length of an id. */
const LONGEST = 500;

/** A JSON number's digits in one form, so that `1e3`, `1000.0` and `1000` name the same thing: whole numbers in full, others as written. */
export const plainDigits = (number: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(number) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (digits === '' || Math.abs(Number(exponent)) > LONGEST) return number;
  if (/[1-9]/.test(digits.slice(Math.max(0, point)))) return number;
  const integer =
    point <= 0
      ? '0'
      : digits
          .slice(0, point)
          .padEnd(point, '0')
          .replace(/^0+(?=\d)/, '');
  return integer === '0' ? '0' : sign + integer;
};
