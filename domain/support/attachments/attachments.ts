import type { Clock, Context, NewId } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { commit } from '../../idempotency/commit.ts';
import { UPLOAD_BYTES } from '../../limits.ts';
import type { Table } from '../../table/port.ts';
import { attachmentKey, objectKeyOf, uploadedId } from '../messages/attachment-keys.ts';
import type { Attachment } from '../messages/content.ts';
import { mediaError } from '../messages/media-faults.ts';
import { mimeType, servedType } from '../messages/mime-type.ts';
import { type Asker, reachAttachment } from './reach.ts';
import { type StoredAttachment, uploaderOf } from './stored.ts';

/** Seconds for which a link is valid. */
export const LINK_SECONDS = 300;

/** The methods of the object store that are used. */
export interface AttachmentObjects {
  head(key: string): Promise<{ readonly size: number } | undefined>;
  presignUpload(key: string, options: { contentType: string; maxBytes: number; seconds: number }): Promise<{ url: string; fields: Record<string, string> }>;
  presignDownload(key: string, options: { filename: string; contentType: string; seconds: number }): Promise<string>;
}

interface Deps {
  readonly table: Table;
  readonly objects: AttachmentObjects;
}

/** @throws Problem too_large above 25 MB; Replayed; TableUnavailable */
export async function announceAttachment(
  deps: Deps & { clock: Clock; newId: NewId },
  context: Context,
  input: { readonly name: string; readonly type: string; readonly size: number },
): Promise<{ id: string; upload: { url: string; fields: Record<string, string> } }> {
  if (input.size > UPLOAD_BYTES)
    throw new Problem('too_large', `An attachment may have at most ${UPLOAD_BYTES} bytes.`, { errors: [{ path: 'size', message: `at most ${UPLOAD_BYTES}` }] });
  const id = deps.newId();
  const { tenantId, actor } = context;
  if (!('role' in actor)) throw new Error('only people and keys upload files');
  const type = mimeType(input.type);
  const attachment: StoredAttachment = {
    id,
    ...input,
    type,
    objectKey: objectKeyOf(tenantId, id),
    uploader: uploaderOf(actor),
    createdAt: new Date(deps.clock()).toISOString(),
  };
  const upload = await deps.objects.presignUpload(attachment.objectKey, { contentType: type, maxBytes: input.size, seconds: LINK_SECONDS });
  const answer = { id, upload };
  await commit(deps.table, context, [{ op: 'put', item: { ...attachmentKey(tenantId, id), ...attachment }, when: { absent: true } }], {
    status: 201,
    body: answer,
  });
  return answer;
}

/** The state of the file of an attachment, as the API shows it. */
export interface AttachmentState {
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly size: number | null;
  readonly state: 'fetching' | 'ready' | 'failed';
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Link to the file, valid for 5 minutes; null until it is ready. */
  readonly url: string | null;
}

/** With a link that is valid for 5 minutes. @throws Problem not_found (also for a file that the caller may not have); TableUnavailable */
export async function getAttachment(deps: Deps, asker: Asker, id: string): Promise<AttachmentState> {
  const reached = await reachAttachment(deps.table, asker, id);
  if (!reached) throw notFound('attachment');
  const { name, type, size, objectKey } = reached.file;
  if (objectKey === null) return { id, name, type, size, ...notKept(reached.file), url: null };
  const stored = await deps.objects.head(objectKey);
  if (!stored) {
    // Announced, but not uploaded yet.
    if (uploadedId(objectKey) !== undefined) throw notFound('attachment');
    return { id, name, type, size, state: 'failed', error: MISSING, url: null };
  }
  const url = await deps.objects.presignDownload(objectKey, { filename: name ?? 'attachment', contentType: servedType(type), seconds: LINK_SECONDS });
  return { id, name, type, size: stored.size, state: 'ready', error: null, url };
}

const notKept = ({ state, error }: Pick<Attachment, 'state' | 'error'>): Pick<AttachmentState, 'state' | 'error'> => {
  if (state === 'fetching') return { state, error: null };
  return { state: 'failed', error: state === 'failed' ? mediaError(error ?? 'internal') : NOT_FETCHED };
};

const NOT_FETCHED = { code: 'not_fetched', message: 'The hub has not fetched this file from the provider.' };
const MISSING = { code: 'missing', message: 'The file is no longer in the store.' };
