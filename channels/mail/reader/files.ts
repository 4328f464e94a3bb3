import { NAME } from '../../../domain/limits.ts';
import { cut } from '../../../domain/text/well-formed.ts';
import { transferDecoded } from '../text/transfer.ts';
import type { Part } from './parts.ts';

export interface File {
  readonly name: string | null;
  /** A well-formed MIME type. */
  readonly type: string;
  readonly body: Uint8Array;
}

/** RFC 6838 §4.2: at most 127 characters each, and much shorter in practice. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
const BYTES = 'application/octet-stream';

export const mediaTypeOf = (given: string | null): string => {
  const type = (given ?? '').trim().toLowerCase();
  return MEDIA_TYPE.test(type) ? type : BYTES;
};

/** The last part of a path, without invisible characters; null if nothing is left. */
export const fileNameOf = (given: string | null): string | null => {
  const name = (given ?? '')
    .replace(/^.*[/\\]/su, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return name === '' ? null : cut(name, NAME, '…');
};

export const fileOf = (part: Part): File => {
  const bytes = transferDecoded(Buffer.concat(part.chunks), part.encoding);
  // A copy in its own memory, so that a transfer to another thread does not include the bytes of others.
  return { name: fileNameOf(part.filename), type: mediaTypeOf(part.type), body: Uint8Array.from(bytes) };
};
