// zod/mini: see inbound-event.ts.
import * as z from 'zod/mini';

export const attachmentSchema = z.strictObject({
  name: z.nullable(z.string()),
  /** MIME type, `application/octet-stream` when unknown. */
  type: z.string(),
  /** Bytes, null if the provider does not tell. */
  size: z.nullable(z.int().check(z.nonnegative())),
  /** The provider's link (may expire), or null. */
  url: z.nullable(z.string()),
  /** The provider's media id, fetched with credentials later, or null. */
  mediaId: z.nullable(z.string()),
  /** Key of an object already stored by us, or null. */
  objectKey: z.nullable(z.string()),
});
/** A file of a message. */
export interface Attachment extends z.infer<typeof attachmentSchema> {
  /** Of a customer's file that was at the provider: `ready` in the store, or why not. Missing for uploads, for files that came with their message, and before December 2026. */
  readonly state?: 'fetching' | 'ready' | 'failed';
  /** Of a failed one: a code of `media-faults.ts`. */
  readonly error?: string;
}

export const personSchema = z.strictObject({
  /** The provider's id of the person on this origin. */
  id: z.string().check(z.minLength(1)),
  name: z.nullable(z.string()),
  handle: z.nullable(z.string()),
});
export type Person = z.infer<typeof personSchema>;
