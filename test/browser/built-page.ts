import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { builtBy, listed } from '../../local/gateway/console-build.ts';
import { isUnchanged, writeFingerprint } from '../../local/prepare/fingerprint.ts';

export interface PageFile {
  readonly name: string;
  readonly body: Buffer;
}

const ROOT = process.cwd();
const FOLDER = join(ROOT, 'node_modules', '.cache', 'parley-console');
const STAMP = `${FOLDER}.json`;

/** The console as the laptop's gateway builds it: once, and again when a source has changed. Every file of tests in Chromium needs it. */
async function made(): Promise<readonly PageFile[]> {
  if (!isUnchanged(STAMP, ROOT)) {
    const folder = `${FOLDER}-${process.pid}`;
    const inputs = await builtBy(ROOT)(folder);
    rmSync(FOLDER, { recursive: true, force: true });
    renameSync(folder, FOLDER);
    rmSync(`${folder}-inputs.json`);
    writeFingerprint(STAMP, ROOT, inputs, 'embedded', [...listed(FOLDER).values()]);
  }
  return [...listed(FOLDER)].map(([name, path]) => ({ name, body: readFileSync(path) }));
}

let files: Promise<readonly PageFile[]> | undefined;
export const builtPage = (): Promise<readonly PageFile[]> => (files ??= made());
