import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Printed after the numbers. */
  readonly note?: string;
}

export interface Tier {
  readonly name: string;
  /** What this machine lacks to run it, or null. */
  readonly missing: () => string | null;
  readonly run: () => Promise<Tally>;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Tally, b: Tally): Tally => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

/** The path on Debian-like systems; `CHROMIUM_PATH` overrides it. */
export const chromiumPath = (): string | undefined =>
  [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));

export const chromium = (): string | null => (chromiumPath() ? null : 'no Chromium here (apt-get install chromium, or set CHROMIUM_PATH)');

const runs = (command: string, args: readonly string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Required by the engines of Kafka, DynamoDB and OpenSearch; the tests fetch their jars. */
export const javaAndMaven = (): string | null =>
  runs('java', ['-version']) && runs('javac', ['-version']) && runs('mvn', ['-v']) ? null : 'no Java with its compiler and Maven here (JDK 17, mvn)';

/** Required by the emulator and the checks in Python; our scripts create an environment for their packages. */
export const python = (): string | null => (runs('python3', ['-m', 'venv', '--help']) ? null : 'no Python 3 with venv here');
