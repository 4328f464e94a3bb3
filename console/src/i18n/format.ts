/** Dates, times, numbers and lists, in the language of the page. Nothing else of the console calls `Intl` for them. */

const formats = new Map<string, unknown>();
function format<T>(key: string, make: () => T): T {
  const known = formats.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  formats.set(key, made);
  return made;
}

/** Arabic pages show the digits of the mocked screens and of phone numbers. */
const tagOf = (language: string): string => (language === 'ar' ? 'ar-u-nu-latn' : language);

const dates = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  format(`${language} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(tagOf(language), options));

export const number = (language: string, value: number): string => format(`${language} number`, () => new Intl.NumberFormat(tagOf(language))).format(value);

/** 09:14 */
export const time = (language: string, iso: string): string => dates(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(iso));

/** 14 Nov 2026, 09:14 */
export const moment = (language: string, iso: string): string =>
  dates(language, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(new Date(iso));

const DAY_MS = 86_400_000;
const startOfDay = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** Today, yesterday, or the date, as a heading between messages. */
export function day(language: string, iso: string, now: number): string {
  const at = new Date(iso);
  const ago = Math.round((startOfDay(new Date(now)) - startOfDay(at)) / DAY_MS);
  if (ago === 0 || ago === 1) {
    const words = relative(language).format(-ago, 'day');
    return words.charAt(0).toLocaleUpperCase(language) + words.substring(1);
  }
  const isThisYear = at.getFullYear() === new Date(now).getFullYear();
  return dates(language, { weekday: 'long', day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) }).format(at);
}

/** The name of a day of the week; 1 is Monday. */
export const weekday = (language: string, day: number): string => dates(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));

/** Whether two times are on the same day here. */
export const isSameDay = (one: string, other: string): boolean => startOfDay(new Date(one)) === startOfDay(new Date(other));

const STEPS = [
  { unit: 'minute', seconds: 60, below: 60 },
  { unit: 'hour', seconds: 3600, below: 24 },
  { unit: 'day', seconds: 86_400, below: 7 },
] as const;

const relative = (language: string): Intl.RelativeTimeFormat =>
  format(`${language} relative`, () => new Intl.RelativeTimeFormat(tagOf(language), { numeric: 'auto' }));

/** How long ago, in the shortest form: now, 6m, 3h, 2d, then the date. */
export function ago(language: string, iso: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  if (seconds < 60) return relative(language).format(0, 'second');
  for (const { unit, seconds: length, below } of STEPS) {
    const count = Math.floor(seconds / length);
    if (count < below)
      return format(`${language} ${unit}`, () => new Intl.NumberFormat(tagOf(language), { style: 'unit', unit, unitDisplay: 'narrow' })).format(count);
  }
  return dates(language, { day: 'numeric', month: 'short' }).format(new Date(iso));
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A file's size: 1.4 MB. */
export function fileSize(language: string, bytes: number): string {
  const step = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = SIZES[step] ?? 'byte';
  return format(
    `${language} ${unit}`,
    () => new Intl.NumberFormat(tagOf(language), { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: step < 2 ? 0 : 1 }),
  ).format(bytes / 1000 ** step);
}

/** A length of time in its two largest units: 3 h 12 min, 2 days 4 h. */
export function duration(language: string, ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const parts = [
    ['day', Math.floor(minutes / 1440)],
    ['hour', Math.floor(minutes / 60) % 24],
    ['minute', minutes % 60],
  ] as const;
  const from = parts.findIndex(([, count]) => count > 0);
  const shown = from === -1 ? [['minute', 0] as const] : parts.slice(from, from + 2).filter(([, count]) => count > 0);
  return shown
    .map(([unit, count]) =>
      format(`${language} short ${unit}`, () => new Intl.NumberFormat(tagOf(language), { style: 'unit', unit, unitDisplay: 'short' })).format(count),
    )
    .join(' ');
}
