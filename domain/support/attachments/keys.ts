import type { Item, Key } from '../../table/port.ts';
import { padded } from '../threads/keys.ts';

/** Where a message lies: its thread and its number. */
export interface Place {
  readonly threadId: string;
  readonly number: number;
}

const partition = (tenantId: string, id: string): string => `T#${tenantId}#F#${id}`;

export const attachmentKey = (tenantId: string, id: string): Key => ({ pk: partition(tenantId, id), sk: 'ATTACHMENT' });

const USE = 'USE#';

/** Beside the attachment, one item a message that carries it. Written with the message, so that the wall of its ticket holds for the file too. */
export const useItem = (tenantId: string, id: string, { threadId, number }: Place): Item => ({
  pk: partition(tenantId, id),
  sk: `${USE}${threadId}#${padded(number)}`,
  threadId,
  number,
});

/** Undefined for the attachment's own item. */
export const useOf = (item: Item): Place | undefined =>
  item.sk.startsWith(USE) ? { threadId: String(item['threadId']), number: Number(item['number']) } : undefined;

export const objectKeyOf = (tenantId: string, id: string): string => `T/${tenantId}/attachments/${id}`;

/** The id of an uploaded attachment by its object's key; undefined for an object that came in with a message. */
export const uploadedId = (objectKey: string | null): string | undefined => /^T\/[^/]+\/attachments\/([^/]+)$/.exec(objectKey ?? '')?.[1];

/** The id of the file at a place of a message's attachments, unless it was uploaded: it says by itself which message carries it. */
export const inboundId = ({ threadId, number }: Place, at: number): string => `${threadId}.${number}.${at}`;

/** Undefined for the id of an upload. */
export function parseInboundId(id: string): (Place & { readonly at: number }) | undefined {
  const parts = /^([A-Za-z0-9_-]{16})\.([1-9]\d{0,9})\.(\d{1,3})$/.exec(id);
  return parts ? { threadId: String(parts[1]), number: Number(parts[2]), at: Number(parts[3]) } : undefined;
}
