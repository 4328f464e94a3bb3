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

/** Who is connected to a tenant's feed, and what was delivered so far. */
export interface Attendance {
  /** Undefined: nobody, or the tenant was deleted. */
  readonly audience: { readonly staff: StaffAudience; readonly configuration: Walls } | undefined;
  /** By shard of the list of changes; empty if it was not requested. */
  readonly delivered: readonly Delivered[];
}

/** Undefined for a deleted tenant. */
const configurationOf = async (configurations: ConfigurationCache, tenantId: string): Promise<Walls | undefined> => {
  try {
    return await configurations.walls(tenantId);
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return undefined;
    throw error;
  }
};

/**
 * One round trip if nothing has changed: the connection count, what was delivered, and the generations of the configuration, in parallel.
 * If nobody was connected recently, the configuration is not read. @throws TableUnavailable
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
