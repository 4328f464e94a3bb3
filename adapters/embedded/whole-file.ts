import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { named } from './faults.ts';

/**
 * Files that are whole or not there: written beside their place, brought to the disk, and renamed. A system may take fewer bytes than it was
 * given and say so only in the count (the last ones of a full disk), so that every write continues until all is taken or fails.
 */
const ONLY_OWNER = 0o600;

/** A name beside a file for the time of its writing. */
const freshName = (path: string): string => `${path}.${randomUUID()}.new`;
/** Whether a name is that of a file whose writing ended early. */
export const isUnfinished = (name: string): boolean => /\.[0-9a-f-]{36}\.new$/.test(name);

/** @throws FileFault; then the file is as it was before */
export function replaceFileSync(path: string, text: string): void {
  const fresh = freshName(path);
  try {
    const fd = openSync(fresh, 'wx', ONLY_OWNER);
    try {
      writeAllSync(fd, Buffer.from(text));
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw named(path, error);
  }
  keepNameSync(path);
}

/** `fill` writes the file by `writeAll`. @throws what it throws, FileFault; then the file is as it was before */
export async function replaceFile(path: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  const fresh = freshName(path);
  try {
    const file = await open(fresh, 'wx', ONLY_OWNER);
    try {
      await fill(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw named(path, error);
  }
  keepNameSync(path);
}

/** All of it, at the file's end or at `position`. @throws the system's error; ENOSPC when it takes nothing more */
export async function writeAll(file: Pick<FileHandle, 'write'>, bytes: Uint8Array, position?: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position === undefined ? null : position + done);
    if (bytesWritten === 0) throw full();
    done += bytesWritten;
  }
}

export function writeAllSync(fd: number, bytes: Uint8Array, write: typeof writeSync = writeSync): void {
  for (let done = 0; done < bytes.length; ) {
    const written = write(fd, bytes, done, bytes.length - done, null);
    if (written === 0) throw full();
    done += written;
  }
}

const full = (): Error => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

/** A rename is on the disk when its folder is. Windows opens no folders, and needs none of this. */
function keepNameSync(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
