/** Faults of a file in the data folder, as a message for the user: which file, what is wrong, what to do. */
export type FaultKind = 'full' | 'damaged' | 'newer' | 'denied' | 'no file' | 'no folder' | 'broken';

/** SQLite's primary result codes (sqlite.org/rescode.html, 2026-11). */
const BY_RESULT: Readonly<Record<number, FaultKind>> = { 8: 'denied', 10: 'broken', 11: 'damaged', 13: 'full', 14: 'denied', 26: 'damaged' };
/** EFBIG: a limit of the process, which tests use in place of a full disk. */
const BY_CODE: Readonly<Record<string, FaultKind>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  EISDIR: 'no file',
  ENOTDIR: 'no file',
  EIO: 'broken',
  EMFILE: 'broken',
  ENFILE: 'broken',
};

const SAYS: Readonly<Record<FaultKind, string>> = {
  full: 'cannot grow: there is no room left on its disk. Make room; the hub goes on by itself, and what it accepted is kept',
  damaged: 'is damaged. Stop the hub and put a copy of the file back, or move the data folder away to begin anew',
  newer: 'was written by a newer version of the hub. Start that version, or move the data folder away to begin anew',
  denied: 'cannot be opened or written: look at its permissions, and whether its disk can be written',
  'no file': 'is not a file where the hub keeps one. Move away what lies there',
  'no folder': 'is not a folder where the hub keeps one. Move away what lies there',
  broken: 'cannot be read or written: look at its disk',
};

/** Undefined for an error that is not about a file. A locked file is not a fault. */
export function faultOf(error: unknown): FaultKind | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return BY_RESULT[error.errcode & 0xff];
  return 'code' in error && typeof error.code === 'string' ? BY_CODE[error.code] : undefined;
}

/** The next start rebuilds these files from others. */
const MADE_ANEW = /[/\\](search\.sqlite|checkpoints\.db|offsets\.db)$/;

/** True for any trouble of the engine: a full disk, a locked or damaged file, a closed database. */
export function isEngineTrouble(error: unknown): boolean {
  return error instanceof Error && ('errcode' in error || ('code' in error && error.code === 'ERR_INVALID_STATE'));
}

export const faultSentence = (path: string, kind: FaultKind): string =>
  kind === 'damaged' && MADE_ANEW.test(path) ? `${path} is damaged. Start the hub again: it makes this file anew.` : `${path} ${SAYS[kind]}.`;

/** A file cannot be used; the message says which, why, and what to do. */
export class FileFault extends Error {
  readonly kind: FaultKind;
  constructor(path: string, kind: FaultKind, cause: unknown) {
    super(faultSentence(path, kind), { cause });
    this.name = 'FileFault';
    this.kind = kind;
  }
}

/** The error with the name of the file that caused it. */
export const named = (path: string, error: unknown): unknown => {
  const kind = faultOf(error);
  return kind === undefined ? error : new FileFault(path, kind, error);
};

/** Files with a fault now, and the message that was logged for each. */
const troubled = new Map<string, FaultKind>();
let tell = (line: string): void => void process.stderr.write(`parley: ${line}\n`);

/** Prints one line. */
export function setFaultListener(listener: (line: string) => void): void {
  tell = listener;
}

/** Logs a fault of a file once, until the file works again or has another fault. On a full disk, calls fail many times a second. */
export function reportFault(path: string, error: unknown): void {
  const kind = error instanceof FileFault ? error.kind : faultOf(error);
  if (kind === undefined || troubled.get(path) === kind) return;
  troubled.set(path, kind);
  tell(faultSentence(path, kind));
}

/** Logs that a damaged file was rebuilt. */
export const reportReplaced = (path: string): void => tell(`${path} was damaged and has been made anew.`);

/** Logs once that a file can be used again. */
export function reportUsable(path: string): void {
  if (troubled.size > 0 && troubled.delete(path)) tell(`${path} can be used again.`);
}

/**
 * Reads a file of an engine. What fails because of the file becomes `unavailable` (a 503), whose cause names the file, and is logged once.
 * @throws `unavailable`, or what the work throws for its own reasons
 */
export async function readingFile<T>(path: string, unavailable: (cause: unknown) => Error, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    reportFault(path, error);
    const cause = named(path, error);
    throw cause instanceof FileFault || isEngineTrouble(error) ? unavailable(cause) : error;
  }
}

/** The same for a write. A successful write clears the fault. A successful read does not, because a full disk can still be read. */
export async function writingFile<T>(path: string, unavailable: (cause: unknown) => Error, work: () => T | Promise<T>): Promise<T> {
  const result = await readingFile(path, unavailable, work);
  reportUsable(path);
  return result;
}
