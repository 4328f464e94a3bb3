import { FIELDS } from '../conditions/fields.ts';

/** These are removed when they are due, so a rule could never wait for minutes after them. */
const GONE_WHEN_DUE: ReadonlySet<string> = new Set(['closesAt', 'followupAt']);

/** The times of a ticket that rules can count minutes from. */
export const TIMER_FIELDS: readonly string[] = Object.entries(FIELDS).flatMap(([path, { type, list }]) =>
  type === 'time' && !list && !path.startsWith('message.') && !GONE_WHEN_DUE.has(path) ? [path] : [],
);
