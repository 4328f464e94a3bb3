import { replaceEntries } from '../automation/enrichment/commands.ts';
import { auditedTable } from '../configuration/audited-table.ts';
import { readEntries as readConfiguration } from '../configuration/read-entries.ts';
import type { Actor, Clock, NewId } from '../context.ts';
import { failureKind } from '../edge-errors.ts';
import { Problem } from '../errors.ts';
import { type StoredJob, stepWrite, storedJob, storeStep } from '../jobs/job.ts';
import { LIST_FILE_BYTES } from '../limits.ts';
import type { Table } from '../table/port.ts';
import { type Owners, type ReadFile, readEntries } from './file/read-entries.ts';
import { FileRefused } from './file/texts.ts';
import type { ListUploadJob } from './job-schema.ts';
import type { StoredUploadResult, UploadWork } from './upload.ts';

export interface UploadJobDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly objects: {
    open(key: string): Promise<{ readonly bytes: AsyncIterable<Uint8Array>; readonly size: number } | undefined>;
    put(key: string, body: Uint8Array, contentType: string): Promise<void>;
    delete(key: string): Promise<void>;
  };
  /** The current rights of the person who requested it; null if they have none any more. @throws TableUnavailable */
  rightsOf(tenantId: string, actor: Actor): Promise<Actor | null>;
}

/** `overtaken`: another delivery of the same job has finished it. */
export type UploadState = 'done' | 'failed' | 'overtaken';

/** Why a file is rejected. */
interface Ending {
  readonly error: string;
  readonly result?: StoredUploadResult;
}

/**
 * Reads the file and replaces the list, from the beginning at each delivery. Nothing is visible before the replacement, which ends the job in the
 * same transaction, so that it cannot happen twice. @throws TableUnavailable, ObjectsUnavailable; repeating is safe
 */
export const runListUpload = async (deps: UploadJobDeps, { tenantId, id }: ListUploadJob): Promise<UploadState> => {
  const job = await storedJob(deps.table, tenantId, id);
  if (job?.state !== 'running') return 'overtaken';
  const work = job.work as UploadWork;
  let state: UploadState;
  try {
    const ending = await takeFile(deps, tenantId, job, work);
    state = typeof ending === 'string' ? ending : await failed(deps, tenantId, job, ending);
  } catch (error) {
    if (failureKind(error) === 'unavailable') throw error;
    const told = error instanceof FileRefused || error instanceof Problem ? error.message : undefined;
    state = await failed(deps, tenantId, job, { error: told ?? 'The file could not be read.' });
    if (told === undefined) throw error;
  }
  if (state !== 'overtaken') await deps.objects.delete(work.objectKey);
  return state;
};

const takeFile = async (deps: UploadJobDeps, tenantId: string, job: StoredJob, work: UploadWork): Promise<UploadState | Ending> => {
  const actor = await deps.rightsOf(tenantId, work.actor);
  if (!actor || !('role' in actor) || actor.role !== 'admin') return { error: 'The person who started the upload may no longer change lists.' };
  const file = await deps.objects.open(work.objectKey);
  if (!file) return { error: 'The file is no longer in the store.' };
  const read = await readEntries(bounded(file.bytes), work.format, () => ownersOf(deps.table, tenantId));
  const result = await reported(deps, tenantId, job.id, read);
  if (read.read === 0) return { error: 'The file has no rows. To empty a list, set its `entries` to [].' };
  if (read.bad > 0 && work.onBadRows === 'refuse')
    return { error: `${read.bad} of ${read.read} rows are bad; the list stays as it was.`, result: { ...result, kept: 0 } };
  if (read.entries.length === 0) return { error: 'All rows are bad; the list stays as it was.', result };
  const next: StoredJob = { ...job, step: job.step + 1, state: 'done', done: job.total, work: null, result };
  const { listId, askedAt, correlationId } = work;
  // The audit trail records it as a change by the person who started the upload, with their current rights.
  const table = auditedTable(deps.table, deps, { tenantId, actor, correlationId, causationId: null, depth: 0 }, null);
  const swapped = await replaceEntries({ ...deps, table }, { tenantId }, { id: listId, entries: read.entries, askedAt }, async () => {
    const now = await storedJob(deps.table, tenantId, job.id);
    return now?.state === 'running' ? [stepWrite(deps.clock, tenantId, next)] : null;
  });
  return swapped ? 'done' : 'overtaken';
};

/** The upload form enforces this too, but it can be used again after `start` has seen the file. */
async function* bounded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > LIST_FILE_BYTES) throw new FileRefused(`The file has more than ${LIST_FILE_BYTES} bytes.`);
    yield piece;
  }
}

/** The counts, and the report if rows are bad. */
const reported = async ({ objects }: UploadJobDeps, tenantId: string, id: string, { read, bad, entries, report }: ReadFile): Promise<StoredUploadResult> => {
  const counts = { read, kept: entries.length, bad };
  if (bad === 0) return counts;
  const errorsKey = `T/${tenantId}/bad-rows/${id}.csv`;
  await objects.put(errorsKey, Buffer.from(report), 'text/csv; charset=utf-8');
  return { ...counts, errorsKey };
};

const failed = async (deps: UploadJobDeps, tenantId: string, job: StoredJob, ending: Ending): Promise<UploadState> => {
  const stored = await storeStep(deps, tenantId, { ...job, step: job.step + 1, state: 'failed', work: null, ...ending });
  return stored ? 'failed' : 'overtaken';
};

const ownersOf = async (table: Table, tenantId: string): Promise<Owners> => {
  const ids = async (kind: 'AGENT' | 'TEAM'): Promise<ReadonlySet<string>> =>
    new Set((await readConfiguration({ table }, { tenantId }, { kind, what: kind })).map(({ sk }) => sk.slice(kind.length + 1)));
  const [agents, teams] = await Promise.all([ids('AGENT'), ids('TEAM')]);
  return { agents, teams };
};
