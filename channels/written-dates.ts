/**
 * Parses dates as senders write them, with the same result on every machine. `Date.parse` assumes the server's zone if the text has none, reads `5`
 * as the year 2001 and moves February 30 to March. Here a text without a zone is UTC, and an invalid date is `undefined`.
 * - ISO 8601 and RFC 3339, with or without time and zone
 * - RFC 5322 §3.3 and its obsolete forms §4.3 (https://www.rfc-editor.org/rfc/rfc5322, read 2026-11): `Sat, 28 Nov 2026 10:00:00 +0100 (CET)`
 * - `Sat Nov 28 10:00:00 +0000 2026` (asctime, X) and `Sat Nov 28 2026 10:00:00 GMT+0100` (JavaScript)
 */
export const writtenDate = (given: string): number | undefined => {
  const text = withoutComments(given.slice(0, LONGEST)).trim();
  const found =
    ISO.exec(text)?.groups ?? BASIC.exec(text)?.groups ?? DAY_FIRST.exec(text)?.groups ?? YEAR_LAST.exec(text)?.groups ?? MONTH_FIRST.exec(text)?.groups;
  return found && momentOf(found);
};

/** Maximum length; all formats are shorter. */
const LONGEST = 200;

const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,12}))?)?`;
const ZONE = String.raw`(?<zone>(?:GMT|UTC?)?[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]{1,5})`;
const NAMED_MONTH = String.raw`(?<name>[A-Za-z]{3})[a-z]*\.?`;
const WEEKDAY = String.raw`(?:[A-Za-z]{3,9},?\s+)?`;

const ISO = new RegExp(String.raw`^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})(?:(?:[Tt_,]|\s)\s*${CLOCK}\s*${ZONE}?(?:\[[\w/+-]+\])?)?$`);
const BASIC = /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})[Tt](?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?\s*(?<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?$/;
const DAY_FIRST = new RegExp(String.raw`^${WEEKDAY}(?<day>\d{1,2})[\s-]+${NAMED_MONTH}[\s-]+(?<year>\d{4}|\d{2,3})(?:,?\s+${CLOCK}(?:\s*${ZONE})?)?$`);
const YEAR_LAST = new RegExp(String.raw`^${WEEKDAY}${NAMED_MONTH}\s+(?<day>\d{1,2})\s+${CLOCK}(?:\s+${ZONE})?\s+(?<year>\d{4})$`);
const MONTH_FIRST = new RegExp(String.raw`^${WEEKDAY}${NAMED_MONTH}\s+(?<day>\d{1,2}),?\s+(?<year>\d{4})(?:,?\s+${CLOCK}(?:\s*${ZONE})?)?$`);

/** RFC 5322 comments, `(CET)`, including nested comments. */
const withoutComments = (text: string): string => {
  let depth = 0;
  let kept = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    if (depth === 0) kept += character;
    if (character === ')' && depth > 0) depth -= 1;
  }
  return kept;
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

type Parts = Readonly<Record<string, string | undefined>>;

const momentOf = (parts: Parts): number | undefined => {
  const month = parts['name'] === undefined ? Number(parts['month']) : MONTHS.indexOf(parts['name'].toLowerCase()) + 1;
  const [day, hour, minute] = [Number(parts['day']), Number(parts['hour'] ?? 0), Number(parts['minute'] ?? 0)];
  // A leap second counts as the last second of its minute.
  const second = Math.min(Number(parts['second'] ?? 0), 59) + (Number(parts['second'] ?? 0) > 60 ? Number.NaN : 0);
  const offset = offsetOf(parts['zone']);
  const date = Date.UTC(fullYear(parts['year'] ?? ''), month - 1, day);
  const midnight = hour === 24 && minute === 0 && second === 0;
  if (offset === undefined || new Date(date).getUTCDate() !== day || month < 1 || month > 12 || (hour > 23 && !midnight) || minute > 59) return undefined;
  const ms = Number((parts['fraction'] ?? '').slice(0, 3).padEnd(3, '0'));
  const moment = date + ((hour * 60 + minute - offset) * 60 + second) * 1000 + ms;
  return Number.isNaN(moment) ? undefined : moment;
};

/** RFC 5322 §4.3: two digits mean 1950–2049; three digits are years since 1900. */
const fullYear = (digits: string): number => {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
};

/** Hours east of Greenwich. RFC 5322 names the American ones; the European ones are unambiguous. */
const NAMED: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  WEST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  JST: 9,
};

/** Minutes east of Greenwich; 0 for no zone and for an unknown name (RFC 5322 §4.3). Undefined for an impossible offset. */
const offsetOf = (zone: string | undefined): number | undefined => {
  const numeric = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone ?? '');
  const name = (zone ?? '').toUpperCase();
  if (!numeric) return Object.hasOwn(NAMED, name) ? (NAMED[name] as number) * 60 : 0;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  if (minutes > 14 * 60 || Number(numeric[3] ?? 0) > 59) return undefined;
  return numeric[1] === '-' ? -minutes : minutes;
};
