import { fstatSync, writeSync } from 'node:fs';
import { writeAllSync } from '../../adapters/embedded/whole-file.ts';

type Stream = Pick<NodeJS.WriteStream, 'write' | 'on'>;
type Done = (error?: Error | null) => void;

/**
 * Makes stdout and stderr unable to fail: a log on a full disk, a pipe without a reader. Node's streams emit an error in these cases, a handler of
 * uncaught errors writes it to the same stream, and the process loops. Lines that do not fit are counted; the first one that fits again follows the
 * number of missing lines.
 */
export function guardOutput(
  streams: readonly (readonly [Stream, number])[] = [
    [process.stdout, 1],
    [process.stderr, 2],
  ],
): void {
  for (const [stream, fd] of streams) {
    // For a pipe or a terminal: a closed reader stays closed.
    stream.on('error', () => undefined);
    if (isFile(fd)) stream.write = writer(fd);
  }
}

function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}

/** Writes directly to the file: a failed stream accepts no more writes, but the disk may have room again. */
export function writer(fd: number, write: typeof writeSync = writeSync): Stream['write'] {
  let lost = 0;
  let reason = '';
  const put = (bytes: Uint8Array): void => {
    try {
      if (lost > 0) writeAllSync(fd, Buffer.from(`\nparley: ${lost} entries of this log are missing (${reason})\n`), write);
      lost = 0;
      writeAllSync(fd, bytes, write);
    } catch (error) {
      lost += 1;
      reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    }
  };
  return (chunk: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done): boolean => {
    put(typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8') : chunk);
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
}
