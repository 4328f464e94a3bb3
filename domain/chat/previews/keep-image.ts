import { createHash } from 'node:crypto';
import type { ChatFile } from '../../conversations/entries/chat-message.ts';
import type { StoredAttachment } from '../../support/attachments/stored.ts';
import { attachmentKey, objectKeyOf } from '../../support/messages/attachment-keys.ts';
import type { Table } from '../../table/port.ts';
import type { Image } from './read-page.ts';

export interface KeepImageDeps {
  readonly table: Table;
  readonly clock: () => number;
  readonly objects: { putStream(key: string, bytes: AsyncIterable<Uint8Array>, size: number, contentType: string): Promise<void> };
}

/** Nobody who asks for a file: whoever may read a message with the preview may have it. */
const UPLOADER = 'system:previews';

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

/** Keeps a picture as an attachment. Its id follows from its bytes, so a repeat, and another page with the same picture, keep it once. @throws if the store or the table is away */
export const keepImage = async ({ table, objects, clock }: KeepImageDeps, tenantId: string, { bytes, type, name }: Image): Promise<ChatFile> => {
  const id = `preview-${createHash('sha256').update(bytes).digest('base64url')}`;
  const file = { id, name, type, size: bytes.length };
  const stored: StoredAttachment = { ...file, objectKey: objectKeyOf(tenantId, id), uploader: UPLOADER, createdAt: new Date(clock()).toISOString() };
  await objects.putStream(stored.objectKey, piecesOf(bytes), bytes.length, type);
  await table.write({ op: 'put', item: { ...attachmentKey(tenantId, id), ...stored } });
  return file;
};
