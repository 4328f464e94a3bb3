import type { ChildProcess } from 'node:child_process';
import { freePorts } from '../supervisor/ports.ts';
import { dynamoDbLocal } from './dynamodb-local.ts';
import { type Engine, type EngineKind, type EngineSetup, whenHealthy } from './engine.ts';
import { kafka } from './kafka.ts';
import { openSearchNode } from './opensearch.ts';

export type { EngineKind } from './engine.ts';

export interface EngineOptions {
  /** The repository's root. Programs are stored in its folder `.engines/`. */
  readonly root: string;
  /** The folder for data and logs; the next start with the same folder continues with them. */
  readonly home: string;
  readonly say: (line: string) => void;
  /** The default is a free port. */
  readonly port?: number;
  /** Added to the shell's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface StartedEngine {
  readonly kind: EngineKind;
  /** Kafka: `host:port`; the others an http address. */
  readonly endpoint: string;
  /** The id of the present process. */
  readonly pid: number;
  readonly logFile: string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Restarts it on the same port with the same data, whether it runs or not. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const GRACE_MS = 15_000;
const PROGRAMS: Readonly<Record<EngineKind, (setup: EngineSetup) => Engine>> = { kafka, dynamodb: dynamoDbLocal, opensearch: openSearchNode };

/** An engine that is described but does not run yet. */
export async function describeEngine(kind: EngineKind, { root, home, port, env }: Omit<EngineOptions, 'say'>): Promise<Engine> {
  const [own = 0, innerPort = 0] = await freePorts(2);
  return PROGRAMS[kind]({ root, home, port: port ?? own, innerPort, ...(env === undefined ? {} : { env }) });
}

/**
 * Starts one of the real engines and waits until it is ready. The first start downloads its program. It ends when this process ends, even after a kill.
 * @throws with the end of its log
 */
export async function startEngine(kind: EngineKind, options: EngineOptions): Promise<StartedEngine> {
  const engine = await describeEngine(kind, options);
  await engine.install(options.say);
  let child = await run(engine, options.say);
  const stop = (): Promise<void> => end(child, 'SIGTERM');
  return {
    kind,
    endpoint: engine.endpoint,
    get pid() {
      return child.pid ?? 0;
    },
    logFile: engine.logFile,
    kill: () => end(child, 'SIGKILL'),
    restart: async () => {
      await stop();
      child = await run(engine, options.say);
    },
    stop,
  };
}

async function run(engine: Engine, say: (line: string) => void): Promise<ChildProcess> {
  const began = Date.now();
  const child = engine.spawn();
  try {
    await whenHealthy(engine, child);
  } catch (error) {
    await end(child, 'SIGKILL');
    throw error;
  }
  // The child does not keep this process alive.
  child.unref();
  say(`${engine.title} is ready at ${engine.endpoint} after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return child;
}

/** Resolves when the process has ended. A process that ignores the signal is killed. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await gone;
  clearTimeout(force);
}
