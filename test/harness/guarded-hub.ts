import { engineOf } from './engines.ts';
import { api } from './http.ts';
import { type Hub, startHub } from './hub.ts';
import { isAlive, killNow, type ProcessInfo, processTree } from './processes.ts';
import { until } from './until.ts';

export interface GuardedHub {
  address(): Hub;
  /** The kinds of processes that run: the launcher, the table engine, workers. */
  kinds(): string[];
  /** SIGKILL to one process of this kind; false when none runs just now. */
  killOne(kind: string): boolean;
  /**
   * Waits until the hub answers again, and `works` too, starting it again (same data, same port) when its launcher is gone, as a person or systemd
   * would. Answers how long that took, in milliseconds.
   */
  healed(works?: () => Promise<boolean>): Promise<number>;
  end(): Promise<void>;
}

/** The kind of a process, whatever its port and directory: an engine's name, or its program and script by the last two parts of their paths. */
const kindOf = (info: ProcessInfo): string =>
  engineOf(info) ??
  info.command
    .split(' ')
    .filter((part) => part.includes('/') && !part.includes('='))
    .slice(0, 2)
    .filter((part) => !part.startsWith('-'))
    .map((part) => part.split('/').slice(-2).join('/'))
    .join(' ');

/** A hub whose processes may be killed one by one. */
export const guardedHub = async (home: string): Promise<GuardedHub> => {
  let hub = await startHub({ home });
  const known = new Set<number>();
  const killed: number[] = [];
  const remember = (): ProcessInfo[] => {
    const tree = processTree(hub.pid);
    for (const { pid } of tree) known.add(pid);
    return tree;
  };
  remember();

  return {
    address: () => hub,
    kinds: () => [...new Set(remember().map(kindOf))],
    killOne(kind) {
      const victim = remember().find((info) => kindOf(info) === kind);
      if (victim) killNow(victim.pid);
      if (victim) killed.push(victim.pid);
      return victim !== undefined;
    },
    async healed(works = () => Promise.resolve(true)) {
      const began = performance.now();
      // A launcher that is only just dying would look alive, and its orphaned gateway would still answer for it.
      await until('the killed are gone', () => killed.every((pid) => !isAlive(pid)));
      // A webhook's unknown path is a 404 only when the table could be asked.
      const answers = async (): Promise<boolean> => (await api(hub.baseUrl).call('POST', '/webhooks/api/nobody', { raw: '{}' })).status === 404;
      await until(
        'the hub answers again',
        async () => {
          if (!isAlive(hub.pid)) hub = await startHub({ home, port: hub.port });
          return (await answers()) && (await works());
        },
        240_000,
      );
      remember();
      return performance.now() - began;
    },
    async end() {
      remember();
      if (isAlive(hub.pid)) await hub.stop();
      for (const pid of known) if (isAlive(pid)) killNow(pid);
    },
  };
};
