import { type Generations, generationsOf } from '../configuration/generations.ts';
import { type Part, tenantKey } from '../configuration/keys.ts';
import { notFound } from '../errors.ts';
import type { Table } from '../table/port.ts';
import type { PartSets, Walls } from './configuration.ts';
import { type Held, loadPart } from './load.ts';

/** Tenants per process and part; the least recently used is evicted first. */
const KEPT = 200;

export interface ConfigurationCache {
  /**
   * A part of at least this generation: from memory if it is recent enough. Callers that have just read the TENANT item pass
   * its `generationsOf`. @throws Problem not_found, TableUnavailable
   */
  get<P extends Part>(part: P, tenantId: string, generations: Generations): Promise<PartSets[P]>;
  /** The current generations: one small read. @throws Problem not_found, TableUnavailable */
  present(tenantId: string): Promise<Generations>;
  /** The current policy and directory, after one small read. @throws Problem not_found, TableUnavailable */
  walls(tenantId: string): Promise<Walls>;
}

interface Shelf<P extends Part> {
  readonly held: Map<string, Held<P>>;
  readonly loading: Map<string, Promise<Held<P>>>;
}

const partCache = <P extends Part>(table: Table, part: P) => {
  const { held, loading }: Shelf<P> = { held: new Map(), loading: new Map() };

  const keep = (tenantId: string, one: Held<P>): void => {
    held.delete(tenantId);
    held.set(tenantId, one);
    if (held.size > KEPT) held.delete(held.keys().next().value as string);
  };

  const load = (tenantId: string, generations: Generations): Promise<Held<P>> => {
    const promise = loadPart(table, tenantId, part, generations, held.get(tenantId))
      .then((loaded) => {
        // A slower load of an older generation must not replace a newer one.
        if ((held.get(tenantId)?.generation ?? -1) < loaded.generation) keep(tenantId, loaded);
        return loaded;
      })
      .finally(() => loading.delete(tenantId));
    loading.set(tenantId, promise);
    return promise;
  };

  const get = async (tenantId: string, generations: Generations): Promise<Held<P>> => {
    const present = held.get(tenantId);
    if (present && present.generation >= generations[part]) {
      keep(tenantId, present);
      return present;
    }
    const underway = loading.get(tenantId);
    if (!underway) return load(tenantId, generations);
    const loaded = await underway;
    // A running load may have started before the change that the caller has seen.
    return loaded.generation >= generations[part] ? loaded : get(tenantId, generations);
  };
  return get;
};

/** One per process, at module scope. */
export const configurationCache = ({ table }: { readonly table: Table }): ConfigurationCache => {
  const parts: { readonly [P in Part]: (tenantId: string, generations: Generations) => Promise<Held<P>> } = {
    policy: partCache(table, 'policy'),
    directory: partCache(table, 'directory'),
    lists: partCache(table, 'lists'),
  };
  const present: ConfigurationCache['present'] = async (tenantId) => {
    const [tenant] = await table.get([tenantKey(tenantId)], { consistent: true });
    if (!tenant) throw notFound('tenant');
    return generationsOf(tenant);
  };
  const get: ConfigurationCache['get'] = async (part, tenantId, generations) => (await parts[part](tenantId, generations)).set;
  return {
    get,
    present,
    async walls(tenantId) {
      const generations = await present(tenantId);
      const [policy, directory] = await Promise.all([get('policy', tenantId, generations), get('directory', tenantId, generations)]);
      return { ...directory, ...policy };
    },
  };
};
