import { isFresh } from '../../domain/fresh.ts';
import type { ChannelName } from '../../domain/origins/channels.ts';
import { type OriginAddress, originsByAccount, resolveOrigin } from '../../domain/origins/resolve-origin.ts';
import { readStored, type StoredCredentials, type Vault } from '../../domain/origins/vault.ts';
import type { Table } from '../../domain/table/port.ts';

export interface KnownOrigin {
  readonly address: OriginAddress;
  readonly stored: StoredCredentials;
}

export interface KnownOrigins {
  /** From memory if it was read within the last second. Undefined for an unknown id. @throws when table or secrets cannot be reached */
  get(originId: string): Promise<KnownOrigin | undefined>;
  /** Reads again without a cache: the result of `seen` may be outdated (a secret was rotated, an origin deleted). */
  again(originId: string, seen: KnownOrigin): Promise<KnownOrigin | undefined>;
  /** The tenant's origins by account. Cached for 5 s, but read again if one of the requested accounts is missing. */
  byAccount(tenantId: string, channel: ChannelName, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
}

/** How long an origin is cached. Short, because it costs only one read a second, and a deleted origin must not accept calls. */
const ORIGIN_MS = 1000;
/** Together with the time above, credentials are at most 5 s old. */
const SECRET_SECONDS = 4;
const ACCOUNTS_MS = 5000;
const KEPT = 1000;

interface Held<T> {
  readonly at: number;
  readonly value: Promise<T>;
}

/** A process's cache of origins, so that most webhooks of a busy origin need no read. Failures are not cached. */
export const knownOrigins = ({
  table,
  secrets,
  clock,
}: {
  readonly table: Table;
  readonly secrets: Pick<Vault, 'get'>;
  readonly clock: () => number;
}): KnownOrigins => {
  const origins = new Map<string, Held<KnownOrigin | undefined>>();
  const accounts = new Map<string, Held<ReadonlyMap<string, string>>>();

  const keep = <T>(held: Map<string, Held<T>>, key: string, value: Promise<T>): Promise<T> => {
    const entry = { at: clock(), value };
    held.delete(key);
    held.set(key, entry);
    if (held.size > KEPT) held.delete(held.keys().next().value as string);
    value.then(
      (found) => found === undefined && held.get(key) === entry && held.delete(key),
      () => held.get(key) === entry && held.delete(key),
    );
    return value;
  };

  const fresh = <T>(held: Map<string, Held<T>>, key: string, ms: number): Promise<T> | undefined => {
    const entry = held.get(key);
    return entry && isFresh(entry.at, clock(), ms) ? entry.value : undefined;
  };

  const load = async (originId: string, maxAgeSeconds: number): Promise<KnownOrigin | undefined> => {
    const address = await resolveOrigin(table, originId);
    if (!address) return undefined;
    const stored = await readStored(secrets, address.tenantId, originId, maxAgeSeconds);
    if (!stored) throw new Error('an origin without credentials');
    return { address, stored };
  };

  return {
    get: (originId) => fresh(origins, originId, ORIGIN_MS) ?? keep(origins, originId, load(originId, SECRET_SECONDS)),
    async again(originId, seen) {
      const entry = origins.get(originId);
      const present = await entry?.value;
      if (present !== undefined && present !== seen) return present;
      const newer = origins.get(originId);
      // If many calls are rejected at the same time, one read serves all of them.
      return newer !== undefined && newer !== entry ? newer.value : keep(origins, originId, load(originId, 0));
    },
    async byAccount(tenantId, channel, wanted) {
      const key = `${tenantId}#${channel}`;
      const known = await fresh(accounts, key, ACCOUNTS_MS);
      return known && [...wanted].every((account) => known.has(account)) ? known : keep(accounts, key, originsByAccount(table, tenantId, channel));
    },
  };
};
