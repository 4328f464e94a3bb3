import { Problem } from '../../domain/errors.ts';

/** `ETag` of a public version: `"3"`. */
export const etag = (version: number): { readonly etag: string } => ({ etag: `"${version}"` });

/**
 * The version a change depends on: `If-Match: 3`, `"3"` or `W/"3"`; null without the header or with `*`.
 * @throws Problem invalid_request when malformed
 */
export function ifMatch(headers: Readonly<Record<string, string | undefined>>): number | null {
  const header = headers['if-match']?.trim();
  if (header === undefined || header === '*') return null;
  const version = /^(?:W\/)?(?:"(\d{1,15})"|(\d{1,15}))$/.exec(header);
  if (!version) {
    throw new Problem('invalid_request', 'If-Match is not a version.', { errors: [{ path: 'If-Match', message: 'expected a version such as "3"' }] });
  }
  return Number(version[1] ?? version[2]);
}

/** @throws Problem stale, with the current version */
export function requireVersion(expected: number | null, current: number): void {
  if (expected !== null && expected !== current) throw new Problem('stale', `The current version is ${current}.`, { extra: { current } });
}
