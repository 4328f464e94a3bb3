import type { Item, Table } from '../table/port.ts';
import { written } from '../table/written.ts';
import type { ErrorEvent } from './error-event.ts';
import { type ErrorGroup, expiryOf, groupKey, groupOf } from './error-group.ts';
import { fingerprintOf } from './fingerprint.ts';

interface Deps {
  readonly table: Pick<Table, 'get' | 'write'>;
  /** The deployed release. */
  readonly release: string;
}

export interface Recorded {
  /** Each with one of its events. */
  readonly groups: readonly { readonly group: ErrorGroup; readonly event: ErrorEvent; readonly news: 'new' | 'regressed' | null }[];
}

/**
 * Adds errors to their groups, with one write per group. A group counts as new once, and as regressed once for each time that somebody
 * resolved it, also when several processes run at once. Logs deliver at least once, so counts may be too high. @throws TableUnavailable
 */
export const recordErrors = async ({ table, release }: Deps, events: readonly ErrorEvent[]): Promise<Recorded> => {
  const byGroup = Map.groupBy(events, fingerprintOf);
  const fingerprints = [...byGroup.keys()];
  const found = await table.get(fingerprints.map(groupKey), { consistent: true });
  const groups = await Promise.all(
    fingerprints.map(async (fingerprint, index) => {
      const of = (byGroup.get(fingerprint) as ErrorEvent[]).toSorted((a, b) => a.at.localeCompare(b.at));
      const [first, last] = [of[0] as ErrorEvent, of.at(-1) as ErrorEvent];
      const made = found[index] ? null : await create(table, release, fingerprint, first, last, of.length);
      if (made) return { group: made, event: last, news: 'new' as const };
      const resolvedAt = found[index]?.['resolvedAt'];
      const reopened =
        found[index]?.['state'] === 'resolved' && typeof resolvedAt === 'string' && last.at > resolvedAt
          ? await add(table, release, fingerprint, last, of.length, resolvedAt)
          : null;
      if (reopened) return { group: reopened, event: last, news: 'regressed' as const };
      return { group: (await add(table, release, fingerprint, last, of.length)) as ErrorGroup, event: last, news: null };
    }),
  );
  return { groups };
};

/** Null if another process has just created it. */
const create = async (
  table: Deps['table'],
  release: string,
  fingerprint: string,
  first: ErrorEvent,
  last: ErrorEvent,
  count: number,
): Promise<ErrorGroup | null> => {
  const { service, name, logged, reason, frames } = first;
  const group: ErrorGroup = {
    fingerprint,
    service,
    name,
    logged,
    reason,
    frames,
    state: 'open',
    count,
    firstSeen: first.at,
    lastSeen: last.at,
    firstRelease: release,
    lastRelease: release,
    resolvedAt: null,
    correlationId: last.correlationId,
  };
  const item: Item = { ...groupKey(fingerprint), ...group, ttl: expiryOf(last.at) };
  return (await written(table.write({ op: 'put', item, when: { absent: true } }))) ? group : null;
};

/** `reopening`: only if it is still resolved since then; null otherwise. */
const add = async (
  table: Deps['table'],
  release: string,
  fingerprint: string,
  last: ErrorEvent,
  count: number,
  reopening?: string,
): Promise<ErrorGroup | null> => {
  const set = { lastSeen: last.at, lastRelease: release, correlationId: last.correlationId, ttl: expiryOf(last.at) };
  let item: Item | undefined;
  const isWritten = await written(
    table
      .write({
        op: 'update',
        key: groupKey(fingerprint),
        add: { count },
        set: reopening === undefined ? set : { ...set, state: 'open', resolvedAt: null },
        ...(reopening === undefined ? {} : { when: { equals: { state: 'resolved', resolvedAt: reopening } } }),
      })
      .then((after) => {
        item = after;
      }),
  );
  return isWritten && item ? groupOf(item) : null;
};
