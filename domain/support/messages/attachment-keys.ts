import type { Item, Key } from '../../table/port.ts';
import { padded } from '../threads/keys.ts';

/** The position of a message: its thread and its number. */
export interface MessageRef {
  readonly threadId: string;
  readonly number: number;
}

const partition = (tenantId: string, id: string): string => `T#${tenantId}#F#${id}`;

export const attachmentKey = (tenantId: string, id: string): Key => ({ pk: partition(tenantId, id), sk: 'ATTACHMENT' });

const USE = 'USE#';

/** Beside the attachment, one item for each message that contains it. Written with the message, so that the ticket's visibility applies to the file too. */
export const useItem = (tenantId: string, id: string, { threadId, number }: MessageRef): Item => ({
  pk: partition(tenantId, id),
  sk: `${USE}${threadId}#${padded(number)}`,
  threadId,
  number,
});

/** Undefined for the attachment's own item. */
export const useOf = (item: Item): MessageRef | undefined =>
  item.sk.startsWith(USE) ? { threadId: String(item['threadId']), number: Number(item['number']) } : undefined;

export const objectKeyOf = (tenantId: string, id: string): string => `T/${tenantId}/attachments/${id}`;

/** The id of an uploaded attachment by its object's key; undefined for an object that came with an inbound message. */
export const uploadedId = (objectKey: string | null): string | undefined => /^T\/[^/]+\/attachments\/([^/]+)$/.exec(objectKey ?? '')?.[1];

/** The id of an attachment of an inbound message, by its index there. The id contains the message's position. */
export const inboundId = ({ threadId, number }: MessageRef, at: number): string => `${threadId}.${number}.${at}`;

/** Undefined for the id of an upload. */
export function parseInboundId(id: string): (MessageRef & { readonly at: number }) | undefined {
  const parts = /^([A-Za-z0-9_-]{16})\.([1-9]\d{0,9})\.(\d{1,3})$/.exec(id);
  return parts ? { threadId: String(parts[1]), number: Number(parts[2]), at: Number(parts[3]) } : undefined;
}
