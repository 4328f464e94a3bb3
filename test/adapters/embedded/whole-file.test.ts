import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isUnfinished, replaceFile, replaceFileSync, writeAll, writeAllSync } from '../../../adapters/embedded/whole-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const path = (): string => join(folder, 'file');
const full = (code = 'ENOSPC') => Object.assign(new Error(`${code}: write`), { code });

/** A file that takes at most `most` bytes at a time, and `room` in all. */
const tightFile = (most: number, room: number) => {
  const taken: number[] = [];
  return {
    taken: () => Buffer.from(taken),
    async write(bytes: Uint8Array, from = 0, length = bytes.length - from) {
      const count = Math.min(length, most, room - taken.length);
      if (count <= 0) throw full();
      taken.push(...bytes.subarray(from, from + count));
      return { bytesWritten: count, buffer: bytes };
    },
  };
};

describe('a write that the system takes in parts', () => {
  test('ends with all of it or fails, whatever the parts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), fc.nat(400), async (bytes, most, room) => {
        const file = tightFile(most, room);
        const outcome = await writeAll(file as never, bytes).then(
          () => 'all',
          (error: { code?: string }) => error.code,
        );
        expect(outcome).toBe(bytes.length <= room ? 'all' : 'ENOSPC');
        if (outcome === 'all') expect(file.taken()).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test('that takes nothing any more is a full disk, not an endless loop', async () => {
    const stuck = { write: async (buffer: Uint8Array) => ({ bytesWritten: 0, buffer }) };
    await expect(writeAll(stuck as never, Buffer.from('x'))).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(() => writeAllSync(1, Buffer.from('x'), () => 0)).toThrow(/ENOSPC/);
  });
});

describe('a file that is replaced', () => {
  test('is whole and new, readable by its owner only', async () => {
    replaceFileSync(path(), 'one');
    expect(readFileSync(path(), 'utf8')).toBe('one');
    await replaceFile(path(), (file) => writeAll(file, Buffer.from('two')));
    expect(readFileSync(path(), 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('stays as it was when its writing fails, with nothing left beside it', async () => {
    writeFileSync(path(), 'before');
    const fails = replaceFile(path(), async (file) => {
      await writeAll(file, Buffer.from('half'));
      throw full();
    });
    await expect(fails).rejects.toMatchObject({ name: 'FileFault', kind: 'full', message: expect.stringContaining(path()) });
    await expect(replaceFile(path(), () => Promise.reject(new Error('the caller went away')))).rejects.toThrow('the caller went away');
    expect(readFileSync(path(), 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('where a folder lies is an error that names it', async () => {
    mkdirSync(path());
    writeFileSync(join(path(), 'inside'), '');
    expect(() => replaceFileSync(path(), 'x')).toThrow(path());
    await expect(replaceFile(path(), (file) => writeAll(file, Buffer.from('x')))).rejects.toThrow(path());
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('is known by its name while it is unfinished', () => {
    expect(isUnfinished('ab/abc.3f2504e0-4f89-41d3-9a0c-0305e82c3301.new')).toBe(true);
    expect(isUnfinished('ab/abc')).toBe(false);
    expect(isUnfinished('dev.json.new')).toBe(false);
  });
});
