import type { Clock, NewId } from '../context.ts';
import { Problem } from '../errors.ts';
import { VISITOR_UPLOAD_BYTES } from '../limits.ts';
import { LINK_SECONDS } from '../support/attachments/attachments.ts';
import { attachmentOf, uploaderOf } from '../support/attachments/stored.ts';
import { attachmentKey } from '../support/messages/attachment-keys.ts';
import type { Attachment } from '../support/messages/content.ts';
import { mimeType } from '../support/messages/mime-type.ts';
import type { Table } from '../table/port.ts';
import type { Visitor } from './visitor.ts';

/** Types that a visitor may send: common attachments, but nothing that a browser would execute. */
export const VISITOR_FILE_TYPES = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'video/mp4',
] as const;

interface Objects {
  head(key: string): Promise<{ readonly size: number } | undefined>;
  presignUpload(key: string, options: { contentType: string; maxBytes: number; seconds: number }): Promise<{ url: string; fields: Record<string, string> }>;
}

export interface AnnouncedFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

const uploader = ({ threadId }: Visitor): string => uploaderOf({ type: 'visitor', id: threadId });

/** A form to upload a file with, as for agents' files. The object is named like those of other channels. @throws Problem too_large; TableUnavailable */
export const announceVisitorFile = async (
  { table, objects, clock, newId }: { readonly table: Table; readonly objects: Objects; readonly clock: Clock; readonly newId: NewId },
  visitor: Visitor,
  { name, type: given, size }: AnnouncedFile,
): Promise<{ id: string; upload: { url: string; fields: Record<string, string> } }> => {
  if (size > VISITOR_UPLOAD_BYTES)
    throw new Problem('too_large', `A file may have at most ${VISITOR_UPLOAD_BYTES} bytes.`, {
      errors: [{ path: 'size', message: `at most ${VISITOR_UPLOAD_BYTES}` }],
    });
  const { tenantId, originId } = visitor;
  const id = newId();
  const type = mimeType(given);
  const objectKey = `T/${tenantId}/media/${originId}/${id}`;
  const upload = await objects.presignUpload(objectKey, { contentType: type, maxBytes: size, seconds: LINK_SECONDS });
  const item = { id, name, type, size, objectKey, uploader: uploader(visitor), createdAt: new Date(clock()).toISOString() };
  await table.write({ op: 'put', item: { ...attachmentKey(tenantId, id), ...item }, when: { absent: true } });
  return { id, upload };
};

/** The files of a visitor's message. @throws Problem unprocessable, with each id that is not an uploaded file of this visitor; TableUnavailable */
export const visitorFiles = async (
  { table, objects }: { readonly table: Table; readonly objects: Objects },
  visitor: Visitor,
  ids: readonly string[],
): Promise<Attachment[]> => {
  const items = await table.get(
    ids.map((id) => attachmentKey(visitor.tenantId, id)),
    { consistent: true },
  );
  const files = await Promise.all(
    items.map(async (item): Promise<Attachment | null> => {
      const stored = item && attachmentOf(item);
      if (stored?.uploader !== uploader(visitor)) return null;
      const { name, type, objectKey } = stored;
      const object = await objects.head(objectKey);
      return object ? { name, type, size: object.size, url: null, mediaId: null, objectKey } : null;
    }),
  );
  const errors = files.flatMap((file, index) => (file ? [] : [{ path: `attachmentIds.${index}`, message: 'is not a file that you have uploaded' }]));
  if (errors.length > 0) throw new Problem('unprocessable', 'A file does not exist.', { errors });
  return files.filter((file) => file !== null);
};
