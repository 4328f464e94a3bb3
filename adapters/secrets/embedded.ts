import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dataPath } from '../embedded/home.ts';
import type { Secrets } from './secrets.ts';

/** Secrets as one file each under `$PARLEY_HOME/data/secrets`, readable by their owner only. */
export function openSecrets(): Secrets {
  const cache = new Map<string, { value: string | undefined; at: number }>();
  const pathOf = (name: string): string => dataPath('secrets', `${encodeURIComponent(name).replaceAll('.', '%2E')}.secret`);
  return {
    async put(name, value) {
      const path = pathOf(name);
      const fresh = `${path}.${randomUUID()}`;
      await writeFile(fresh, value, { mode: 0o600, flush: true });
      await rename(fresh, path);
      cache.set(name, { value, at: Date.now() });
    },
    async get(name, options) {
      const cached = cache.get(name);
      if (cached !== undefined && Date.now() - cached.at < (options?.maxAgeSeconds ?? 60) * 1000) return cached.value;
      let value: string | undefined;
      try {
        value = await readFile(pathOf(name), 'utf8');
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      }
      cache.set(name, { value, at: Date.now() });
      return value;
    },
    async delete(name) {
      await rm(pathOf(name), { force: true });
      cache.set(name, { value: undefined, at: Date.now() });
    },
  };
}
