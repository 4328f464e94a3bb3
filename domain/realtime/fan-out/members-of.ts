import { memberPks } from '../../conversations/kinds/group.ts';
import { amendmentKey } from '../../conversations/log/draft.ts';
import { everyItem } from '../../table/every-item.ts';
import type { Item, Table } from '../../table/port.ts';

/** Groups whose members a process keeps; the least recently used is forgotten first. */
const KEPT = 1_000;
/** Amendments that are applied one by one; after more, the members are read again. */
const APPLIED = 100;

interface Known {
  /** The amendment up to which the members are known. */
  readonly amendment: number;
  readonly ids: ReadonlySet<string>;
}

/** What a join or a leave of the log changes. */
export const usersIn = (amendment: Item): readonly string[] => (Array.isArray(amendment['users']) ? (amendment['users'] as string[]) : []);

const applied = (ids: ReadonlySet<string>, amendments: readonly Item[]): ReadonlySet<string> => {
  const after = new Set(ids);
  for (const amendment of amendments) {
    if (amendment['type'] === 'join') for (const id of usersIn(amendment)) after.add(id);
    if (amendment['type'] === 'leave') for (const id of usersIn(amendment)) after.delete(id);
  }
  return after;
};

/** All members of a group, from its shards. @throws TableUnavailable */
export const readMembers = async (table: Table, tenantId: string, id: string): Promise<string[]> =>
  (await Promise.all(memberPks(tenantId, id).map((pk) => everyItem(table, pk)))).flat().map(({ sk }) => sk);

const kept = new WeakMap<Table, Map<string, Known>>();

/**
 * The members of a small group. A process keeps them, and follows joins and leaves in the log: the head, just read, names the last amendment, so nobody who has left is among them.
 * @throws TableUnavailable
 */
export const membersOf = async (
  table: Table,
  { tenantId, id, pk }: { readonly tenantId: string; readonly id: string; readonly pk: string },
  lastAmendment: number,
): Promise<ReadonlySet<string>> => {
  const known = kept.get(table) ?? new Map<string, Known>();
  kept.set(table, known);
  const before = known.get(pk);
  const ids = (before && (await following(table, pk, before, lastAmendment))) ?? new Set(await readMembers(table, tenantId, id));
  known.delete(pk);
  known.set(pk, { amendment: lastAmendment, ids });
  if (known.size > KEPT) known.delete(known.keys().next().value as string);
  return ids;
};

/** Undefined: too much has happened since. */
const following = async (table: Table, pk: string, { amendment, ids }: Known, last: number): Promise<ReadonlySet<string> | undefined> => {
  if (last === amendment) return ids;
  if (last < amendment || last - amendment > APPLIED) return undefined;
  const { items } = await table.query({ pk, from: amendmentKey(pk, amendment + 1).sk, to: amendmentKey(pk, last).sk, consistent: true });
  return items.length === last - amendment ? applied(ids, items) : undefined;
};
