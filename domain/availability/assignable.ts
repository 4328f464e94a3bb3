import type { Table } from '../table/port.ts';
import { availabilityOf, mayBeAssigned } from './availability.ts';

interface Deps {
  readonly table: Table;
  readonly clock: () => number;
  /** Active tickets of an agent. @throws TableUnavailable */
  readonly loadOf: (agentId: string) => Promise<number>;
  /** Active tickets that an agent may have; null: any number. */
  readonly capacityOf: (agentId: string) => number | null;
}

/** The agents who may get another ticket now, in their order. Counts the tickets only of agents with a capacity. @throws TableUnavailable */
export const assignable = async ({ table, clock, loadOf, capacityOf }: Deps, tenantId: string, agentIds: readonly string[]): Promise<string[]> => {
  const now = clock();
  const said = await availabilityOf(table, tenantId, agentIds, now);
  const may = await Promise.all(
    agentIds.map(async (id, index) => {
      const own = said[index];
      if (!own || !mayBeAssigned({ ...own, load: 0, capacity: null }, now)) return false;
      const capacity = capacityOf(id);
      return capacity === null || mayBeAssigned({ ...own, capacity, load: await loadOf(id) }, now);
    }),
  );
  return agentIds.filter((_, index) => may[index]);
};
