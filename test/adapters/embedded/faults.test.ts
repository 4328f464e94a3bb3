import { beforeEach, describe, expect, test } from 'vitest';
import {
  FileFault,
  faultOf,
  faultSentence,
  named,
  readingFile,
  reportFault,
  reportUsable,
  setFaultListener,
  writingFile,
} from '../../../adapters/embedded/faults.ts';

const system = (code: string): Error => Object.assign(new Error(code), { code });
const sqlite = (errcode: number): Error => Object.assign(new Error('database'), { code: 'ERR_SQLITE_ERROR', errcode });
class Unavailable extends Error {}
const unavailable = (cause: unknown): Error => new Unavailable('down', { cause });

let told: string[];
beforeEach(() => {
  told = [];
  setFaultListener((line) => told.push(line));
});

describe('the reason of an error', () => {
  test.each([
    [system('ENOSPC'), 'full'],
    [system('EDQUOT'), 'full'],
    [system('EFBIG'), 'full'],
    [sqlite(13), 'full'],
    [sqlite(11), 'damaged'],
    [sqlite(26), 'damaged'],
    // An extended code: SQLITE_IOERR_WRITE, SQLITE_CORRUPT_INDEX.
    [sqlite(778), 'broken'],
    [sqlite(779), 'damaged'],
    [sqlite(8), 'denied'],
    [sqlite(14), 'denied'],
    [system('EACCES'), 'denied'],
    [system('EROFS'), 'denied'],
    [system('EISDIR'), 'no file'],
    [system('EIO'), 'broken'],
    [sqlite(5), undefined],
    [sqlite(19), undefined],
    [system('ENOENT'), undefined],
    [new Error('x'), undefined],
    ['x', undefined],
  ])('%o is %s', (error, kind) => {
    expect(faultOf(error)).toBe(kind);
  });

  test('is named with its file and what to do', () => {
    expect(named('/d/topics.db', sqlite(11))).toMatchObject({
      name: 'FileFault',
      kind: 'damaged',
      message: expect.stringMatching(/^\/d\/topics\.db is damaged\. Stop the hub/),
    });
    expect(named('/d/x', new Error('other'))).toMatchObject({ message: 'other' });
    expect(faultSentence('/d/search.sqlite', 'damaged')).toMatch(/makes this file anew/);
    expect(faultSentence('/d/queues.db', 'full')).toMatch(/no room left/);
  });
});

describe('trouble with a file', () => {
  test('is told once until it is over, and again when it comes back or changes', () => {
    for (let i = 0; i < 1_000; i += 1) reportFault('/d/a.db', sqlite(13));
    expect(told).toHaveLength(1);
    reportFault('/d/a.db', sqlite(11));
    reportFault('/d/b.db', sqlite(13));
    expect(told).toHaveLength(3);
    reportUsable('/d/a.db');
    reportUsable('/d/a.db');
    reportUsable('/d/b.db');
    expect(told.slice(3)).toEqual(['/d/a.db can be used again.', '/d/b.db can be used again.']);
    reportFault('/d/a.db', new Error('of another kind'));
    expect(told).toHaveLength(5);
  });

  test('makes a call unavailable, with the file as its reason; a read does not end it, a write does', async () => {
    await expect(writingFile('/d/c', unavailable, () => Promise.reject(system('ENOSPC')))).rejects.toMatchObject({ cause: expect.any(FileFault) });
    expect(await readingFile('/d/c', unavailable, () => 'read')).toBe('read');
    expect(told).toHaveLength(1);
    await writingFile('/d/c', unavailable, () => undefined);
    expect(told).toHaveLength(2);
    await expect(readingFile('/d/c', unavailable, () => Promise.reject(sqlite(1)))).rejects.toBeInstanceOf(Unavailable);
    await expect(readingFile('/d/c', unavailable, () => Promise.reject(new Error('its own')))).rejects.toThrow('its own');
  });
});
