import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isUnfinished, replaceFile, writeAll } from '../../embedded/whole-file.ts';

/** The header before an object's bytes: its type, then its size, each padded with blanks. With one file, a rename publishes both at once. */
export const HEADER_BYTES = 256;
const SIZE_BYTES = 16;
const TYPE_BYTES = HEADER_BYTES - SIZE_BYTES;

export interface StoredObject {
  readonly size: number;
  readonly contentType: string;
}

/** The length of an object's file differs from its header. */
export class DamagedObject extends Error {
  constructor(path: string) {
    super(`${path} is damaged: it has not the size that was stored. Put a copy of the file back, or remove it`);
    this.name = 'DamagedObject';
  }
}

/** Objects as files named by the hash of their key. A reader sees the whole old object or the whole new one. */
export class ObjectStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async put(key: string, body: Uint8Array, contentType: string): Promise<void> {
    await this.putStream(key, [body], contentType);
  }

  /** Stores a stream. @throws what the stream throws and the system's errors (a full disk); then nothing is stored. */
  async putStream(key: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, contentType: string): Promise<void> {
    const path = this.#pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await replaceFile(path, async (file) => {
      await writeAll(file, header(contentType, undefined));
      let size = 0;
      for await (const chunk of chunks) {
        await writeAll(file, chunk);
        size += chunk.length;
      }
      // The size is known only now. It shows when a file is truncated later.
      await writeAll(file, header(contentType, size), 0);
    });
  }

  /** @throws DamagedObject */
  async get(key: string): Promise<{ body: Uint8Array; contentType: string } | undefined> {
    const path = this.#pathOf(key);
    const bytes = await orUndefined(readFile(path));
    if (bytes === undefined) return undefined;
    const { contentType } = described(path, bytes, bytes.length);
    return { body: new Uint8Array(bytes.subarray(HEADER_BYTES)), contentType };
  }

  /** @throws DamagedObject */
  async head(key: string): Promise<StoredObject | undefined> {
    const path = this.#pathOf(key);
    const file = await orUndefined(open(path, 'r'));
    if (file === undefined) return undefined;
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      return described(path, buffer.subarray(0, bytesRead), (await file.stat()).size);
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

  /** Removes the files of interrupted uploads. Call it before the first upload. */
  async sweep(): Promise<void> {
    const names = (await orUndefined(readdir(this.#root, { recursive: true }))) ?? [];
    for (const name of names) if (isUnfinished(name)) await rm(join(this.#root, name), { force: true });
  }

  #pathOf(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.#root, name.slice(0, 2), name);
  }
}

function header(contentType: string, size: number | undefined): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES, 0x20);
  if (contentType.length > TYPE_BYTES) throw new Error('the content type is too long');
  bytes.write(contentType, 'latin1');
  if (size !== undefined) bytes.write(String(size), TYPE_BYTES, 'latin1');
  return bytes;
}

/** The file's header, checked against its length. Objects of an older release have no size in it. */
function described(path: string, bytes: Uint8Array, length: number): StoredObject {
  const text = Buffer.from(bytes.subarray(0, HEADER_BYTES)).toString('latin1');
  const said = text.slice(TYPE_BYTES).trim();
  const size = length - HEADER_BYTES;
  if (size < 0 || (said !== '' && said !== String(size))) throw new DamagedObject(path);
  return { size, contentType: text.slice(0, TYPE_BYTES).trimEnd() };
}

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
