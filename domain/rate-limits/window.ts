import { createHash } from 'node:crypto';
import type { Clock } from '../context.ts';
import { Problem } from '../errors.ts';
import { type Condition, type Item, type Key, type Table, TransactionRefused } from '../table/port.ts';
import { written } from '../table/written.ts';

/**
 * Counts within a window of one minute that begins with its first count. The counters stand before any tenant is known
 * (the caller has proven nothing yet), so their keys are in the directory.
 */
const WINDOW_MS = 60_000;

export interface Limit {
  /** Names what is counted, e.g. `sign-in-account`. */
  readonly what: string;
  /** Whose count: an account, an address. Kept as a hash. */
  readonly who: string;
  readonly most: number;
}

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

const keyOf = (limit: Limit): Key => ({ pk: `DIR#rate#${limit.what}#${createHash('sha256').update(limit.who).digest('base64url')}`, sk: 'DIR' });

const tooMany = (startedAt: number, now: number): Problem => {
  const seconds = Math.min(60, Math.max(1, Math.ceil((startedAt + WINDOW_MS - now) / 1000)));
  return new Problem('rate_limited', 'Too many attempts. Try again later.', { retryAfter: seconds });
};

/**
 * A window is current for a minute in both directions: processes' clocks differ a little. One that seems to begin later than that was begun
 * before the clock stepped back, and would hold a limit up for as long as the step.
 */
const isCurrent = (item: Item | undefined, now: number): item is Item => item !== undefined && Math.abs(now - Number(item['startedAt'])) < WINDOW_MS;

/** @throws Problem rate_limited when one of the limits is used up, with the seconds to wait */
export async function requireRoom(deps: Deps, limits: readonly Limit[]): Promise<void> {
  const items = await deps.table.get(limits.map(keyOf), { consistent: true });
  const now = deps.clock();
  for (const [i, limit] of limits.entries()) {
    const item = items[i];
    if (isCurrent(item, now) && Number(item['count']) >= limit.most) throw tooMany(Number(item['startedAt']), now);
  }
}

/** Counts one. @throws Problem rate_limited when that was one too many */
export async function count(deps: Deps, limit: Limit): Promise<void> {
  const now = deps.clock();
  const key = keyOf(limit);
  const first = await begin(deps, key, now, { absentOrLess: { attribute: 'startedAt', than: now - WINDOW_MS + 1 } });
  // In place of a window of before the clock stepped back.
  const again = first.begun || !first.stood || isCurrent(first.stood, now) ? first : await begin(deps, key, now, startedAt(first.stood));
  const item = again.begun ?? (await deps.table.write({ op: 'update', key, add: { count: 1 } }));
  if (Number(item?.['count']) > limit.most) throw tooMany(Number(item?.['startedAt'] ?? now), now);
}

/** Writes to the counter as a further count would, and counts nothing. */
export async function touch({ table }: Deps, limit: Limit): Promise<void> {
  await written(table.write({ op: 'update', key: keyOf(limit), add: { count: 0 }, when: { exists: true } }));
}

const startedAt = (item: Item): Condition => ({ equals: { startedAt: Number(item['startedAt']) } });

/** A new window; or, if the current one is still running, its item, if the engine returns it. */
async function begin(deps: Deps, key: Key, now: number, when: Condition): Promise<{ readonly begun?: Item; readonly stood?: Item }> {
  const item = { ...key, startedAt: now, count: 1, ttl: Math.ceil((now + WINDOW_MS) / 1000) };
  try {
    await deps.table.write({ op: 'put', item, when });
    return { begun: item };
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    const stood = error.refusals[0]?.item;
    return stood ? { stood } : {};
  }
}
