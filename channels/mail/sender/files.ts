import type { OutgoingFile } from '../../../domain/channels/actions.ts';
import type { ComposedFile } from './compose.ts';

/** The files together exceed the limit of a mail, even if their stated sizes did not. */
export class FilesTooLarge extends Error {}

/** Reads all files of a mail, one after the other, and stops at the first byte above the limit. @throws FilesTooLarge, and the errors of opening a file */
export const filesOf = async (files: readonly OutgoingFile[], most: number): Promise<ComposedFile[]> => {
  const read: ComposedFile[] = [];
  let bytes = 0;
  for (const { name, type, open } of files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of open()) {
      bytes += piece.byteLength;
      if (bytes > most) throw new FilesTooLarge();
      pieces.push(piece);
    }
    read.push({ name, type, body: Buffer.concat(pieces) });
  }
  return read;
};
