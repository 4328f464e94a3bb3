import { UnreadableBody } from './channel.ts';

/** Reading JSON that somebody else wrote: every reader answers `undefined` where the value is not what it asks for, and none throws. */
export type Json = Readonly<Record<string, unknown>>;

/** @throws UnreadableBody when the bytes are not JSON */
export const jsonBody = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    throw new UnreadableBody('the body is not JSON');
  }
};

export const record = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
/** The objects of a list; what is none is left out. */
export const records = (value: unknown): Json[] => (Array.isArray(value) ? value.map(record).filter((each) => each !== undefined) : []);
export const list = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);
/** A text that says something. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
export const number = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/** Ids come as strings, from some senders as whole numbers. Those that are too long to be stored are replaced by a hash later (fit-event.ts). */
export const id = (value: unknown): string | undefined => {
  const given = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof given === 'string' && given.trim() !== '' ? given : undefined;
};

/** A link that a browser may open; anything else (`javascript:`, relative) is none. */
export const link = (value: unknown): string | undefined => {
  const given = text(value);
  return given !== undefined && /^https?:\/\/[^\s]+$/i.test(given) && given.length <= 8192 ? given : undefined;
};

/** Lines of text, without those that are not there; undefined when nothing is. */
export const lines = (...parts: readonly (string | undefined)[]): string | undefined => text(parts.filter((part) => part !== undefined).join('\n'));
