import { isDeepStrictEqual } from 'node:util';
import type { Credentials } from './credentials.ts';

/** The part of the secret store that origins need. Values are JSON text. */
export interface Vault {
  put(name: string, value: string): Promise<void>;
  /** Replaces `present` (`undefined`: none). Returns false, and changes nothing, if the stored value is another one. */
  replace(name: string, present: string | undefined, value: string): Promise<boolean>;
  get(name: string, options?: { readonly maxAgeSeconds?: number }): Promise<string | undefined>;
  delete(name: string): Promise<void>;
}

/** The stored secret of an origin: its current credentials, and the replaced ones while they are still valid. */
export interface StoredCredentials {
  readonly current: Credentials;
  readonly previous: readonly { readonly credentials: Credentials /** Epoch ms. */; readonly until: number }[];
}

/** A replaced secret stays valid for a day, because providers and people cannot change both ends at the same instant. */
export const ROTATION_MS = 86_400_000;
/** Maximum of replaced credentials that are kept. */
const KEPT = 10;

/** Within the store of origins' credentials, which belongs to one deployment. */
export const vaultName = (tenantId: string, originId: string): string => `${tenantId}/origins/${originId}`;

/** Undefined if there is none (a deleted origin). `maxAgeSeconds` 0 bypasses every cache. */
export const readStored = async (
  vault: Pick<Vault, 'get'>,
  tenantId: string,
  originId: string,
  maxAgeSeconds: number,
): Promise<StoredCredentials | undefined> => {
  const value = await vault.get(vaultName(tenantId, originId), { maxAgeSeconds });
  return value === undefined ? undefined : (JSON.parse(value) as StoredCredentials);
};

export const writeStored = (vault: Pick<Vault, 'put'>, tenantId: string, originId: string, stored: StoredCredentials): Promise<void> =>
  vault.put(vaultName(tenantId, originId), JSON.stringify(stored));

/** The credentials to verify with: the current ones first, then replaced ones that are still valid at `now`. */
export const validCredentials = (stored: StoredCredentials, now: number): Credentials[] => [
  stored.current,
  ...stored.previous.filter(({ until }) => until > now).map(({ credentials }) => credentials),
];

/** Replaces the given members; `null` removes an optional one. Its name stays, without a value, so that one that the channel does not have is rejected. */
export const merged = (present: Credentials, given: Credentials): Credentials =>
  Object.fromEntries(Object.entries({ ...present, ...given }).map(([name, value]) => [name, value ?? undefined]));

/** Setting the same credentials again is no rotation: it must not remove a secret that is still valid. */
export const rotated = (stored: StoredCredentials | undefined, current: Credentials, now: number): StoredCredentials => {
  const previous = (stored?.previous ?? []).filter(({ until }) => until > now);
  if (!stored) return { current, previous };
  if (isDeepStrictEqual(stored.current, current)) return { current, previous };
  return { current, previous: [{ credentials: stored.current, until: now + ROTATION_MS }, ...previous].slice(0, KEPT) };
};
