import { mimeType, servedType, UNKNOWN_TYPE } from '../../support/messages/mime-type.ts';

/** SVG is a document with scripts: it is kept as a file of unknown type, not as an image. */
const claimsMedia = (type: string): boolean => /^(?:image|audio|video)\//.test(type) && type !== 'image/svg+xml';
const isMedia = (type: string): boolean => /^(?:image|audio|video)\//.test(type) || type === 'application/ogg';

/** Formats without a signature, which no browser runs. */
const TEXTS: ReadonlySet<string> = new Set(['text/plain', 'text/csv', 'text/vcard', 'text/x-vcard', 'text/calendar', 'application/json']);
/** A container's signature says less than the type that the provider told: Office files are ZIP archives or compound files. */
const CONTAINED: Readonly<Record<string, RegExp>> = {
  'application/zip': /^application\/(?:vnd\.(?:openxmlformats|oasis|apple|google-earth)|epub\+zip)/,
  'application/x-cfb': /^application\/(?:msword|vnd\.ms-)/,
};

/**
 * The type with which a fetched file is kept: what its bytes are, never one that a browser runs. Null: the file claims to be an image, a sound or a film, and
 * its bytes are something else. `found`: the type by the signature of the bytes.
 */
export const keptType = (told: string, found: string | undefined): string | null => {
  const declared = mimeType(told);
  if (found === undefined) {
    if (claimsMedia(declared)) return null;
    return TEXTS.has(declared) ? declared : UNKNOWN_TYPE;
  }
  const type = mimeType(found);
  if (claimsMedia(declared) && !isMedia(type)) return null;
  return servedType(CONTAINED[type]?.test(declared) ? declared : type);
};
