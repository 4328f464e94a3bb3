import type { Hours } from './types.ts';

const DAY = 24 * 60;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The day of the week and the minute of the day in a time zone; null if the browser does not know the zone. */
function localTime(at: number, timeZone: string): { readonly day: number; readonly minute: number } | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return { day: WEEKDAYS.indexOf(part.get('weekday') ?? ''), minute: Number(part.get('hour')) * 60 + Number(part.get('minute')) };
  } catch {
    return null;
  }
}

const minuteOf = (text: string): number => {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
};

/**
 * When the shop answers again: null while it is open, or if it is never. A span that ends before it begins goes over midnight. `now` and the answer: epoch
 * ms. The answer is exact to the minute, except across a change of the clocks.
 */
export function backAt({ timeZone, week }: Hours, now: number): number | null {
  const local = localTime(now, timeZone);
  if (!local) return null;
  const spans = week.flatMap(({ days, from, to }) =>
    days.map((day) => {
      const start = minuteOf(from);
      const length = (minuteOf(to) - start + DAY) % DAY || DAY;
      return { start: day * DAY + start, length };
    }),
  );
  const at = local.day * DAY + local.minute;
  const since = (start: number): number => (at - start + 7 * DAY) % (7 * DAY);
  if (spans.length === 0 || spans.some(({ start, length }) => since(start) < length)) return null;
  const wait = Math.min(...spans.map(({ start }) => (start - at + 7 * DAY) % (7 * DAY)));
  return Math.floor(now / 60_000) * 60_000 + wait * 60_000;
}

/** `09:00` if it is within a day, with the day of the week otherwise. */
export function backText(at: number, now: number, language: string): string {
  const isSoon = at - now < 12 * 3_600_000;
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', ...(isSoon ? {} : { weekday: 'long' }) }).format(at);
}
