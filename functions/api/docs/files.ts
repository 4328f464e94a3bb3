import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { DOCS_FILES, type DocsFile } from './sources.ts';

/** Set by the bundlers: the folder of gzipped files, seen from the bundle, with a slash at its end. */
declare const PARLEY_DOCS_FOLDER: string | undefined;

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];
const cache = new Map<DocsFile, Promise<Buffer>>();

/** A file as gzip; read once. */
export function gzipped(name: DocsFile): Promise<Buffer> {
  const found = cache.get(name) ?? read(name);
  cache.set(name, found);
  // A failed read is not cached: the next call tries again.
  found.catch(() => cache.delete(name));
  return found;
}

export const textOf = async (name: DocsFile): Promise<string> => (await unpack(await gzipped(name))).toString('utf8');

async function read(name: DocsFile): Promise<Buffer> {
  if (typeof PARLEY_DOCS_FOLDER === 'string') return readFile(new URL(`${PARLEY_DOCS_FOLDER}${name}.gz`, import.meta.url));
  return pack(await readFile(new URL(`../../../${DOCS_FILES[name]}`, import.meta.url)));
}
