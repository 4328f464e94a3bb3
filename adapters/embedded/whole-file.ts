import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { named } from './faults.ts';

/**
 * Writes files atomically: to a temporary name, then fsync, then rename. A write may take fewer bytes than given and report that only in its count
 * (on a full disk), so each write continues until all bytes are taken or it fails.
 */
const ONLY_OWNER = 0o600;

/** The temporary name of a file while it is written. */
const freshName = (path: string): string => `${path}.${randomUUID()}.new`;
/** Whether a name is the temporary name of an interrupted write. */
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

/** Writes all bytes, at the end of the file or at `position`. @throws the system's error; ENOSPC when the disk is full */
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

/** A rename is durable after an fsync of its folder. Windows cannot open folders and does not need it. */
function keepNameSync(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
