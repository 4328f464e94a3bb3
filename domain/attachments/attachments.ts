import type { Clock, Context, NewId } from '../context.ts';
import { notFound, Problem } from '../errors.ts';
import { commit } from '../idempotency/commit.ts';
import { UPLOAD_BYTES } from '../limits.ts';
import type { Item, Key, Table } from '../table/port.ts';
import { mimeType } from './mime-type.ts';

/** A file that an agent adds to a reply: announced here, uploaded straight to the object store, named by id in the message. */
export interface StoredAttachment {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Bytes, as announced; the store takes at most these. */
  readonly size: number;
  readonly objectKey: string;
  readonly createdAt: string;
}

/** Seconds a link is good for. */
const LINK_SECONDS = 300;

/** What is needed of the object store. */
export interface AttachmentObjects {
  head(key: string): Promise<{ readonly size: number } | undefined>;
  presignUpload(key: string, options: { contentType: string; maxBytes: number; seconds: number }): Promise<{ url: string; fields: Record<string, string> }>;
  presignDownload(key: string, options: { filename: string; contentType: string; seconds: number }): Promise<string>;
}

interface Deps {
  readonly table: Table;
  readonly objects: AttachmentObjects;
}

export const attachmentKey = (tenantId: string, id: string): Key => ({ pk: `T#${tenantId}#F#${id}`, sk: 'ATTACHMENT' });

export const attachmentOf = (item: Item): StoredAttachment => ({
  id: String(item['id']),
  name: String(item['name']),
  type: String(item['type']),
  size: Number(item['size']),
  objectKey: String(item['objectKey']),
  createdAt: String(item['createdAt']),
});

/** @throws Problem too_large above 25 MB; Replayed; TableUnavailable */
export async function announceAttachment(
  deps: Deps & { clock: Clock; newId: NewId },
  context: Context,
  input: { readonly name: string; readonly type: string; readonly size: number },
): Promise<{ id: string; upload: { url: string; fields: Record<string, string> } }> {
  if (input.size > UPLOAD_BYTES)
    throw new Problem('too_large', `An attachment may have at most ${UPLOAD_BYTES} bytes.`, { errors: [{ path: 'size', message: `at most ${UPLOAD_BYTES}` }] });
  const id = deps.newId();
  const type = mimeType(input.type);
  const attachment: StoredAttachment = {
    id,
    ...input,
    type,
    objectKey: `T/${context.tenantId}/attachments/${id}`,
    createdAt: new Date(deps.clock()).toISOString(),
  };
  const upload = await deps.objects.presignUpload(attachment.objectKey, { contentType: type, maxBytes: input.size, seconds: LINK_SECONDS });
  const answer = { id, upload };
  await commit(deps.table, context, [{ op: 'put', item: { ...attachmentKey(context.tenantId, id), ...attachment }, when: { absent: true } }], {
    status: 201,
    body: answer,
  });
  return answer;
}

/** The attachments of these ids, in their order, `undefined` where there is none; for messages that name them. @throws TableUnavailable */
export async function findAttachments(deps: { readonly table: Table }, tenantId: string, ids: readonly string[]): Promise<(StoredAttachment | undefined)[]> {
  const items = await deps.table.get(
    ids.map((id) => attachmentKey(tenantId, id)),
    { consistent: true },
  );
  return items.map((item) => item && attachmentOf(item));
}

/** With a link that is good for 5 minutes. @throws Problem not_found also before the upload has arrived; TableUnavailable */
export async function getAttachment(deps: Deps, context: Pick<Context, 'tenantId'>, id: string) {
  const [found] = await findAttachments(deps, context.tenantId, [id]);
  const stored = found && (await deps.objects.head(found.objectKey));
  if (!stored) throw notFound('attachment');
  const url = await deps.objects.presignDownload(found.objectKey, { filename: found.name, contentType: mimeType(found.type), seconds: LINK_SECONDS });
  return { id, name: found.name, type: found.type, size: stored.size, url };
}
