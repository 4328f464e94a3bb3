import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../local/supervisor/ports.ts';
import { pythonEnvironment } from '../python-environment.ts';

export const EMULATOR = 'MiniStack 1.5.33';

export interface EmulatorOptions {
  /** The folder of its log and its state. */
  readonly home: string;
  readonly say: (line: string) => void;
  /** Enforces what the roles of functions may do. The credentials of `emulatorCredentials` may do everything. */
  readonly auth?: boolean;
  /** The default is a free port. */
  readonly port?: number;
}

export interface StartedEmulator {
  /** The endpoint of every service, for `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  readonly pid: number;
  readonly logFile: string;
  /** With `auth`: the allowed and denied actions of functions' roles, one JSON line each: `{role, action, resource, allowed}`. */
  readonly actionsFile: string;
  /** Stops it and its functions, and deletes all of its data. */
  stop(): Promise<void>;
}

/** The credentials of its root account. */
export const emulatorCredentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' } as const;

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..', '..');
const START_MS = 30_000;
const GRACE_MS = 5_000;

/**
 * Starts an empty MiniStack on the loopback address, in a Python environment that is created if it is missing. It ends with this
 * process, also when this process is killed.
 * @throws with the end of its log when it does not serve within half a minute
 */
export async function startEmulator({ home, say, auth = false, port }: EmulatorOptions): Promise<StartedEmulator> {
  const python = await pythonEnvironment({ folder: join(root, '.tools', 'ministack-1.5.33'), requirements: join(here, 'requirements.txt'), say });
  const [free = 0] = await freePorts(1);
  const own = port ?? free;
  mkdirSync(home, { recursive: true });
  // Functions run there. In a folder below this one, they would find our packages, which would hide what is missing in a bundle.
  const temporary = mkdtempSync(join(tmpdir(), 'parley-emulator-'));
  const logFile = join(home, 'ministack.log');
  const log = openSync(logFile, 'a');
  const child = spawn(python, [join(here, 'guarded.py')], {
    cwd: home,
    // It has its own process group, so that the functions end with it. Its standard input stays open as long as this process lives.
    detached: true,
    stdio: ['pipe', log, log],
    env: environment(home, temporary, own, auth),
  });
  closeSync(log);
  const endpoint = `http://127.0.0.1:${own}`;
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(temporary, { recursive: true, force: true });
  };
  try {
    await serves(child, endpoint, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  // It must not keep this process alive.
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return { endpoint, pid: child.pid ?? 0, logFile, actionsFile: actionsFile(home), stop };
}

const actionsFile = (home: string): string => join(home, 'actions.jsonl');

/** Functions inherit the environment, so it has no credentials and no settings of this shell. */
function environment(home: string, temporary: string, port: number, auth: boolean): NodeJS.ProcessEnv {
  return {
    // Functions run on the first `node` of the path, which is ours.
    PATH: [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter),
    HOME: home,
    TMPDIR: temporary,
    STATE_DIR: join(home, 'state'),
    S3_DATA_DIR: join(home, 's3'),
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: 'localhost',
    MINISTACK_REGION: emulatorCredentials.AWS_REGION,
    AUTH: String(auth),
    LOG_LEVEL: 'INFO',
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    // Turns off a broker that is not needed here and has a fixed port.
    IOT_MTLS_ENABLED: '0',
    ...(auth ? { PARLEY_ACTIONS_LOG: actionsFile(home) } : {}),
  };
}

async function serves(child: ChildProcess, endpoint: string, logFile: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  const why = (): string => readFileSync(logFile, 'utf8').slice(-2_000);
  let failed: Error | undefined;
  child.once('error', (error) => {
    failed = error;
  });
  for (;;) {
    if (failed) throw failed;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${EMULATOR} ended while it was starting (${logFile}): ${why()}`);
    const answer = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`${EMULATOR} does not serve after ${START_MS / 1000} s (${logFile}): ${why()}`);
    await sleep(50);
  }
}

/** Ends the whole process group; processes that do not end are killed. */
async function end(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  signal(pid, 'SIGTERM');
  const force = setTimeout(() => signal(pid, 'SIGKILL'), GRACE_MS);
  await gone;
  clearTimeout(force);
  signal(pid, 'SIGKILL');
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // The group has already ended.
  }
}
