/** The type of a file without a valid type. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** A type and a subtype of at most 127 of these characters each: RFC 6838 §4.2 (read November 2026). */
const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
/** Both stores keep a type in a header; together with its subtype it stays below their limits. */
const LONGEST = 200;

/** Browsers run or render such files as documents. */
const ACTIVE =
  /^(?:text\/(?:html|xml|javascript|ecmascript|css)|application\/(?:xml|javascript|ecmascript|x-javascript|x-shockwave-flash|wasm|xhtml\+xml)|.*\+xml)$/;

/** The type with which a file is served: never one that a browser runs, whatever its sender called it. */
export const servedType = (given: string | null | undefined): string => {
  const type = mimeType(given);
  return ACTIVE.test(type) ? UNKNOWN_TYPE : type;
};

/**
 * A media type that every store keeps and every browser reads: lower case and without parameters. An invalid one becomes
 * `application/octet-stream`, so that the file can be stored and downloaded whatever its sender called it.
 */
export const mimeType = (given: string | null | undefined): string => {
  const bare = (given ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return bare.length <= LONGEST && TYPE.test(bare) ? bare : UNKNOWN_TYPE;
};
