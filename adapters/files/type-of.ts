import { fileTypeFromBuffer } from 'file-type';

/** The media type by the signature of a file's beginning; undefined for a format without a signature, such as a text. Never throws. */
export const typeOf = async (beginning: Uint8Array): Promise<string | undefined> => {
  try {
    return (await fileTypeFromBuffer(beginning))?.mime;
  } catch {
    // A file that is made to break its reader is of no known type.
    return undefined;
  }
};
