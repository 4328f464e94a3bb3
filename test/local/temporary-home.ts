import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A data folder of its own for every test, named by PARLEY_HOME as the launcher does. Answers its path. */
export const useTemporaryHome = (): (() => string) => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'parley-home-'));
    process.env['PARLEY_HOME'] = home;
  });
  afterEach(() => {
    delete process.env['PARLEY_HOME'];
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  return () => home;
};
