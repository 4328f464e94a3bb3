import { Rejected } from '../../edge-errors.ts';

/** The file as a whole cannot be read; the message is one sentence for the person who uploaded it. */
export class FileRefused extends Rejected {}

/** The text of a file, piece by piece, without a byte order mark. @throws FileRefused when it is not UTF-8 or has NUL bytes */
export async function* textsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of bytes) yield decoded(() => decoder.decode(piece, { stream: true }));
  yield decoded(() => decoder.decode());
}

const decoded = (decode: () => string): string => {
  let text: string;
  try {
    text = decode();
  } catch (error) {
    throw new FileRefused('The file is not UTF-8 text: save it as UTF-8.', error);
  }
  if (text.includes('\0')) throw new FileRefused('The file has NUL bytes: save it as UTF-8 text.');
  return text;
};
