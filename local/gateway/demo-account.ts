import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gatewayAnswer, send } from './http-answer.ts';

export const DEMO_PATH = '/demo.json';
const NONE = gatewayAnswer(404, 'Not Found');
/** Host names of this machine only. This blocks DNS rebinding: a foreign name that resolves to this machine is rejected. */
const OWN_NAME = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * `GET /demo.json`: the demo's sign-in, so that the console can fill in its form. Only the laptop's gateway has this path; it is a 404
 * without the demo. `devFile`: the path of dev.json, read at each call because it is written after the gateway has started.
 */
export function demoAccount(devFile: string) {
  return (request: IncomingMessage, response: ServerResponse, path: string): boolean => {
    if (path !== DEMO_PATH || request.method !== 'GET') return false;
    request.resume();
    const account = OWN_NAME.test(request.headers.host ?? '') ? read(devFile) : null;
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    send(response, account === null ? NONE : { status: 200, headers, body: JSON.stringify(account) }, false);
    return true;
  };
}

function read(devFile: string): unknown {
  try {
    return (JSON.parse(readFileSync(devFile, 'utf8')) as { demo?: unknown }).demo ?? null;
  } catch {
    return null;
  }
}
