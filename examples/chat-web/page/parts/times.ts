const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_MS = 86_400_000;

export const clockOf = (time: string): string => clock.format(new Date(time));

/** For a list: the time of today, the weekday of this week, else the date. */
export function shortTime(time: string): string {
  const then = new Date(time);
  if (then.toDateString() === new Date().toDateString()) return clock.format(then);
  return (Date.now() - then.getTime() < 6 * DAY_MS ? weekday : date).format(then);
}

export function dayName(time: string): string {
  const then = new Date(time).toDateString();
  if (then === new Date().toDateString()) return 'Today';
  return then === new Date(Date.now() - DAY_MS).toDateString() ? 'Yesterday' : day.format(new Date(time));
}
