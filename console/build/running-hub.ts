import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RunningHub {
  readonly apiUrl: string;
  readonly wsUrl: string;
}

/** Where the hub of `PARLEY_HOME` answers, from the dev.json that it writes. Before its first start: where it will be by default. */
export function runningHub(home = process.env['PARLEY_HOME'] ?? '.parley', read: (path: string) => string = (path) => readFileSync(path, 'utf8')): RunningHub {
  try {
    const { apiUrl, wsUrl } = JSON.parse(read(join(home, 'dev.json'))) as RunningHub;
    return { apiUrl, wsUrl };
  } catch {
    return { apiUrl: 'http://127.0.0.1:8080', wsUrl: 'ws://127.0.0.1:8080/ws' };
  }
}
