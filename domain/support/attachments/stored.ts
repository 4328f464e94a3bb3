import type { Item } from '../../table/port.ts';

/** A file that somebody adds to a message: announced through the API, uploaded straight to the object store, referenced by id in the message. */
export interface StoredAttachment {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Bytes, as announced; the store accepts at most this many. */
  readonly size: number;
  readonly objectKey: string;
  /** Who announced it, `agent:{id}`, `user:{id}` or `key:{id}`; null if an earlier release did not record it. */
  readonly uploader: string | null;
  readonly createdAt: string;
}

export const attachmentOf = (item: Item): StoredAttachment => ({
  id: String(item['id']),
  name: String(item['name']),
  type: String(item['type']),
  size: Number(item['size']),
  objectKey: String(item['objectKey']),
  uploader: (item['uploader'] as string | undefined) ?? null,
  createdAt: String(item['createdAt']),
});

export const uploaderOf = (actor: { readonly type: string; readonly id: string }): string => `${actor.type}:${actor.id}`;
