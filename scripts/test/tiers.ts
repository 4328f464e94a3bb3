import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Said beside the figures. */
  readonly note?: string;
}

export interface Tier {
  readonly name: string;
  /** What is missing on this machine to run it, or null. */
  readonly missing: () => string | null;
  readonly run: () => Promise<Tally>;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Tally, b: Tally): Tally => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

/** Where Debian and the like put it; `CHROMIUM_PATH` says another place. */
export const chromiumPath = (): string | undefined =>
  [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));

export const chromium = (): string | null => (chromiumPath() ? null : 'no Chromium here (apt-get install chromium, or set CHROMIUM_PATH)');

const runs = (command: string, args: readonly string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** What the engines of Kafka, DynamoDB and OpenSearch need; their jars are fetched by the tests themselves. */
export const javaAndMaven = (): string | null =>
  runs('java', ['-version']) && runs('javac', ['-version']) && runs('mvn', ['-v']) ? null : 'no Java with its compiler and Maven here (JDK 17, mvn)';

/** What the emulator and the checks written in Python need; their packages go into an environment that our scripts make. */
export const python = (): string | null => (runs('python3', ['-m', 'venv', '--help']) ? null : 'no Python 3 with venv here');
