import type { QuietHours } from '../people/push-preferences.ts';

const DAY = 1_440;
const MINUTE_MS = 60_000;
/** Offsets of time zones change at whole quarters of an hour of UTC. */
const QUARTER_MS = 15 * MINUTE_MS;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Minutes since midnight on the wall clock of a time zone. */
const wallClock = (timeZone: string): ((at: number) => number) => {
  const format = new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return Number(parts['hour']) * 60 + Number(parts['minute']);
  };
};

/**
 * When quiet hours that apply at `now` end (epoch ms), or null if they do not apply. Their end is the first time at which the wall clock is outside of
 * them, also if daylight saving skips or repeats it. Pure.
 */
export const quietUntil = (hours: QuietHours | null, now: number): number | null => {
  if (!hours) return null;
  const wall = wallClock(hours.timeZone);
  const from = minutesOf(hours.from);
  const length = (minutesOf(hours.to) - from + DAY) % DAY;
  /** Minutes until the end, if the clock is not changed. */
  const leftAt = (at: number): number => length - ((wall(at) - from + DAY) % DAY);
  if (leftAt(now) <= 0) return null;
  let at = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  for (;;) {
    const end = at + leftAt(at) * MINUTE_MS;
    const quarter = (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS;
    if (end <= quarter) return end;
    if (leftAt(quarter) <= 0) return quarter;
    at = quarter;
  }
};
