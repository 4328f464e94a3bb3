import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gatewayAnswer, send } from './http-answer.ts';

/** The chat widget's script and its languages. */
export const IS_WIDGET_FILE = /^\/widget(?:-[a-z]{2})?\.js$/;
const NONE = gatewayAnswer(404, 'Not Found');
const HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'no-cache',
  // Pages of other hosts load it; its languages are modules, which browsers read with CORS.
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};

/** `GET /widget.js`, `/widget-it.js` …: the files that the preparation has built into `folder`. When deployed, a bucket has them. */
export function widgetFiles(folder: string) {
  return (request: IncomingMessage, response: ServerResponse, path: string): boolean => {
    if (!IS_WIDGET_FILE.test(path) || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    request.resume();
    void readFile(join(folder, path.slice(1))).then(
      (body) => send(response, { status: 200, headers: { ...HEADERS }, body }, request.method === 'HEAD'),
      () => send(response, NONE, request.method === 'HEAD'),
    );
    return true;
  };
}
