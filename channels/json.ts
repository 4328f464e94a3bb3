import { parseExact, plainDigits } from '../domain/text/exact-json.ts';
import { wellFormedEscapes } from '../domain/text/json-escapes.ts';
import { UnreadableBody } from './inbound.ts';

/** Readers for JSON of unknown shape. Each returns `undefined` if the value has another type; none throws. */
export type Json = Readonly<Record<string, unknown>>;

/** ES2026, in Node since 21: a number as its source text, which `JSON.stringify` writes out unchanged. Not in TypeScript's library yet. */
interface RawNumber {
  readonly rawJSON: string;
}
const { rawJSON, isRawJSON } = JSON as unknown as { rawJSON(source: string): RawNumber; isRawJSON(value: unknown): value is RawNumber };

/**
 * The body as well-formed text and numbers that keep their digits: see `id`, `digits` and `number`.
 * @throws UnreadableBody when the bytes are not JSON
 */
export const jsonBody = (body: Uint8Array): unknown => {
  try {
    return parseExact(wellFormedEscapes(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')), rawJSON);
  } catch {
    throw new UnreadableBody('the body is not JSON');
  }
};

export const record = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJSON(value) ? (value as Json) : undefined;
/** The objects of a list; other elements are left out. */
export const records = (value: unknown): Json[] => (Array.isArray(value) ? value.map(record).filter((each) => each !== undefined) : []);
export const list = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);
/** A non-empty string. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
export const number = (value: unknown): number | undefined => {
  const given = isRawJSON(value) ? Number(value.rawJSON) : value;
  return typeof given === 'number' && Number.isFinite(given) ? given : undefined;
};
/** A number as text, with all its digits. */
export const digits = (value: unknown): string | undefined => {
  if (isRawJSON(value)) return plainDigits(value.rawJSON);
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
};

/** Ids are strings; some senders use numbers of any size. Surrounding blanks are removed. fit-event.ts later replaces a long id by its hash. */
export const id = (value: unknown): string | undefined => {
  const given = typeof value === 'string' ? value.trim() : digits(value);
  return given === '' ? undefined : given;
};

/** A link that a browser may open. Undefined for anything else (`javascript:`, relative). */
export const link = (value: unknown): string | undefined => {
  const given = text(value);
  return given !== undefined && /^https?:\/\/[^\s]+$/i.test(given) && given.length <= 8192 ? given : undefined;
};

/** The given lines joined, without undefined ones; undefined if none is left. */
export const lines = (...parts: readonly (string | undefined)[]): string | undefined => text(parts.filter((part) => part !== undefined).join('\n'));

/** Looks up a table's own property only, so that `constructor` or `toString` from a sender finds nothing. */
export const rowOf = <Row>(table: Readonly<Record<string, Row>>, name: string | undefined): Row | undefined =>
  name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
