import { createHash } from 'node:crypto';
import type { Clock } from '../context.ts';
import { Problem } from '../errors.ts';
import { type Condition, type Item, type Key, type Table, TransactionRefused } from '../table/port.ts';
import { written } from '../table/written.ts';

/**
 * Counts within a window of one minute that begins with its first count. The caller is not authenticated yet and no tenant is known, so
 * the keys of the counters are in the directory.
 */
const WINDOW_MS = 60_000;

export interface Limit {
  /** The name of the limit, e.g. `sign-in-account`. */
  readonly what: string;
  /** The subject of the limit: an account, an address. Stored as a hash. */
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
 * A window is current for a minute in both directions, because processes' clocks differ a little. A window that seems to begin later than that was begun
 * before the clock was set back, and would otherwise block for as long as the step.
 */
const isCurrent = (item: Item | undefined, now: number): item is Item => item !== undefined && Math.abs(now - Number(item['startedAt'])) < WINDOW_MS;

/** @throws Problem rate_limited if one of the limits is used up, with the seconds to wait */
export async function requireRoom(deps: Deps, limits: readonly Limit[]): Promise<void> {
  const items = await deps.table.get(limits.map(keyOf), { consistent: true });
  const now = deps.clock();
  for (const [i, limit] of limits.entries()) {
    const item = items[i];
    if (isCurrent(item, now) && Number(item['count']) >= limit.most) throw tooMany(Number(item['startedAt']), now);
  }
}

/** Counts one. @throws Problem rate_limited if that exceeds the limit */
export async function count(deps: Deps, limit: Limit): Promise<void> {
  const now = deps.clock();
  const key = keyOf(limit);
  const first = await begin(deps, key, now, { absentOrLess: { attribute: 'startedAt', than: now - WINDOW_MS + 1 } });
  // Replaces a window from before the clock was set back.
  const again = first.begun || !first.stood || isCurrent(first.stood, now) ? first : await begin(deps, key, now, startedAt(first.stood));
  const item = again.begun ?? (await deps.table.write({ op: 'update', key, add: { count: 1 } }));
  if (Number(item?.['count']) > limit.most) throw tooMany(Number(item?.['startedAt'] ?? now), now);
}

/** Writes to the counter as a further count would, and counts nothing. */
export async function touch({ table }: Deps, limit: Limit): Promise<void> {
  await written(table.write({ op: 'update', key: keyOf(limit), add: { count: 0 }, when: { exists: true } }));
}

const startedAt = (item: Item): Condition => ({ equals: { startedAt: Number(item['startedAt']) } });

/** Starts a new window. If the current one is still running, returns its item, if the engine returns it. */
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
