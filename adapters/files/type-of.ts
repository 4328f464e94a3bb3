/** The first file loads the library of 60 KB. */
const library = () => import('file-type');

/** The media type by the signature of a file's beginning; undefined for a format without a signature, such as a text. Never throws. */
export const typeOf = async (beginning: Uint8Array): Promise<string | undefined> => {
  const { fileTypeFromBuffer } = await library();
  try {
    return (await fileTypeFromBuffer(beginning))?.mime;
  } catch {
    // A file that is made to break its reader is of no known type.
    return undefined;
  }
};
