import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './port.ts';
import { isAlive, killNow, type ProcessInfo, processTree } from './processes.ts';
import { until } from './until.ts';

export interface Hub {
  readonly home: string;
  readonly baseUrl: string;
  readonly wsUrl: string;
  readonly adminToken: string;
  readonly pid: number;
  readonly port: number;
  /** From the start of the command to its ready line. */
  readonly startMs: number;
  /** Its output so far. */
  output(): string;
  /** The launcher and all that it started. */
  processes(): ProcessInfo[];
  /** SIGKILL to every process of the tree at once; the data stays. */
  killAll(): Promise<void>;
  /** Ctrl-C; @throws when it does not stop. */
  stop(): Promise<void>;
}

export interface HubOptions {
  /** Data of an earlier run; a new temporary directory when missing. */
  readonly home?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
  /** `PARLEY_TEST_ENGINES` when missing, embedded without it. */
  readonly engines?: EngineSet;
}

interface DevJson {
  readonly apiUrl: string;
  readonly wsUrl: string;
  readonly adminToken: string;
}

const READY = /Parley is ready at (http:\/\/127\.0\.0\.1:\d+)/;

export const temporaryHome = (): string => mkdtempSync(join(tmpdir(), 'parley-hub-'));
export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true, maxRetries: 5 });

/** `real`: Kafka, DynamoDB Local and OpenSearch, as the tier `scenarios-real` asks of every hub. */
export type EngineSet = 'embedded' | 'real';
const engineSet = (): EngineSet => (process.env['PARLEY_TEST_ENGINES'] === 'real' ? 'real' : 'embedded');

/** Starts what `npm start` starts, empty and on a free port, and waits for its ready line. @throws with its output when it ends before. */
export const startHub = async (options: HubOptions = {}): Promise<Hub> => {
  const home = options.home ?? temporaryHome();
  const port = options.port ?? (await freePort());
  const engines = options.engines ?? engineSet();
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, ['local/start.ts', `--engines=${engines}`], {
    env: {
      ...process.env,
      VITEST: undefined,
      NODE_ENV: undefined,
      PARLEY_HOME: home,
      PORT: String(port),
      PARLEY_DEMO: '0',
      PARLEY_CONSOLE: '0',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
    // A long run's log must not grow without end; what matters is the start and the latest.
    if (output.length > 2_000_000) output = output.slice(0, 200_000) + output.slice(-500_000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const pid = child.pid ?? 0;
  const gone = (): boolean => child.exitCode !== null || child.signalCode !== null;

  const killAll = async (): Promise<void> => {
    const pids = processTree(pid).map((info) => info.pid);
    for (const one of pids) killNow(one);
    await until('every process of the tree is gone', () => pids.every((one) => !isAlive(one)), 60_000);
  };

  try {
    await until('the hub is ready', () => READY.test(output) || gone(), options.limitMs ?? 300_000);
    if (!READY.test(output)) throw new Error('it ended');
  } catch (error) {
    await killAll();
    throw new Error(`the hub did not start; it said:\n${output.slice(-4000)}`, { cause: error });
  }
  const startMs = performance.now() - began;
  const dev = JSON.parse(readFileSync(join(home, 'dev.json'), 'utf8')) as DevJson;
  return {
    home,
    baseUrl: dev.apiUrl,
    wsUrl: dev.wsUrl,
    adminToken: dev.adminToken,
    pid,
    port,
    startMs,
    output: () => output,
    processes: () => processTree(pid),
    killAll,
    async stop() {
      const pids = processTree(pid).map((info) => info.pid);
      if (!gone()) child.kill('SIGINT');
      try {
        await until('the hub has stopped', () => pids.every((one) => !isAlive(one)), 90_000);
      } finally {
        for (const one of pids) if (isAlive(one)) killNow(one);
      }
    },
  };
};
