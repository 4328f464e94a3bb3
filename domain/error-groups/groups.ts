import type { Item, Table } from '../table/port.ts';
import { type ErrorGroup, groupKey, groupOf } from './error-group.ts';

/** All groups, open ones first, each sorted by newest. The table holds nothing else and stays small. */
export const listGroups = async (table: Pick<Table, 'scan'>): Promise<readonly ErrorGroup[]> => {
  const items: Item[] = [];
  let after: Readonly<Record<string, string>> | null = null;
  do {
    const page = await table.scan(after === null ? {} : { after });
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  const rank = ({ state }: ErrorGroup): number => (state === 'open' ? 0 : 1);
  return items.map(groupOf).toSorted((a, b) => rank(a) - rank(b) || b.lastSeen.localeCompare(a.lastSeen));
};

/** Marks a group as resolved; a later error is a regression. Returns the group. @throws TransactionRefused if it does not exist */
export const resolveGroup = async (table: Pick<Table, 'write'>, now: number, fingerprint: string): Promise<ErrorGroup> =>
  groupOf(
    (await table.write({
      op: 'update',
      key: groupKey(fingerprint),
      set: { state: 'resolved', resolvedAt: new Date(now).toISOString() },
      when: { exists: true },
    })) as Item,
  );
