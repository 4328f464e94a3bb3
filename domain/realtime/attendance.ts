import type { Clock } from '../context.ts';
import { Problem } from '../errors.ts';
import type { ConfigurationCache } from '../policy/cache.ts';
import type { Walls } from '../policy/configuration.ts';
import type { Key, Table } from '../table/port.ts';
import { audienceOf, type StaffAudience } from './audiences/staff.ts';
import { marksKey } from './live-keys.ts';
import { type Delivered, deliveredOf, doneKeys } from './positions/delivered.ts';
import { rosterOf } from './roster.ts';

interface Deps {
  readonly table: Table;
  readonly configurations: ConfigurationCache;
  readonly clock: Clock;
  /** `COUNTER_SHARDS` */
  readonly counterShards: number;
}

/** Who is there to hear of a tenant's news, and what was delivered to them before. */
export interface Attendance {
  /** Undefined: nobody, or the tenant is gone. */
  readonly audience: { readonly staff: StaffAudience; readonly configuration: Walls } | undefined;
  /** By shard of the list of changes; empty when it was not asked for. */
  readonly delivered: readonly Delivered[];
}

/** Undefined for a tenant that is gone. */
const configurationOf = async (configurations: ConfigurationCache, tenantId: string): Promise<Walls | undefined> => {
  try {
    return await configurations.walls(tenantId);
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return undefined;
    throw error;
  }
};

/**
 * One round trip where nothing has changed: the count of who came and went, what was delivered, and the generations of the configuration, side by side.
 * Where nobody was connected a moment ago the last of these is spared. @throws TableUnavailable
 */
export const attendanceOf = async (deps: Deps, tenantId: string, withDelivered: boolean): Promise<Attendance> => {
  const { table, configurations, clock, counterShards } = deps;
  const roster = rosterOf(table);
  const ahead = roster.isAttended(tenantId) ? configurationOf(configurations, tenantId) : undefined;
  const keys: Key[] = [marksKey(tenantId), ...(withDelivered ? doneKeys(tenantId, counterShards) : [])];
  const [[marks, ...done]] = await Promise.all([table.get(keys, { consistent: true }), ahead]);
  const delivered = withDelivered ? done.map(deliveredOf) : [];
  const live = await roster.of(tenantId, marks, clock());
  const configuration = live.length > 0 ? await (ahead ?? configurationOf(configurations, tenantId)) : undefined;
  const staff = configuration && audienceOf(live, configuration);
  return { audience: configuration && staff && staff.members.length > 0 ? { staff, configuration } : undefined, delivered };
};
