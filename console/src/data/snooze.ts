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
