import type { AiHours } from '../../configuration/ai-settings.ts';

const DAY_MINUTES = 1_440;
const DAYS: Readonly<Record<string, number>> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Day and minute on the wall clock of a time zone. */
const wallClock = (timeZone: string, now: number): { readonly day: number; readonly minute: number } => {
  const format = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return { day: DAYS[String(parts['weekday'])] ?? 0, minute: Number(parts['hour']) * 60 + Number(parts['minute']) };
};

/** Whether the hours are open at this time. Without hours, always. */
export const isWithinHours = (hours: AiHours | undefined, now: number): boolean => {
  if (!hours) return true;
  const { day, minute } = wallClock(hours.timeZone, now);
  const from = minutesOf(hours.from);
  const length = (minutesOf(hours.to) - from + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const since = (minute - from + DAY_MINUTES) % DAY_MINUTES;
  if (since >= length) return false;
  // After midnight, the hours of the day before still apply.
  const began = minute < from ? ((day + 5) % 7) + 1 : day;
  return hours.days?.includes(began) ?? true;
};
