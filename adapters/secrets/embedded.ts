import { readFile, rm } from 'node:fs/promises';
import { isFresh } from '../../domain/fresh.ts';
import { readingFile, writingFile } from '../embedded/faults.ts';
import { dataPath } from '../embedded/home.ts';
import { replaceFile, writeAll } from '../embedded/whole-file.ts';
import { type Secrets, SecretsUnavailable } from './secrets.ts';

const unavailable = (cause: unknown): Error => new SecretsUnavailable(cause);

/** Secrets as one file each under `$PARLEY_HOME/data/secrets`, readable by their owner only. */
export function openSecrets(): Secrets {
  const cache = new Map<string, { value: string | undefined; at: number }>();
  const pathOf = (name: string): string => dataPath('secrets', `${encodeURIComponent(name).replaceAll('.', '%2E')}.secret`);
  const read = async (name: string): Promise<string | undefined> => {
    try {
      return await readingFile(pathOf(name), unavailable, () => readFile(pathOf(name), 'utf8'));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      return undefined;
    }
  };
  const write = async (name: string, value: string): Promise<void> => {
    const path = pathOf(name);
    await writingFile(path, unavailable, () => replaceFile(path, (file) => writeAll(file, Buffer.from(value))));
    cache.set(name, { value, at: Date.now() });
  };
  // The writes of a process run one after another. Two processes write: the API, and the workers that renew tokens (docs/decisions/0767).
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = last.then(run, run);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    put: (name, value) => inTurn(() => write(name, value)),
    replace: (name, present, value) =>
      inTurn(async () => {
        if ((await read(name)) !== present) return false;
        await write(name, value);
        return true;
      }),
    async get(name, options) {
      const cached = cache.get(name);
      if (cached !== undefined && isFresh(cached.at, Date.now(), (options?.maxAgeSeconds ?? 60) * 1000)) return cached.value;
      const value = await read(name);
      cache.set(name, { value, at: Date.now() });
      return value;
    },
    delete: (name) =>
      inTurn(async () => {
        await writingFile(pathOf(name), unavailable, () => rm(pathOf(name), { force: true }));
        cache.set(name, { value: undefined, at: Date.now() });
      }),
  };
}
