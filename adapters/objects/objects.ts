/** The store cannot be reached or is full. Maps to 503 with Retry-After. */
export class ObjectsUnavailable extends Error {
  constructor(cause: unknown) {
    super('the object store is unavailable', { cause });
    this.name = 'ObjectsUnavailable';
  }
}

/** The edge to S3. `#objects` resolves to `s3.ts`, or to `embedded.ts` on a laptop. Keys begin with `T/{tenantId}/`. Every call may throw ObjectsUnavailable. */
export interface Objects {
  put(key: string, body: Uint8Array, contentType: string): Promise<void>;
  /** Stores exactly `size` bytes while they are read, in one attempt. @throws what `bytes` throws, or ObjectsUnavailable; then nothing is stored */
  putStream(key: string, bytes: AsyncIterable<Uint8Array>, size: number, contentType: string): Promise<void>;
  /** `undefined` when there is no such object. */
  get(key: string): Promise<{ readonly body: Uint8Array; readonly contentType: string } | undefined>;
  /** The bytes as they come from the store, from the beginning; `undefined` when there is no such object. Read them all, or end the loop. */
  open(key: string): Promise<{ readonly bytes: AsyncIterable<Uint8Array>; readonly size: number; readonly contentType: string } | undefined>;
  /** Size in bytes and type, `undefined` when there is no such object. */
  head(key: string): Promise<{ readonly size: number; readonly contentType: string } | undefined>;
  delete(key: string): Promise<void>;
  /** A form post for a browser: exactly this type, at most `maxBytes`, valid `seconds` (≤ 300). */
  presignUpload(key: string, options: { contentType: string; maxBytes: number; seconds: number }): Promise<{ url: string; fields: Record<string, string> }>;
  /** A download link valid `seconds` (≤ 300), answered with `content-disposition: attachment` and never with a type that a browser runs, because S3 has no `nosniff`. */
  presignDownload(key: string, options: { filename: string; contentType: string; seconds: number }): Promise<string>;
}
