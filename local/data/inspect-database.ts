import { closeSync, existsSync, fstatSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type FaultKind, faultOf } from '../../adapters/embedded/faults.ts';

/** The header of every SQLite file (sqlite.org/fileformat.html, 2026-11). */
const MAGIC = 'SQLite format 3\u0000';
const HEADER_BYTES = 100;
/** Larger files are not checked completely at the start. A fault inside is reported when it is read. */
const READ_WHOLE_BYTES = 32 * 1024 * 1024;

/** Checks a SQLite file before an engine opens it, so that a start can report the fault. A missing file is no fault. */
export function inspectDatabase(path: string): FaultKind | undefined {
  try {
    if (!existsSync(path)) return undefined;
    const { size, isFile } = { size: statSync(path).size, isFile: statSync(path).isFile() };
    if (!isFile) return 'no file';
    const header = headerOf(path);
    if (header.length < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) return 'damaged';
    if (!isWhole(header, path, size)) return 'damaged';
    return contentsOf(path, size);
  } catch (error) {
    return faultOf(error) ?? 'broken';
  }
}

function headerOf(path: string): Buffer {
  const fd = openSync(path, 'r+');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return fstatSync(fd).isFile() ? header.subarray(0, readSync(fd, header, 0, HEADER_BYTES, 0)) : header.subarray(0, 0);
  } finally {
    closeSync(fd);
  }
}

/** Pages may exist only in the write-ahead log. Without a log, the header's page count must match the file. */
function isWhole(header: Buffer, path: string, size: number): boolean {
  const written = header.readUInt16BE(16);
  const page = written === 1 ? 65_536 : written;
  const pages = header.readUInt32BE(28);
  const counted = header.readUInt32BE(24) === header.readUInt32BE(92);
  const log = `${path}-wal`;
  const hasLog = existsSync(log) && statSync(log).size > 0;
  return hasLog || !counted || size >= page * pages;
}

/** Read-only: a writer would checkpoint the log into the file when it closes, even into a damaged one. */
function contentsOf(path: string, size: number): FaultKind | undefined {
  const db = new DatabaseSync(path, { timeout: 5_000, readOnly: true });
  try {
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    if (size > READ_WHOLE_BYTES) return undefined;
    const verdict = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
    return verdict === 'ok' ? undefined : 'damaged';
  } finally {
    db.close();
  }
}

/** Removes a database with its log. Only for databases that can be rebuilt. */
export function removeDatabase(path: string): void {
  for (const part of [path, `${path}-wal`, `${path}-shm`]) rmSync(part, { force: true, recursive: true });
}
