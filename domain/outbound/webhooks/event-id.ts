/** The prefix of the ids of events at this time. Milliseconds in base 36 keep their length until 2059. */
export const idsFrom = (ms: number): string => `evt_${Math.max(0, Math.floor(ms)).toString(36).padStart(8, '0')}`;
