import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

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

export const dynoxide = (): string | null => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`);
    return null;
  } catch {
    return `the table engine has no package for this platform (${name})`;
  }
};

/** Where Debian and the like put it; `CHROMIUM_PATH` says another place. */
export const chromiumPath = (): string | undefined =>
  [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));

export const chromium = (): string | null => (chromiumPath() ? null : 'no Chromium here (apt-get install chromium, or set CHROMIUM_PATH)');
