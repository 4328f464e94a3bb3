import type { Generations } from '../../domain/configuration/generations.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import type { DirectorySet, ListSet, PolicySet } from '../../domain/policy/configuration.ts';
import type { Table } from '../../domain/table/port.ts';

/** All parts of a tenant, read again. */
export const wholeConfiguration = async (table: Table, tenantId: string): Promise<PolicySet & DirectorySet & ListSet> => {
  const cache = configurationCache({ table });
  return { ...(await cache.walls(tenantId)), ...(await cache.get('lists', tenantId, await cache.present(tenantId))) };
};

/** Of a tenant whose parts are all at one generation; `old`: they are in one partition. */
export const allAt = (generation: number, old = false): Generations => ({
  policy: generation,
  directory: generation,
  lists: generation,
  queues: generation,
  since: '2026-01-01T00:00:00.000Z',
  ...(old ? { old: true } : {}),
});
