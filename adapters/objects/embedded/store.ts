import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes kept before an object's own: its type, padded with blanks. One file, so that a rename publishes both at once. */
const HEADER_BYTES = 256;

export interface StoredObject {
  readonly size: number;
  readonly contentType: string;
}

/** Objects as files named by the hash of their key. A reader sees the whole old object or the whole new one. */
export class ObjectStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async put(key: string, body: Uint8Array, contentType: string): Promise<void> {
    await this.#publish(key, (path) => writeFile(path, Buffer.concat([header(contentType), body]), { mode: 0o600 }));
  }

  /** Stores a stream. @throws what the stream throws; then nothing is stored. */
  async putStream(key: string, chunks: AsyncIterable<Uint8Array>, contentType: string): Promise<void> {
    await this.#publish(key, async (path) => {
      const file = await open(path, 'w', 0o600);
      try {
        await file.write(header(contentType));
        for await (const chunk of chunks) await file.write(chunk);
      } finally {
        await file.close();
      }
    });
  }

  async get(key: string): Promise<{ body: Uint8Array; contentType: string } | undefined> {
    const bytes = await orUndefined(readFile(this.#pathOf(key)));
    if (bytes === undefined) return undefined;
    return { body: new Uint8Array(bytes.subarray(HEADER_BYTES)), contentType: typeOf(bytes) };
  }

  async head(key: string): Promise<StoredObject | undefined> {
    const file = await orUndefined(open(this.#pathOf(key), 'r'));
    if (file === undefined) return undefined;
    try {
      const { buffer } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      return { size: (await file.stat()).size - HEADER_BYTES, contentType: typeOf(buffer) };
    } finally {
      await file.close();
    }
  }

  /** The object's bytes as a stream; check with `head` that there is one. */
  read(key: string): ReadStream {
    return createReadStream(this.#pathOf(key), { start: HEADER_BYTES });
  }

  async delete(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  async #publish(key: string, write: (path: string) => Promise<void>): Promise<void> {
    const path = this.#pathOf(key);
    const fresh = `${path}.${randomUUID()}`;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      await write(fresh);
      await rename(fresh, path);
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
  }

  #pathOf(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.#root, name.slice(0, 2), name);
  }
}

function header(contentType: string): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES, 0x20);
  if (bytes.write(contentType, 'latin1') < contentType.length) throw new Error('the content type is too long');
  return bytes;
}

const typeOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, HEADER_BYTES)).toString('latin1').trimEnd();

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
