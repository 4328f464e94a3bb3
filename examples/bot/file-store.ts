import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Store } from '../../client/storage/store.ts';

/** Keeps what the client stores in one file of JSON, which only its owner can read. A crash leaves the old file or the new one. @throws if it is no JSON */
export async function fileStore(path: string): Promise<Store> {
  await mkdir(dirname(path), { recursive: true });
  const values = new Map<string, unknown>(Object.entries(await read(path)));
  let writes: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    const next = writes.then(async () => {
      await writeFile(`${path}.new`, JSON.stringify(Object.fromEntries(values)), { mode: 0o600 });
      await rename(`${path}.new`, path);
    });
    // One that failed must not end those after it.
    writes = next.catch(() => undefined);
    return next;
  };
  return {
    get: (key) => Promise.resolve(structuredClone(values.get(key))),
    set(key, value) {
      values.set(key, structuredClone(value));
      return save();
    },
    delete(key) {
      values.delete(key);
      return save();
    },
  };
}

async function read(path: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
