import { createHash } from 'node:crypto';
import type { ErrorEvent } from './error-event.ts';

/** Number of frames that identify a location; frames further out only tell the caller. */
const TOP = 3;
/** How many of them must have real names; with fewer, the message is used too. */
const TELLING = 2;

export interface Frame {
  /** Without `async` and without names that a minifier made; empty if there is no name. */
  readonly fn: string;
  /** Relative to the repository's or the bundle's root. */
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly inApp: boolean;
}

/** Names of one or two letters come from a minifier and change with each release; it does not rename properties. */
const told = (name: string): string =>
  name
    .replace(/^(async|new) /, '')
    .replace(/ \[as [^\]]+\]$/, '')
    .split('.')
    .filter((part) => part.length > 2 && part !== '<anonymous>' && part !== 'Object')
    .join('.');

const rooted = (path: string): string =>
  path
    .replace(/^file:\/\//, '')
    .replace(/^.*?\/(?=(?:functions|domain|adapters|channels|node_modules)\/)/, '')
    .replace(/^\/var\/task\//, '');

/** The parts of a split bundle (lib/bundling.ts) have names that change with their contents. */
const CHUNK = /^[\w.-]+-[0-9A-Z]{8}\.mjs$/;
const WHOLE = 'index.mjs';

/** One line of a stack. Pure. */
export const parseFrame = (frame: string): Frame => {
  const [, named, location] = /^at (?:(.*?) \()?([^()]*)\)?$/.exec(frame.trim()) ?? [];
  const [, path, line, column] = /^(.*?)(?::(\d+))?(?::(\d+))?$/.exec(location ?? '') ?? [];
  const file = rooted((path ?? '').replace(/^async /, ''));
  const inApp = file !== '' && !file.startsWith('node:') && !file.startsWith('node_modules/') && !file.includes('/node_modules/') && file !== '<anonymous>';
  return { fn: told(named ?? ''), file, line: line === undefined ? null : Number(line), column: column === undefined ? null : Number(column), inApp };
};

/**
 * The fingerprint of an error: a hash of the service, the error's name, the text of the log line, and our own topmost frames
 * without lines and columns, so that an edit above or another minification makes no new group. If the frames are not specific enough (a
 * bundle has short names), the scrubbed message is used too. 16 hexadecimal digits. Pure.
 */
export const fingerprintOf = ({ service, name, logged, reason, frames }: Pick<ErrorEvent, 'service' | 'name' | 'logged' | 'reason' | 'frames'>): string => {
  const locations = frames
    .map(parseFrame)
    .filter(({ inApp, fn }) => inApp && fn !== '')
    .slice(0, TOP)
    .map(({ fn, file }) => `${file.replace(CHUNK, WHOLE)} ${fn}`);
  const parts = [service, name, logged, ...locations, ...(locations.length < TELLING ? [reason] : [])];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
};
