import { mkdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { addressed } from '../../console/addresses.ts';
import { BASE, CONSOLE_FILE, CONSOLE_PATH, FORMER_PATH } from '../../console/base.ts';
import { pageHeaders } from '../../console/policy.ts';
import { isUnchanged, writeFingerprint } from '../prepare/fingerprint.ts';
import { builtBy, listed } from './console-build.ts';
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
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">${again ? '<meta http-equiv="refresh" content="1">' : ''}<title>Parley</title><p>${sentence}</p></html>`;

/** Names of assets change with their contents. */
export const cacheOf = (name: string): string => (name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');

/**
 * Serves the console at `/`, and every address within it. The page is built when somebody first asks for it, and again after its sources have changed;
 * `npm start` asks for it as soon as the hub is ready. True when it handled the path.
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
    const html = addressed(readFileSync(join(folder, 'index.html'), 'utf8'), { wsUrl });
    return send(response, { status: 200, headers: { ...pageHeaders(wsUrl) }, body: html }, head);
  };

  return (request: IncomingMessage, response: ServerResponse, path: string, query = ''): boolean => {
    const isHead = request.method === 'HEAD';
    if (!CONSOLE_PATH.test(path) || (request.method !== 'GET' && !isHead)) return false;
    request.resume();
    if (FORMER_PATH.test(path)) {
      send(response, { status: 308, headers: { location: addressNow(path, query) }, body: '' }, isHead);
      return true;
    }
    // Only names from the folder's own listing: a path cannot lead out of it.
    files ??= listed(folder);
    const name = path.substring(BASE.length);
    const file = name === 'index.html' ? undefined : files.get(name);
    if (file !== undefined) {
      const type = TYPES[extname(name)] ?? 'application/octet-stream';
      send(response, { status: 200, headers: { 'content-type': type, 'cache-control': cacheOf(name) }, body: readFileSync(file) }, isHead);
    } else if (CONSOLE_FILE.test(path)) send(response, gatewayAnswer(404, 'Not Found'), isHead);
    else page(response, isHead);
    return true;
  };
}

/** The address without `/next`. A path of several slashes would name another host. */
function addressNow(path: string, query: string): string {
  const rest = path.replace(FORMER_PATH, '').replace(/^\/+/, '');
  return `${BASE}${rest}${query === '' ? '' : `?${query}`}`;
}
