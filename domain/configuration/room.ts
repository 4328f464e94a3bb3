import { Problem } from '../errors.ts';
import { CONFIGURATION_BYTES, CONFIGURATION_COUNTS } from '../limits.ts';
import { everyItem } from '../table/every-item.ts';
import { itemBytes } from '../table/item-bytes.ts';
import type { Item, Table, Write } from '../table/port.ts';
import { CONFIGURATION_KINDS, type ConfigurationKind, kindPk } from './keys.ts';

/** The size of a tenant's configuration, stored in its `TENANT` item: processes cache the configuration in memory. */
export interface Usage {
  readonly counts: Readonly<Partial<Record<ConfigurationKind, number>>>;
  /** Of queues, rules, and enrichment lists with their entries. Undefined for a tenant that is older than this count. */
  readonly bytes: number | undefined;
}

/** By how much a change enlarges the configuration, and the field to name if that is too much. */
export interface Growth {
  readonly bytes: number;
  readonly path: string;
}

/** The usage of a new tenant with its first admin. */
export const FIRST_USAGE: Usage = { counts: { AGENT: 1, LIST: 0, ORIGIN: 0, QUEUE: 0, RULE: 0, TEAM: 0 }, bytes: 0 };

const usageOf = (tenant: Item): Usage => ({
  counts: (tenant['counts'] ?? {}) as Usage['counts'],
  bytes: typeof tenant['bytes'] === 'number' ? tenant['bytes'] : undefined,
});

/** How many entries of each kind the writes of a change add or remove. */
const countsOf = (tenantId: string, writes: readonly Write[]): ReadonlyMap<ConfigurationKind, number> => {
  const counts = new Map<ConfigurationKind, number>();
  for (const write of writes) {
    const { pk, sk } = write.op === 'put' ? write.item : write.key;
    const kind = CONFIGURATION_KINDS.find((one) => sk.startsWith(`${one}#`) && pk === kindPk(tenantId, one));
    const made = write.op === 'put' && write.when && 'absent' in write.when ? 1 : write.op === 'delete' ? -1 : 0;
    if (kind && made !== 0) counts.set(kind, (counts.get(kind) ?? 0) + made);
  }
  return counts;
};

const BYTES_OF = ['QUEUE', 'RULE', 'LIST'] as const;

const counted = async (table: Table, tenantId: string): Promise<number> => {
  const items = await Promise.all(BYTES_OF.map((kind) => everyItem(table, kindPk(tenantId, kind), `${kind}#`)));
  return items.flat().reduce((sum, item) => sum + itemBytes(item) + Number(item['bytes'] ?? 0), 0);
};

/**
 * The attributes of `TENANT` after a change. `made`: the number of new entries, if the writes do not show it. The condition on its generation prevents two
 * changes from both adding the last allowed entry.
 * @throws Problem unprocessable if a tenant would exceed a limit
 */
export const usageAfter = async (
  table: Table,
  tenantId: string,
  tenant: Item,
  writes: readonly Write[],
  { growth, made = countsOf(tenantId, writes) }: { readonly growth?: Growth; readonly made?: ReadonlyMap<ConfigurationKind, number> },
): Promise<Readonly<Record<string, unknown>>> => {
  const usage = usageOf(tenant);
  const counts: Partial<Record<ConfigurationKind, number>> = { ...usage.counts };
  for (const [kind, number] of made) {
    const before = counts[kind] ?? (await table.count({ pk: kindPk(tenantId, kind), beginsWith: `${kind}#`, consistent: true }));
    const [most, what] = CONFIGURATION_COUNTS[kind];
    if (number > 0 && before + number > most) throw tooMuch('', `A tenant may have at most ${most} ${what}.`, `there are ${most} ${what} already`);
    counts[kind] = Math.max(0, before + number);
  }
  const changed = Object.keys(counts).length > 0 ? { counts } : {};
  if (!growth) return changed;
  const bytes = Math.max(0, (usage.bytes ?? (await counted(table, tenantId))) + growth.bytes);
  if (growth.bytes > 0 && bytes > CONFIGURATION_BYTES) {
    const limit = `queues, rules and enrichment lists of a tenant may have at most ${CONFIGURATION_BYTES} bytes together`;
    throw tooMuch(growth.path, `The ${limit}.`, `is too much: ${limit}`);
  }
  return { ...changed, bytes };
};

const tooMuch = (path: string, detail: string, message: string): Problem => new Problem('unprocessable', detail, { errors: [{ path, message }] });
