import type { Clock } from '../../context.ts';
import type { Table } from '../../table/port.ts';
import { type PeopleState, readPeopleState } from './state.ts';

/** Refreshes the copy of the user service's people before the hub reads it. */
export interface PeopleLookUp {
  /**
   * Requests a refresh of the copy when it is due. Waits for the first copy of a tenant, and with `patient` for a fresh one; never for a service
   * that did not answer the last time. Returns whether the copy changed in the meantime. Never throws.
   */
  look(table: Pick<Table, 'get'>, tenantId: string, patient: boolean): Promise<boolean>;
}

interface Deps {
  readonly clock: Clock;
  sleep(ms: number): Promise<unknown>;
  /** Queues a refresh of a tenant's people. A repeated `bucket` queues it once. */
  ask(tenantId: string, bucket: number): Promise<void>;
  onFailure(error: unknown): void;
}

/** How long a request waits for the first copy, and for a refreshed one. */
const FIRST_WAIT_MS = 3_000;
const FRESH_WAIT_MS = 1_000;
/** After a request, the process does not check again for this long. */
const QUIET_MS = 10_000;
/** The minimum time between two refreshes. */
const BUCKET_MS = 30_000;
const STEPS_MS = [15, 25, 50] as const;
/** Maximum of tenants that one process remembers. */
const KEPT = 10_000;

const waitOf = (state: PeopleState | null, patient: boolean): number => {
  if (state === null) return FIRST_WAIT_MS;
  return patient && state.error === null ? FRESH_WAIT_MS : 0;
};

export const openPeopleLookUp = ({ clock, sleep, ask, onFailure }: Deps): PeopleLookUp => {
  /** Until when nothing is due, by tenant. */
  const quiet = new Map<string, number>();
  const pending = new Map<string, Promise<boolean>>();

  const rest = (tenantId: string, until: number): void => {
    if (quiet.size >= KEPT) quiet.clear();
    quiet.set(tenantId, until);
  };

  const refreshNow = async (table: Pick<Table, 'get'>, tenantId: string, patient: boolean): Promise<boolean> => {
    const before = await readPeopleState(table, tenantId);
    const now = clock();
    if (before && before.dueAt > now) {
      rest(tenantId, before.dueAt);
      return false;
    }
    rest(tenantId, now + QUIET_MS);
    await ask(tenantId, Math.floor(now / BUCKET_MS));
    const until = now + waitOf(before, patient);
    for (let step = 0; clock() < until; step += 1) {
      await sleep(STEPS_MS[step] ?? 100);
      const state = await readPeopleState(table, tenantId);
      if (state && state.askedAt !== before?.askedAt) {
        rest(tenantId, state.dueAt);
        return true;
      }
    }
    return false;
  };

  return {
    async look(table, tenantId, patient) {
      const under = pending.get(tenantId);
      if (under) return under;
      if (clock() < (quiet.get(tenantId) ?? 0)) return false;
      const looking = refreshNow(table, tenantId, patient)
        .catch((error: unknown) => {
          onFailure(error);
          return false;
        })
        .finally(() => pending.delete(tenantId));
      pending.set(tenantId, looking);
      return looking;
    },
  };
};
