import { createHash } from 'node:crypto';
import type { ErrorEvent } from './error-event.ts';

/** So many frames name a place; what lies further out is who called it, today. */
const TOP = 3;
/** So many of them must have names, or the message has to help. */
const TELLING = 2;

export interface Frame {
  /** Without `async` and without what a minifier invented; empty if there is no name. */
  readonly fn: string;
  /** From the repository's or the bundle's root. */
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly inApp: boolean;
}

/** A name of one or two letters is a minifier's, and another one in the next release; names of properties it leaves alone. */
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

/** A bundle is split into parts (lib/bundling.ts) whose names change with their contents. */
const CHUNK = /^[\w.-]+-[0-9A-Z]{8}\.mjs$/;
const WHOLE = 'index.mjs';

/** One line of a stack. Pure. */
export const parseFrame = (frame: string): Frame => {
  const [, named, place] = /^at (?:(.*?) \()?([^()]*)\)?$/.exec(frame.trim()) ?? [];
  const [, path, line, column] = /^(.*?)(?::(\d+))?(?::(\d+))?$/.exec(place ?? '') ?? [];
  const file = rooted((path ?? '').replace(/^async /, ''));
  const inApp = file !== '' && !file.startsWith('node:') && !file.startsWith('node_modules/') && !file.includes('/node_modules/') && file !== '<anonymous>';
  return { fn: told(named ?? ''), file, line: line === undefined ? null : Number(line), column: column === undefined ? null : Number(column), inApp };
};

/**
 * Computes the fingerprint of an error from: the service, the error's name, what the log line says, and the topmost frames of our
 * own without lines and columns, so that an edit above or another minification makes no new group. Where frames say too little (a
 * bundle has short names) the scrubbed message stands in. 16 hexadecimal digits. Pure.
 */
export const fingerprintOf = ({ service, name, logged, reason, frames }: Pick<ErrorEvent, 'service' | 'name' | 'logged' | 'reason' | 'frames'>): string => {
  const places = frames
    .map(parseFrame)
    .filter(({ inApp, fn }) => inApp && fn !== '')
    .slice(0, TOP)
    .map(({ fn, file }) => `${file.replace(CHUNK, WHOLE)} ${fn}`);
  const parts = [service, name, logged, ...places, ...(places.length < TELLING ? [reason] : [])];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
};
