import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DOCS_FILES } from '../functions/api/docs/sources.ts';

/** Name of the folder beside the bundle of the API. */
export const DOCS_FOLDER = 'docs-files';

/** Paths of the files that `packDocs` reads, from the root. */
export const docsSources: readonly string[] = Object.values(DOCS_FILES);

/** The code that reads the folder, from the root. A bundle without this code needs no folder. */
export const DOCS_READER = 'functions/api/docs/files.ts';

/** Writes the files of the reference page, gzipped, into a folder. @throws when a source is missing */
export function packDocs(root: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of Object.entries(DOCS_FILES)) writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(root, source)), { level: 9 }));
}
