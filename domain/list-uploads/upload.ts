import { requireList } from '../automation/enrichment/commands.ts';
import type { Actor, Context } from '../context.ts';
import { notFound, Problem } from '../errors.ts';
import { commit } from '../idempotency/commit.ts';
import { answerKey, bindKey } from '../idempotency/parts.ts';
import { beginJob, type Job } from '../jobs/job.ts';
import { LIST_FILE_BYTES } from '../limits.ts';
import type { Table } from '../table/port.ts';
import type { ListFormat } from './file/read-entries.ts';

/** Seconds for which a link is valid. */
const LINK_SECONDS = 300;

export const LIST_UPLOAD = 'list-upload';
export const LIST_FILE_TYPES = ['text/csv', 'application/json'] as const;
type FileType = (typeof LIST_FILE_TYPES)[number];

const formatOf = (type: string): ListFormat | undefined => (type === 'text/csv' ? 'csv' : type === 'application/json' ? 'json' : undefined);

/** `refuse`: one bad row rejects the file. `keep`: the good rows replace the list. */
export const BAD_ROW_CHOICES = ['refuse', 'keep'] as const;
export type OnBadRows = (typeof BAD_ROW_CHOICES)[number];

/** The input of the job. */
export interface UploadWork {
  readonly listId: string;
  readonly objectKey: string;
  readonly format: ListFormat;
  readonly onBadRows: OnBadRows;
  readonly actor: Actor;
  readonly correlationId: string;
  /** When it was started: a later request's entries take precedence. */
  readonly askedAt: string;
}

/** The methods of the object store that are used. */
export interface UploadObjects {
  head(key: string): Promise<{ readonly size: number; readonly contentType: string } | undefined>;
  presignUpload(key: string, options: { contentType: string; maxBytes: number; seconds: number }): Promise<{ url: string; fields: Record<string, string> }>;
  presignDownload(key: string, options: { filename: string; contentType: string; seconds: number }): Promise<string>;
}

interface Deps {
  readonly table: Table;
  readonly objects: UploadObjects;
  readonly newId: () => string;
}

const objectKeyOf = (tenantId: string, listId: string, uploadId: string): string => `T/${tenantId}/lists/${listId}/${uploadId}`;

const tooLarge = (): Problem =>
  new Problem('too_large', `A file of a list may have at most ${LIST_FILE_BYTES} bytes.`, {
    errors: [{ path: 'size', message: `at most ${LIST_FILE_BYTES}` }],
  });

/** Returns a form for uploading a file. @throws Problem not_found, too_large; Replayed; TableUnavailable */
export const announceUpload = async (
  deps: Deps,
  context: Context,
  listId: string,
  { type, size }: { readonly type: FileType; readonly size: number },
): Promise<{ id: string; upload: { url: string; fields: Record<string, string> } }> => {
  if (size > LIST_FILE_BYTES) throw tooLarge();
  await requireList(deps, context, listId);
  const id = deps.newId();
  const upload = await deps.objects.presignUpload(objectKeyOf(context.tenantId, listId, id), { contentType: type, maxBytes: size, seconds: LINK_SECONDS });
  const answer = { id, upload };
  if (context.once) await commit(deps.table, context, [], { status: 201, body: answer });
  return answer;
};

export interface StartDeps extends Deps {
  readonly clock: () => number;
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string }[]): Promise<void> };
  readonly bulkQueueUrl: string;
}

/** Starts the job that reads an uploaded file. @throws Problem not_found if there is no file yet; too_large; Replayed; QueueUnavailable, TableUnavailable */
export const startUpload = async (
  deps: StartDeps,
  context: Context,
  { listId, uploadId, onBadRows }: { readonly listId: string; readonly uploadId: string; readonly onBadRows: OnBadRows },
): Promise<Job> => {
  await bindKey(deps.table, context);
  const { tenantId, actor, correlationId } = context;
  await requireList(deps, context, listId);
  const objectKey = objectKeyOf(tenantId, listId, uploadId);
  // Our ids contain no slash, so a name cannot reach another object.
  const found = /^[\w-]{1,100}$/.test(uploadId) ? await deps.objects.head(objectKey) : undefined;
  const format = found && formatOf(found.contentType);
  if (!found || !format) throw notFound('upload');
  if (found.size > LIST_FILE_BYTES) throw tooLarge();
  const id = deps.newId();
  const askedAt = new Date(deps.clock()).toISOString();
  const work: UploadWork = { listId, objectKey, format, onBadRows, actor, correlationId, askedAt };
  const by = 'id' in actor ? `${actor.type}:${actor.id}` : actor.type;
  const body = JSON.stringify({ job: 'listUpload', tenantId, id });
  const job = { id, kind: LIST_UPLOAD, state: 'running' as const, done: 0, total: found.size, by, work };
  const begun = await beginJob(deps, { tenantId }, job, () => deps.queues.send(deps.bulkQueueUrl, [{ body }]));
  await answerKey(deps.table, context, { status: 202, body: begun });
  return begun;
};

/** The result as stored in the job's row; `errorsKey`: the object with the report. */
export interface StoredUploadResult {
  readonly read: number;
  readonly kept: number;
  readonly bad: number;
  readonly errorsKey?: string;
}

/** The job with a link to its report, valid for 5 minutes. Other jobs stay unchanged. @throws ObjectsUnavailable */
export const withErrorsLink = async (objects: UploadObjects, job: Job): Promise<Job> => {
  if (job.kind !== LIST_UPLOAD || job.result === undefined) return job;
  const { errorsKey, ...counts } = job.result as StoredUploadResult;
  if (errorsKey === undefined) return job;
  const errorsUrl = await objects.presignDownload(errorsKey, {
    filename: `bad-rows-${job.id}.csv`,
    contentType: 'text/csv; charset=utf-8',
    seconds: LINK_SECONDS,
  });
  return { ...job, result: { ...counts, errorsUrl } };
};
