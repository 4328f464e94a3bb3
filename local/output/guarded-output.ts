import { fstatSync, writeSync } from 'node:fs';
import { writeAllSync } from '../../adapters/embedded/whole-file.ts';

type Stream = Pick<NodeJS.WriteStream, 'write' | 'on'>;
type Done = (error?: Error | null) => void;

/**
 * Makes what this process says unable to fail: a log on a full disk, a pipe whose reader has gone. Node's own streams emit an error then, a
 * handler of uncaught errors writes it to the same stream, and the process does nothing else any more. A line that finds no room is counted;
 * the first one that fits again is preceded by the number of missing lines.
 */
export function guardOutput(
  streams: readonly (readonly [Stream, number])[] = [
    [process.stdout, 1],
    [process.stderr, 2],
  ],
): void {
  for (const [stream, fd] of streams) {
    // Of a pipe or a terminal: who is gone stays gone.
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

/** Writes straight to the file: a stream that failed once takes nothing more, and a disk may have room again. */
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
