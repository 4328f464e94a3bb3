import { isDeepStrictEqual } from 'node:util';
import type { CallSettings, Renew, Renewal } from '../../channels/outbound.ts';
import type { Credentials } from '../../domain/origins/credentials.ts';
import { keepRenewed } from '../../domain/origins/keep-renewed.ts';
import { readStored, type Vault } from '../../domain/origins/vault.ts';

export type Renewed = { readonly outcome: 'renewed'; readonly credentials: Credentials } | Exclude<Renewal, { outcome: 'renewed' }>;

interface OriginRef {
  readonly tenantId: string;
  readonly originId: string;
}

interface Deps {
  readonly vault: Pick<Vault, 'get' | 'replace'>;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** Within this time, a faster process has stored the provider's answer. */
const OTHERS_MS = 1_000;

/**
 * Renews credentials of origins. A process runs one renewal per origin at a time; all requests share its result. A provider accepts a refresh token once: of
 * two processes, the slower one is rejected, waits a moment and uses what the faster one has stored (docs/decisions/0767).
 */
export const renewing = ({ vault, sleep }: Deps) => {
  const underWay = new Map<string, Promise<Renewed>>();

  const stored = async ({ tenantId, originId }: OriginRef): Promise<Credentials | undefined> => (await readStored(vault, tenantId, originId, 0))?.current;

  const renewOnce = async (origin: OriginRef, given: Credentials, renew: Renew<Credentials>, settings: CallSettings): Promise<Renewed> => {
    // A renewal that has just ended has stored new credentials.
    const before = await stored(origin);
    if (before === undefined) return { outcome: 'refused' };
    if (!isDeepStrictEqual(before, given)) return { outcome: 'renewed', credentials: before };
    const renewal = await renew(before, settings);
    if (renewal.outcome === 'renewed') {
      const credentials = await keepRenewed(vault, origin, before, renewal.changed);
      return credentials ? { outcome: 'renewed', credentials } : { outcome: 'refused' };
    }
    if (renewal.outcome === 'retry') return renewal;
    await sleep(OTHERS_MS);
    const after = await stored(origin);
    return after && !isDeepStrictEqual(after, before) ? { outcome: 'renewed', credentials: after } : renewal;
  };

  return (origin: OriginRef, given: Credentials, renew: Renew<Credentials>, settings: CallSettings): Promise<Renewed> => {
    const key = `${origin.tenantId}/${origin.originId}`;
    const present = underWay.get(key);
    if (present) return present;
    const run = renewOnce(origin, given, renew, settings).finally(() => underWay.delete(key));
    underWay.set(key, run);
    return run;
  };
};
export type Renewing = ReturnType<typeof renewing>;
