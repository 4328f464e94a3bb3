import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { BASE } from '../../console/base.ts';
import { pageHeaders } from '../../console/policy.ts';
import { isUnchanged, writeFingerprint } from '../prepare/fingerprint.ts';
import { gatewayAnswer, send } from './http-answer.ts';

export interface ConsoleOptions {
  /** The repository's root. */
  readonly root: string;
  /** Where the built page is kept. */
  readonly folder: string;
  /** The WebSocket API's address. */
  readonly wsUrl: string;
  /** Writes the page to a folder, and what it was made of, as paths from the root. */
  readonly build?: (folder: string) => Promise<readonly string[]>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const WAIT = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};
const waiting = (sentence: string, again: boolean): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8">${again ? '<meta http-equiv="refresh" content="1">' : ''}<title>Parley</title><p>${sentence}</p></html>`;

/** `node console/build/write.ts` in a process of its own, whose memory is freed at the end. */
const builtBy =
  (root: string) =>
  async (folder: string): Promise<readonly string[]> => {
    const inputs = `${folder}-inputs.json`;
    const child = spawn(process.execPath, [join(root, 'console', 'build', 'write.ts'), folder, inputs], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      // The hub's settings are none of Vite's; NODE_ENV decides which React it takes.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(`the console’s build ended with code ${code}`);
    return JSON.parse(readFileSync(inputs, 'utf8')) as string[];
  };

/**
 * Serves the new console at `/next/`, and every address within it. The page is built when somebody first asks for it, and again after its sources have
 * changed: a start of the hub does not wait for it. True when it handled the path.
 */
export function consoleFiles({ root, folder, wsUrl, build = builtBy(root) }: ConsoleOptions) {
  const stamp = `${folder}.json`;
  let building: Promise<void> | undefined;
  let failed = false;
  let files: ReadonlyMap<string, string> | undefined;

  const make = async (): Promise<void> => {
    try {
      mkdirSync(folder, { recursive: true });
      const inputs = await build(folder);
      writeFingerprint(stamp, root, inputs, 'embedded', [...listed(folder).values()]);
      failed = false;
    } catch (error) {
      failed = true;
      console.error('parley: the console cannot be built:', error);
    } finally {
      files = undefined;
      building = undefined;
    }
  };
  const page = (response: ServerResponse, head: boolean): void => {
    if (building === undefined && !failed && !isUnchanged(stamp, root)) building = make();
    if (building !== undefined)
      return send(response, { status: 503, headers: { ...WAIT, 'retry-after': '1' }, body: waiting('Preparing the console …', true) }, head);
    if (failed) {
      // The next look tries again.
      failed = false;
      return send(response, { status: 500, headers: WAIT, body: waiting('The console could not be built. The gateway’s log says why.', false) }, head);
    }
    const html = readFileSync(join(folder, 'index.html'), 'utf8').replace('{{wsUrl}}', wsUrl);
    return send(response, { status: 200, headers: { ...pageHeaders(wsUrl) }, body: html }, head);
  };

  return (request: IncomingMessage, response: ServerResponse, path: string): boolean => {
    const isRoot = `${path}/` === BASE;
    if (!isRoot && !path.startsWith(BASE)) return false;
    request.resume();
    const isHead = request.method === 'HEAD';
    if (request.method !== 'GET' && !isHead) send(response, gatewayAnswer(404, 'Not Found'), false);
    else if (isRoot) send(response, { status: 308, headers: { location: BASE }, body: '' }, isHead);
    else {
      // Only names from the folder's own listing: a path cannot lead out of it.
      files ??= listed(folder);
      const name = path.substring(BASE.length);
      const file = name === 'index.html' ? undefined : files.get(name);
      const isAsset = name.startsWith('assets/');
      if (file !== undefined) {
        const cache = isAsset ? 'public, max-age=31536000, immutable' : 'no-cache';
        const type = TYPES[extname(name)] ?? 'application/octet-stream';
        send(response, { status: 200, headers: { 'content-type': type, 'cache-control': cache }, body: readFileSync(file) }, isHead);
      } else if (isAsset) send(response, gatewayAnswer(404, 'Not Found'), isHead);
      else page(response, isHead);
    }
    return true;
  };
}

/** Every file below a folder: its name in the page's addresses, and its path. */
function listed(folder: string): ReadonlyMap<string, string> {
  try {
    return new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(folder, path).split(sep).join('/'), path]),
    );
  } catch {
    return new Map();
  }
}
