import { tenantKey } from '../configuration/keys.ts';
import type { Table } from '../table/port.ts';
import type { Configuration } from './configuration.ts';
import { loadConfiguration } from './load.ts';

/** Tenants kept in one process; the one unused for longest goes first. */
const KEPT = 200;

export interface ConfigurationCache {
  /**
   * The configuration of at least this generation: from memory while the tenant's generation has not risen above what is held.
   * Who has just read the TENANT item passes its `generation`. @throws Problem not_found, TableUnavailable
   */
  get(tenantId: string, generation: number): Promise<Configuration>;
  /** Reads the tenant's generation first: one small read. @throws Problem not_found, TableUnavailable */
  current(tenantId: string): Promise<Configuration>;
}

/** One a process, at module scope. */
export const configurationCache = ({ table }: { readonly table: Table }): ConfigurationCache => {
  const held = new Map<string, Configuration>();
  const loading = new Map<string, Promise<Configuration>>();

  const load = (tenantId: string): Promise<Configuration> => {
    const promise = loadConfiguration(table, tenantId)
      .then((configuration) => {
        // A slower, older loading must not replace a newer one.
        if ((held.get(tenantId)?.generation ?? -1) < configuration.generation) keep(tenantId, configuration);
        return configuration;
      })
      .finally(() => loading.delete(tenantId));
    loading.set(tenantId, promise);
    return promise;
  };

  const keep = (tenantId: string, configuration: Configuration): void => {
    held.delete(tenantId);
    held.set(tenantId, configuration);
    if (held.size > KEPT) held.delete(held.keys().next().value as string);
  };

  const get: ConfigurationCache['get'] = async (tenantId, generation) => {
    const present = held.get(tenantId);
    if (present && present.generation >= generation) {
      keep(tenantId, present);
      return present;
    }
    const underway = loading.get(tenantId);
    if (!underway) return load(tenantId);
    const loaded = await underway;
    // What was under way may have begun before the change that the caller has seen.
    return loaded.generation >= generation ? loaded : get(tenantId, generation);
  };

  return {
    get,
    async current(tenantId) {
      const [tenant] = await table.get([tenantKey(tenantId)], { consistent: true });
      return get(tenantId, Number(tenant?.['generation'] ?? Number.MAX_SAFE_INTEGER));
    },
  };
};
