import type { Context } from '../context.ts';
import { everyItem } from '../table/every-item.ts';
import type { Item, Table } from '../table/port.ts';
import { type ConfigurationKind, configurationKey } from './keys.ts';
import { presentPk } from './old-layout.ts';
import { firstPackKey, unpacked, withPacks } from './packed.ts';

/** Queues, rules and lists are stored alike: one item each, with its own revision. Each change increments the generation. */
export interface EntryKind {
  readonly kind: ConfigurationKind;
  /** The name in a 404. */
  readonly what: string;
}

interface Deps {
  readonly table: Table;
}
type Tenant = Pick<Context, 'tenantId'>;

/** Kinds whose changes may be in packs. */
const PACKED: ReadonlySet<ConfigurationKind> = new Set(['RULE']);

/** `undefined` if it does not exist. @throws TableUnavailable */
export const readEntry = async (deps: Deps, { tenantId }: Tenant, { kind, what }: EntryKind, id: string): Promise<Item | undefined> => {
  const key = { ...configurationKey(tenantId, kind, id), pk: await presentPk(deps.table, tenantId, kind) };
  const [item, pack] = await deps.table.get(PACKED.has(kind) ? [key, firstPackKey(tenantId, kind)] : [key], { consistent: true });
  return pack ? (await readEntries(deps, { tenantId }, { kind, what })).find(({ sk }) => sk === key.sk) : item;
};

/** @throws TableUnavailable */
export const readEntries = async (deps: Deps, { tenantId }: Tenant, { kind }: Pick<EntryKind, 'kind'> & Partial<EntryKind>): Promise<readonly Item[]> => {
  const pk = await presentPk(deps.table, tenantId, kind);
  return PACKED.has(kind) ? unpacked(await everyItem(deps.table, pk, withPacks(kind))) : everyItem(deps.table, pk, `${kind}#`);
};
