import { tenantPk } from '../../configuration/keys.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import type { Skipped } from './answer.ts';

/** How old the people from outside may be before they are asked for again. */
export const FRESH_MS = 60_000;
/** A service that did not answer is left alone for so long. */
export const REST_MS = 30_000;
/** A copy that nothing seems to have changed is compared with the answer all the same after this: an admin may have changed it while there was no service. */
export const COMPARED_MS = 3_600_000;
/** Skipped entries that are told; the rest is counted. */
export const TOLD = 50;

/** What came of the newest question, and when the newest good answer came. Times in epoch ms. */
export interface PeopleState {
  readonly askedAt: number;
  /** Null: never yet. */
  readonly syncedAt: number | null;
  /** When the service may be asked again. */
  readonly dueAt: number;
  /** Why the newest question has no answer, or null. */
  readonly error: string | null;
  /** Of the newest good answer, where the hub took all of it. */
  readonly digest: string | null;
  /** When the hub last compared its own with an answer, entry by entry. */
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
