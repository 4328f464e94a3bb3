import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A CPU profile as in the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/v8/Profiler/, read November 2026). */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Ids of the nodes on top of the stack, in order. */
  readonly samples: readonly number[];
  /** Microseconds since the previous sample, for the first one since the start. */
  readonly timeDeltas: readonly number[];
  readonly startTime: number;
  readonly endTime: number;
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

/** The position of a function's beginning. Lines and columns count from 0. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Microseconds between two samples. */
const INTERVAL = 1_000;

/** Node's flag, for `PARLEY_NODE_FLAGS`: any free port of this machine. */
export const INSPECTED = '--inspect=127.0.0.1:0';

/** The inspector address of a hub's process that runs with `INSPECTED`, from its log. @throws when the log has none */
const addressOf = (home: string, name: string): string => {
  const log = readFileSync(join(home, 'logs', `${name}.log`), 'utf8');
  const address = [...log.matchAll(/^Debugger listening on (ws:\S+)/gm)].at(-1)?.[1];
  if (address === undefined) throw new Error(`${name} does not log the address of its inspector`);
  return address;
};

export interface Running {
  stop(): Promise<CpuProfile>;
}

/** Starts V8's CPU profiler in a process of the hub. */
export const startProfile = async (home: string, name: string): Promise<Running> => {
  const socket = new WebSocket(addressOf(home, name));
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || !asked) return;
    waiting.delete(id);
    if (error) asked.reject(new Error(`${name}: ${error.message}`));
    else asked.resolve(result);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error(`${name} has ended`));
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error(`${name} does not answer its inspector`)));
  });
  const call = (method: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await call('Profiler.enable');
  await call('Profiler.setSamplingInterval', { interval: INTERVAL });
  await call('Profiler.start');
  return {
    async stop() {
      const { profile } = (await call('Profiler.stop')) as { readonly profile: CpuProfile };
      socket.close();
      return profile;
    },
  };
};
