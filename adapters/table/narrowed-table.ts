import type { Item, Key, Table, Write } from '../../domain/table/port.ts';

const inDirectory = (pk: string): boolean => pk.startsWith('DIR#');
const pkOf = (write: Write): string => (write.op === 'put' ? write.item : write.key).pk;

/**
 * The table with one tenant's permissions: `own` uses the tenant's credentials, `directory` those of the function itself, which only reach entries
 * of the directory. Only this decides where a call goes, never the tenant in a key: another tenant's key goes to
 * `own`, which rejects it. A transaction that writes entries of the directory together with items of the tenant goes to `own` as a whole.
 */
export const narrowedTable = (directory: Table, own: Table): Table => {
  const at = (pk: string): Table => (inDirectory(pk) ? directory : own);
  return {
    async get(keys, options) {
      const split = keys.map(({ pk }) => at(pk));
      if (split.every((table) => table === own)) return own.get(keys, options);
      const [entries, items] = await Promise.all([directory, own].map((table) => some(table, keys, split, options)));
      const next = new Map([
        [directory, entries?.values()],
        [own, items?.values()],
      ]);
      return split.map((table) => next.get(table)?.next().value);
    },
    query: (query) => at(query.pk).query(query),
    merge: (query) => own.merge(query),
    sorted: (query) => own.sorted(query),
    count: (query) => at(query.pk).count(query),
    write: (write) => at(pkOf(write)).write(write),
    transact: (writes) => (writes.every((write) => inDirectory(pkOf(write))) ? directory : own).transact(writes),
    scan: (options) => own.scan(options),
  };
};

const some = (
  table: Table,
  keys: readonly Key[],
  split: readonly Table[],
  options: { readonly consistent?: boolean } | undefined,
): Promise<(Item | undefined)[]> => {
  const wanted = keys.filter((_, index) => split[index] === table);
  return wanted.length === 0 ? Promise.resolve([]) : table.get(wanted, options);
};
