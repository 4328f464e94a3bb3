import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rotateLog } from '../../../local/output/rotate-log.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();

test('a log that has grown large becomes the older one, in place of the one before', () => {
  const log = join(home(), 'a.log');
  rotateLog(log);
  expect(existsSync(`${log}.1`)).toBe(false);
  writeFileSync(log, 'small');
  rotateLog(log);
  expect(readFileSync(log, 'utf8')).toBe('small');
  writeFileSync(`${log}.1`, 'older');
  truncateSync(log, 10_000_001);
  rotateLog(log);
  expect(existsSync(log)).toBe(false);
  expect(statSync(`${log}.1`).size).toBe(10_000_001);
});
