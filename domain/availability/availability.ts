import { everyItem } from '../table/every-item.ts';
import type { Item, Key, Table } from '../table/port.ts';

/** An agent's own setting. Without one, the agent is `online`. */
export const AVAILABILITIES = ['online', 'away', 'out_of_office'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

export interface AvailabilitySetting {
  readonly availability: Availability;
  /** ISO 8601 UTC at which the agent becomes `online` again. Null: no end. */
  readonly until: string | null;
}

/** A small partition of the tenant: one item for each agent with a setting. */
const availabilityPk = (tenantId: string): string => `T#${tenantId}#AV`;
export const availabilityKey = (tenantId: string, agentId: string): Key => ({ pk: availabilityPk(tenantId), sk: agentId });

const ONLINE: AvailabilitySetting = { availability: 'online', until: null };

export const settingOf = (item: Item | undefined): AvailabilitySetting =>
  item ? { availability: item['availability'] as Availability, until: (item['until'] as string | undefined) ?? null } : ONLINE;

/** The setting that is valid at this time (epoch ms): an expired one counts as none. */
export const present = (setting: AvailabilitySetting, now: number): AvailabilitySetting =>
  setting.until !== null && Date.parse(setting.until) <= now ? ONLINE : setting;

/** The facts that decide whether an agent may get another ticket. */
export interface Candidate extends AvailabilitySetting {
  /** Active tickets. */
  readonly load: number;
  /** Active tickets that the agent may have; null: any number. */
  readonly capacity: number | null;
}

/** Whether a rule may assign a ticket to this agent now (epoch ms). An agent without a connection may get one and sees it later. Pure. */
export const mayBeAssigned = ({ load, capacity, ...setting }: Candidate, now: number): boolean =>
  present(setting, now).availability === 'online' && (capacity === null || load < capacity);

/** @throws TableUnavailable */
export const storeAvailability = async (table: Table, tenantId: string, agentId: string, { availability, until }: AvailabilitySetting): Promise<void> => {
  await table.write({ op: 'put', item: { ...availabilityKey(tenantId, agentId), availability, ...(until === null ? {} : { until }) } });
};

/** Of these agents, in their order. @throws TableUnavailable */
export const availabilityOf = async (table: Table, tenantId: string, agentIds: readonly string[], now: number): Promise<AvailabilitySetting[]> => {
  if (agentIds.length === 0) return [];
  const items = await table.get(agentIds.map((id) => availabilityKey(tenantId, id)));
  return items.map((item) => present(settingOf(item), now));
};

/** Of all agents with a setting, by agent. @throws TableUnavailable */
export const availabilities = async (table: Table, tenantId: string, now: number): Promise<ReadonlyMap<string, AvailabilitySetting>> =>
  new Map((await everyItem(table, availabilityPk(tenantId))).map((item) => [item.sk, present(settingOf(item), now)]));
