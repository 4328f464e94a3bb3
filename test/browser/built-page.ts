import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addressed } from '../../console/addresses.ts';
import { BASE } from '../../console/base.ts';
import { pageHeaders } from '../../console/policy.ts';
import { builtBy, listed } from '../../local/gateway/console-build.ts';
import { cacheOf } from '../../local/gateway/console-files.ts';
import { isUnchanged, writeFingerprint } from '../../local/prepare/fingerprint.ts';
import type { FakeHub } from '../console/fake-hub.ts';
import { until } from '../harness/until.ts';

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

const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' };

/** Puts the built console in front of a hub of variables. */
export async function serve(hub: FakeHub): Promise<void> {
  const wsUrl = `${hub.url.replace('http', 'ws')}/ws`;
  for (const { name, body } of await builtPage()) {
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    if (name === 'index.html') hub.files.set(BASE, { body: addressed(body.toString(), { wsUrl }), headers: pageHeaders(wsUrl) });
    else hub.files.set(`${BASE}${name}`, { body, headers: { 'content-type': type, 'cache-control': cacheOf(name) } });
  }
}

/** A whole hub builds its page at the first visit. */
export const pageOfHub = (baseUrl: string): Promise<unknown> =>
  until('the hub has built the page', async () => (await fetch(`${baseUrl}${BASE}`)).status === 200, 180_000);
