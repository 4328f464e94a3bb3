import type { Context } from '../context.ts';
import { everyItem } from '../table/every-item.ts';
import type { Item, Table } from '../table/port.ts';
import { type ConfigurationKind, configurationKey } from './keys.ts';
import { presentPk } from './old-layout.ts';

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

/** `undefined` if it does not exist. @throws TableUnavailable */
export const readEntry = async (deps: Deps, { tenantId }: Tenant, { kind }: EntryKind, id: string): Promise<Item | undefined> =>
  (await deps.table.get([{ ...configurationKey(tenantId, kind, id), pk: await presentPk(deps.table, tenantId, kind) }], { consistent: true }))[0];

/** @throws TableUnavailable */
export const readEntries = async (deps: Deps, { tenantId }: Tenant, { kind }: EntryKind): Promise<Item[]> =>
  everyItem(deps.table, await presentPk(deps.table, tenantId, kind), `${kind}#`);
