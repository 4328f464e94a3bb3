import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface RunningHub {
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** The complete address of the WebSocket, without a query. */
  readonly wsUrl: string;
  /** The administrator of the demo shop; null on a hub without it, and on one that runs elsewhere. */
  readonly demo: { readonly tenant: string; readonly email: string; readonly password: string } | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The hub that the examples talk to: `PARLEY_URL` (and `PARLEY_WS_URL` if its WebSocket is not at `/ws`), else the one that runs on this machine, whose addresses
 * are in `$PARLEY_HOME/dev.json` (`PARLEY_HOME`: `.parley` of the project).
 */
export function runningHub(env: Environment = process.env): RunningHub {
  const home = env['PARLEY_HOME'] ?? fileURLToPath(new URL('../../.parley', import.meta.url));
  const local = read(join(home, 'dev.json'));
  const apiUrl = (env['PARLEY_URL'] ?? local?.apiUrl ?? 'http://127.0.0.1:8080').replace(/\/+$/, '');
  const isLocal = local?.apiUrl === apiUrl;
  const wsUrl = env['PARLEY_WS_URL'] ?? (isLocal ? local?.wsUrl : undefined) ?? `${apiUrl.replace(/^http/, 'ws')}/ws`;
  return { apiUrl, wsUrl, demo: isLocal ? (local?.demo ?? null) : null };
}

function read(path: string): RunningHub | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunningHub;
  } catch {
    return undefined;
  }
}
