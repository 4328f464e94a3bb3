import { number, text } from './json.ts';
import { writtenDate } from './written-dates.ts';

/** No customer's message is older than this: earlier values are counters, durations or clocks that were never set. */
const EARLIEST = Date.UTC(1990, 0, 1);
/** Clocks can be wrong, and a time without a zone can be ahead of UTC, but no sender is a day ahead. */
const AHEAD_MS = 86_400_000;

/** Milliseconds in each unit of epoch times: seconds, milliseconds, microseconds, nanoseconds. */
const UNITS = [1000, 1, 0.001, 0.000_001];
const NUMERIC = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * A provider's time in epoch milliseconds: a written date or ISO 8601 (UTC if it names no zone), or an epoch time as a number or a text.
 * Its magnitude shows the unit, because plausible seconds, milliseconds and so on do not overlap.
 * Undefined if it is not a time, or if it cannot be true: before 1990 or more than a day after `receivedAt`.
 */
export const momentOf = (value: unknown, receivedAt: number): number | undefined => {
  const given = text(value)?.trim();
  const epoch = given === undefined ? number(value) : NUMERIC.test(given) ? Number(given) : undefined;
  const candidates = epoch === undefined ? [given === undefined ? undefined : writtenDate(given)] : UNITS.map((unit) => Math.floor(epoch * unit));
  return candidates.find((ms) => ms !== undefined && ms >= EARLIEST && ms <= receivedAt + AHEAD_MS);
};

/** The provider's time as ISO 8601, or the time of receipt (epoch milliseconds) if it is missing or cannot be true (DESIGN §4.11). */
export const timeOf = (value: unknown, receivedAt: number): string => new Date(momentOf(value, receivedAt) ?? receivedAt).toISOString();
