import { type ChildProcess, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type EngineKind = 'kafka' | 'dynamodb' | 'opensearch';
export const ENGINE_KINDS: readonly EngineKind[] = ['kafka', 'dynamodb', 'opensearch'];

/** One of the services that the hub uses on AWS, as a program on this machine. */
export interface Engine {
  readonly kind: EngineKind;
  /** The name for people. */
  readonly title: string;
  /** Kafka: `host:port`; the others an http address. */
  readonly endpoint: string;
  readonly logFile: string;
  /** Prepares the first start: installs programs, formats folders. @throws with the reason */
  install(say: (line: string) => void): Promise<void>;
  spawn(): ChildProcess;
  /** @throws while it is not ready */
  healthy(): Promise<void>;
}

/** The address of a running engine. */
export interface EngineSetup {
  /** The repository's root. */
  readonly root: string;
  /** The folder with the data (`data/{kind}`) and the logs (`logs`). */
  readonly home: string;
  readonly port: number;
  /** A second free port, for engines with an internal listener. */
  readonly innerPort: number;
  /** Added to the shell's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** This run only writes the class archive to this file. */
  readonly archive?: string;
}

export const dataOf = ({ home }: EngineSetup, kind: EngineKind): string => join(home, 'data', kind);
export const logOf = ({ home }: EngineSetup, kind: EngineKind): string => join(home, 'logs', `${kind}.log`);

/** Folders for its data and its log. */
export function makeFolders(setup: EngineSetup, kind: EngineKind): void {
  mkdirSync(dataOf(setup, kind), { recursive: true, mode: 0o700 });
  mkdirSync(dirname(logOf(setup, kind)), { recursive: true });
}

const HEALTHY_MS = 90_000;
const LOOK_MS = 50;
const LEAST_JAVA = 17;

/** Waits until it is ready. @throws with the end of its log when it exits before, or is not ready after a minute and a half */
export async function whenHealthy(engine: Engine, child: ChildProcess, limitMs = HEALTHY_MS): Promise<void> {
  const until = Date.now() + limitMs;
  const fail = (what: string, cause: unknown): never => {
    throw new Error(`${engine.title} ${what}; the end of ${engine.logFile}:\n${endOf(engine.logFile)}`, { cause });
  };
  for (;;) {
    try {
      await engine.healthy();
      return;
    } catch (error) {
      if (child.exitCode !== null || child.signalCode !== null) fail('ended while it was starting', error);
      if (Date.now() > until) fail(`is not ready after ${limitMs / 1000} s`, error);
    }
    await sleep(LOOK_MS);
  }
}

function endOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().slice(-2_000);
  } catch {
    return '(no log)';
  }
}

/** A program of the JDK: from JAVA_HOME if that is set, else from the path. */
export function javaTool(tool: 'java' | 'javac' | 'jar', env: NodeJS.ProcessEnv = process.env): string {
  const home = env['JAVA_HOME'];
  return home === undefined || home === '' ? tool : join(home, 'bin', tool);
}

/** The program `java` and its version. @throws when there is none, or it is older than Java 17 */
export function findJava(): { readonly program: string; readonly version: string } {
  const program = javaTool('java');
  const { error, stdout, stderr } = spawnSync(program, ['-version'], { encoding: 'utf8' });
  if (error !== undefined) throw new Error(`the real engines need a JDK ${LEAST_JAVA} or newer: ${program} cannot be run (${error.message})`);
  const version = `${stdout}${stderr}`;
  const number = Number(/(\d+)(?:\.\d+)*/.exec(version)?.[1] ?? 0);
  if (number < LEAST_JAVA) throw new Error(`the real engines need a JDK ${LEAST_JAVA} or newer; ${program} is: ${version.split('\n')[0]}`);
  return { program, version };
}
