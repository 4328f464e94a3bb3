/** Times that a ticket can sleep until, in the agent's own time zone. */
export interface Nap {
  readonly id: 'later' | 'tomorrow' | 'monday';
  readonly at: Date;
}

const HOUR = 9;

/** Later today (in three hours, while that is today), tomorrow and next Monday at nine. */
export function naps(now: Date): readonly Nap[] {
  const morning = (days: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, HOUR);
  const later = new Date(now.getTime() + 3 * 3_600_000);
  // Sunday is 0: the next Monday is at least one day away.
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    ...(later.getDate() === now.getDate() ? [{ id: 'later' as const, at: later }] : []),
    { id: 'tomorrow', at: morning(1) },
    ...(toMonday === 1 ? [] : [{ id: 'monday' as const, at: morning(toMonday) }]),
  ];
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A typed time: `45m`, `3h`, `2d`, `1w`, with or without a space. Undefined: it is none. */
export function napOf(text: string, now: Date): Date | undefined {
  const [, count = '', unit = ''] = /^\s*(\d{1,4})\s*([mhdw])\s*$/i.exec(text) ?? [];
  const length = UNITS[unit.toLowerCase()];
  return length === undefined || Number(count) === 0 ? undefined : new Date(now.getTime() + Number(count) * length);
}

/** For `<input type="datetime-local">`: the time on this machine's clock, to the minute. */
export function localInput(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
