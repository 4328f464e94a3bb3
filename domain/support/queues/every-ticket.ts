import type { Item } from '../../table/port.ts';
import { activityPk, closedPk } from '../tickets/index-keys.ts';
import { STATUSES } from '../tickets/ticket.ts';

/** Partitions of the activity index that hold the active tickets of a tenant. */
export const activePartitions = (tenantId: string, shards: number): string[] =>
  STATUSES.filter((status) => status !== 'closed').flatMap((status) => Array.from({ length: shards }, (_, shard) => activityPk(tenantId, status, shard)));

/** `2026-11` … up to the month of `to`; both ISO. */
const months = (from: string, to: string): string[] => {
  const found: string[] = [];
  const at = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
  for (let month = at.toISOString().slice(0, 7); month <= to.slice(0, 7); month = at.toISOString().slice(0, 7)) {
    found.push(month);
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return found;
};

/** The partitions of all tickets of a tenant, for jobs that must read every ticket. `since`: ISO, no ticket is older. */
export interface Extent {
  readonly shards: number;
  readonly since: string;
  readonly now: string;
}

/** Active tickets first, then the closed ones by month: tickets closed during the job come at its end. */
export const allPartitions = (tenantId: string, { shards, since, now }: Extent): string[] => [
  ...activePartitions(tenantId, shards),
  ...months(since, now).map((month) => closedPk(tenantId, month)),
];

/** When a tenant was created, from its item. */
export const tenantSince = (tenant: Item | undefined): string => (tenant?.['createdAt'] as string | undefined) ?? '1970-01';

/** `{updatedAt}#{ticketId}` → ticket id. */
export const ticketIdOfActivityKey = (key: unknown): string => String(key).slice(String(key).indexOf('#') + 1);
