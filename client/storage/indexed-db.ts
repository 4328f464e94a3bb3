// oxlint-disable unicorn/prefer-add-event-listener -- the interface below has one handler each, which tests can provide.
import type { Store } from './store.ts';

/** The part of IndexedDB that the store uses. */
interface Request<T> {
  readonly result: T;
  readonly error: Error | null;
  onsuccess: (() => void) | null;
  onerror: (() => void) | null;
  onupgradeneeded?: (() => void) | null;
}
interface Records {
  get(key: string): Request<unknown>;
  put(value: unknown, key: string): Request<unknown>;
  delete(key: string): Request<unknown>;
}
interface Database {
  createObjectStore(name: string): unknown;
  transaction(name: string, mode: 'readonly' | 'readwrite'): { objectStore(name: string): Records };
}
export interface Factory {
  open(name: string, version: number): Request<Database>;
}

const RECORDS = 'records';

const settled = <T>(request: Request<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });

/** Keeps values in the browser, for all tabs of the page's origin. */
export function indexedDbStore(name = 'parley', factory: Factory = (globalThis as unknown as { indexedDB: Factory }).indexedDB): Store {
  let database: Promise<Database> | undefined;
  const open = (): Promise<Database> => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => void request.result.createObjectStore(RECORDS);
    return settled(request);
  };
  const run = async <T>(mode: 'readonly' | 'readwrite', work: (records: Records) => Request<T>): Promise<T> => {
    // A browser that could not open it once may do so later.
    database ??= open().catch((error: unknown) => {
      database = undefined;
      throw error;
    });
    return settled(work((await database).transaction(RECORDS, mode).objectStore(RECORDS)));
  };
  return {
    get: (key) => run('readonly', (records) => records.get(key)),
    set: async (key, value) => void (await run('readwrite', (records) => records.put(value, key))),
    delete: async (key) => void (await run('readwrite', (records) => records.delete(key))),
  };
}
