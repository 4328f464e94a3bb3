import { unreadable } from '../elements.ts';
import type { ParsedElement } from '../inbound.ts';
import { type Json, jsonBody, list, record } from '../json.ts';

/**
 * The envelope that all of Meta's webhooks share: `{object, entry: [{id, time, changes | messaging}]}`, several entries per call.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications (read 2026-11)
 * @throws UnreadableBody when the body is not JSON
 */
export const metaBatch = (body: Uint8Array, object: string, read: (entry: Json, whole: Uint8Array) => readonly ParsedElement[]): ParsedElement[] => {
  const parsed = jsonBody(body);
  const frame = record(parsed);
  const entries = list(frame?.['entry']);
  if (!frame || !entries) return [unreadable(null, parsed, body, 'no list of entries')];
  if (frame['object'] !== object) return [unreadable(null, parsed, body, `not about ${object}`)];
  return entries.flatMap((piece) => {
    const entry = record(piece);
    return entry ? read(entry, body) : [unreadable(null, piece, body, 'an entry that is no object')];
  });
};

/** Reads each element of one of an entry's lists separately. A value that is not a list is kept raw. */
export const eachOf = (
  given: unknown,
  account: string | null,
  whole: Uint8Array,
  read: (piece: Json) => readonly ParsedElement[],
): readonly ParsedElement[] => {
  if (given === undefined) return [];
  const pieces = list(given);
  if (!pieces) return [unreadable(account, given, whole, 'not a list')];
  return pieces.flatMap((piece) => {
    const found = record(piece);
    return found ? read(found) : [unreadable(account, piece, whole, 'not an object')];
  });
};
