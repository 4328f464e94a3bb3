import { type Condition, type Item, type Key, type Table, TransactionRefused, type Write } from '../../table/port.ts';

/** One run of a rebuild: a job of the bulk queue. Its position is in the table, in the tenant's row of the projection. */
export interface RebuildJob {
  readonly job: 'rebuild';
  /** '': the deployment (`DEPLOYMENT`). */
  readonly tenantId: string;
  readonly projection: string;
  /** The id of the rebuild. A newer one of the same projection has another id. */
  readonly id: string;
  /** The number of runs that were stored before this one. */
  readonly step: number;
}

export type RebuildState = 'running' | 'done' | 'overtaken' | 'failed';

/** What an operator sees. */
export interface Progress {
  /** Of this rebuild; a newer one of the projection has another. */
  readonly id: string;
  readonly projection: string;
  readonly state: RebuildState;
  /** ISO */
  readonly startedAt: string;
  /** ISO: when the last run was stored. */
  readonly updatedAt: string;
  /** ISO; null while it runs. */
  readonly finishedAt: string | null;
  readonly visited: number;
  readonly carried: number;
  /** In the dead-letter queue. */
  readonly skipped: number;
  /** The reason why the last run was interrupted; null if it was not. */
  readonly trouble: string | null;
  /** Of a rebuild of `tickets`: those that it left as they were. */
  readonly incomplete?: string[];
}

export interface JobRow extends Progress {
  readonly step: number;
  /** JSON */
  readonly position: unknown;
  /** The number of interrupted runs in a row. */
  readonly troubles: number;
  /** JSON: the result of the rebuild; null before its end. */
  readonly result: unknown;
}

const PREFIX = 'REBUILD#';
/** In place of a tenant: jobs of the whole deployment. */
export const DEPLOYMENT = '';
export const jobsPk = (tenantId: string): string => (tenantId === DEPLOYMENT ? 'DIR#job' : `T#${tenantId}#JOB`);
export const jobKey = (tenantId: string, projection: string): Key => ({ pk: jobsPk(tenantId), sk: `${PREFIX}${projection}` });

const rowOf = (item: Item): JobRow => ({
  projection: item.sk.slice(PREFIX.length),
  id: String(item['id']),
  step: Number(item['step']),
  state: item['state'] as RebuildState,
  startedAt: String(item['startedAt']),
  updatedAt: String(item['updatedAt']),
  finishedAt: (item['finishedAt'] as string | undefined) ?? null,
  visited: Number(item['visited'] ?? 0),
  carried: Number(item['carried'] ?? 0),
  skipped: Number(item['skipped'] ?? 0),
  trouble: (item['trouble'] as string | undefined) ?? null,
  troubles: Number(item['troubles'] ?? 0),
  // The attribute has the name of earlier releases.
  position: item['place'] === undefined ? null : JSON.parse(item['place'] as string),
  result: item['result'] === undefined ? null : JSON.parse(item['result'] as string),
});

const itemOf = (tenantId: string, row: JobRow): Item => {
  const { projection, position, result, finishedAt, trouble, troubles, ...kept } = row;
  return {
    ...jobKey(tenantId, projection),
    ...kept,
    ...(position === null ? {} : { place: JSON.stringify(position) }),
    ...(result === null ? {} : { result: JSON.stringify(result) }),
    ...(finishedAt === null ? {} : { finishedAt }),
    ...(trouble === null ? {} : { trouble, troubles }),
  };
};

/** @throws TableUnavailable */
export const readJob = async (table: Table, tenantId: string, projection: string): Promise<JobRow | undefined> => {
  const [item] = await table.get([jobKey(tenantId, projection)], { consistent: true });
  return item && rowOf(item);
};

/** The newest rebuild of each projection of the tenant. @throws TableUnavailable */
export const readJobs = async (table: Table, tenantId: string): Promise<JobRow[]> => {
  const { items } = await table.query({ pk: jobsPk(tenantId), beginsWith: PREFIX, consistent: true });
  return items.map(rowOf);
};

/** Tickets that a rebuild of `tickets` left as they were. */
const incompleteOf = (result: unknown): Pick<Progress, 'incomplete'> => {
  const { incomplete = [] } = (result ?? {}) as { readonly incomplete?: string[] };
  return incomplete.length === 0 ? {} : { incomplete };
};

export const progressOf = ({ id, projection, state, startedAt, updatedAt, finishedAt, visited, carried, skipped, trouble, result }: JobRow): Progress => ({
  ...incompleteOf(result),
  id,
  projection,
  state,
  startedAt,
  updatedAt,
  finishedAt,
  visited,
  carried,
  skipped,
  trouble,
});

/** The condition that no other process has written the row. */
const unchanged = (before: JobRow | undefined): Condition =>
  before ? { equals: { id: before.id, step: before.step, state: before.state, updatedAt: before.updatedAt } } : { absent: true };

/**
 * False: another process was faster. `also`: written in the same transaction. @throws TableUnavailable; TransactionRefused if a condition of `also`
 * failed
 */
export const storeJob = async (
  table: Table,
  tenantId: string,
  { before, after }: { readonly before: JobRow | undefined; readonly after: JobRow },
  also: readonly Write[] = [],
): Promise<boolean> => {
  const write = { op: 'put', item: itemOf(tenantId, after), when: unchanged(before) } as const;
  try {
    if (also.length === 0) await table.write(write);
    else await table.transact([write, ...also]);
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused && error.refusals.some(({ index, reason }) => index === 0 && reason === 'condition')) return false;
    throw error;
  }
};

/** Removes a row whose job could not be queued. */
export const dropJob = async (table: Table, tenantId: string, row: JobRow, before: JobRow | undefined): Promise<void> => {
  const when = unchanged(row);
  try {
    await table.write(before ? { op: 'put', item: itemOf(tenantId, before), when } : { op: 'delete', key: jobKey(tenantId, row.projection), when });
  } catch (error) {
    // The job was queued after all, and runs.
    if (!(error instanceof TransactionRefused)) throw error;
  }
};
