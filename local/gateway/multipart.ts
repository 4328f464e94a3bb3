import type { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';

/** A browser's form post in S3's format: text fields, then one file. */
export interface FormReader {
  /** The fields before the file. */
  readonly fields: Readonly<Record<string, string>>;
  /** The file's bytes; undefined when the form has none. */
  readonly file: AsyncIterable<Buffer> | undefined;
}

/** The form violates RFC 7578, or it has too many or too long fields. */
export class BrokenForm extends Error {}

/** A signed policy is the longest field of an upload: about 1 KB. */
const LIMITS = { fieldSize: 16 * 1024, fields: 30, files: 1, parts: 31, headerPairs: 20, headerSize: 8 * 1024 };

/** Reads the fields up to the file. @throws BrokenForm */
export async function readForm(contentType: string, source: Readable): Promise<FormReader> {
  const parser = parserOf(contentType);
  // No prototype: a field may have any name.
  const fields = Object.create(null) as Record<string, string>;
  let file: BusboyFileStream | undefined;
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      source.unpipe(parser);
      const broken = new BrokenForm(reason);
      reject(broken);
      file?.destroy(broken);
    };
    parser.on('field', (name, value, _nameTruncated, truncated) => {
      if (truncated) fail('the fields of the form are too long');
      else fields[name] = value;
    });
    for (const limit of ['fieldsLimit', 'partsLimit'] as const) parser.on(limit, () => fail('the form has too many fields'));
    parser.on('file', (_name, stream) => {
      file = stream;
      // A reader gets the error when it reads. Without a reader, the error must not end the process.
      stream.on('error', () => undefined);
      // If the reader stops, the rest of the request is discarded.
      stream.once('close', () => source.unpipe(parser));
      resolve({ fields, file: stream });
    });
    parser.on('error', (error) => fail(error instanceof Error ? error.message : String(error)));
    parser.on('finish', () => resolve({ fields, file: undefined }));
    source.once('close', () => {
      if (!source.readableEnded) fail('the form ends too early');
    });
    source.pipe(parser);
  });
}

/** @throws BrokenForm */
function parserOf(contentType: string): BusboyInstance {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw new BrokenForm('the form is not multipart/form-data with a boundary');
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: LIMITS, isPartAFile: (name) => name === 'file' });
  } catch (error) {
    throw new BrokenForm(error instanceof Error ? error.message : 'the form has no boundary', { cause: error });
  }
}
