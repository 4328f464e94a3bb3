import { join } from 'node:path';
import { environmentLines, kindsOf, runningSet, startSet, stopSet } from './set.ts';

export interface Output {
  /** Output for programs. */
  readonly print: (line: string) => void;
  /** Output for people. */
  readonly tell: (line: string) => void;
}

/** `start`, `stop` and `status` of a set of engines in a folder. Returns the exit code. */
export async function runCommand([command, ...names]: readonly string[], home: string, { print, tell }: Output): Promise<number> {
  try {
    if (command === 'start') {
      tell('starting the engines (the first start downloads them)');
      for (const line of environmentLines(await startSet(home, kindsOf(names)))) print(line);
      return 0;
    }
    if (command === 'stop') {
      tell((await stopSet(home)) ? 'stopped' : 'nothing runs');
      return 0;
    }
    if (command === 'status') {
      const set = runningSet(home);
      tell(set === undefined ? 'nothing runs' : `running in process ${set.pid}, logs in ${join(home, 'logs')}`);
      for (const line of set === undefined ? [] : environmentLines(set)) print(line);
      return set === undefined ? 1 : 0;
    }
    tell('usage: npm run engines -- start|stop|status [kafka dynamodb opensearch]');
    return 2;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
