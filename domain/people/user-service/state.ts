import { tenantPk } from '../../configuration/keys.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import type { Skipped } from './answer.ts';

/** Age after which the copy is refreshed. */
export const FRESH_MS = 60_000;
/** Pause after a service did not answer. */
export const REST_MS = 30_000;
/** Age after which even an unchanged answer is compared with the copy, because an admin may have changed the copy while there was no service. */
export const COMPARED_MS = 3_600_000;
/** Maximum of skipped entries that are listed; the rest is counted. */
export const TOLD = 50;

/** The outcome of the last request, and the time of the last good answer. Times in epoch ms. */
export interface PeopleState {
  readonly askedAt: number;
  /** Null: never yet. */
  readonly syncedAt: number | null;
  /** The earliest time of the next request. */
  readonly dueAt: number;
  /** Why the last request failed, or null. */
  readonly error: string | null;
  /** A hash of the last good answer, if the hub accepted all of it. */
  readonly digest: string | null;
  /** When the hub last compared its data with an answer, entry by entry. */
  readonly comparedAt: number;
  readonly agents: number;
  readonly teams: number;
  readonly skippedCount: number;
  readonly skipped: readonly Skipped[];
}

export const peopleStateKey = (tenantId: string): Key => ({ pk: `${tenantPk(tenantId)}#PEOPLE`, sk: 'STATE' });

/** @throws TableUnavailable */
export const readPeopleState = async (table: Pick<Table, 'get'>, tenantId: string): Promise<PeopleState | null> => {
  const [item] = await table.get([peopleStateKey(tenantId)], { consistent: true });
  return item ? peopleStateOf(item) : null;
};

const peopleStateOf = (item: Item): PeopleState => ({
  askedAt: Number(item['askedAt']),
  syncedAt: (item['syncedAt'] as number | null | undefined) ?? null,
  dueAt: Number(item['dueAt']),
  error: (item['error'] as string | null | undefined) ?? null,
  digest: (item['digest'] as string | null | undefined) ?? null,
  comparedAt: Number(item['comparedAt'] ?? 0),
  agents: Number(item['agents'] ?? 0),
  teams: Number(item['teams'] ?? 0),
  skippedCount: Number(item['skippedCount'] ?? 0),
  skipped: (item['skipped'] as readonly Skipped[] | undefined) ?? [],
});

/** @throws TableUnavailable */
export const writePeopleState = async (table: Pick<Table, 'write'>, tenantId: string, state: PeopleState): Promise<void> => {
  await table.write({ op: 'put', item: { ...peopleStateKey(tenantId), ...state } });
};
