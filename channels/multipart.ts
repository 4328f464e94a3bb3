import { randomBytes } from 'node:crypto';

interface FilePart {
  /** The name of the form's field. */
  readonly field: string;
  readonly name: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface Multipart {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Escapes file names as browsers do: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data (read 2026-11). */
const quoted = (name: string): string => `"${name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')}"`;

/**
 * A form of texts and files (RFC 7578). The files' bytes are read while they are sent. Their sizes are known beforehand, so the form is sent with a
 * `content-length`. Node's own `FormData` holds whole files in memory. If a file has an unexpected size, reading ends with an error: the
 * request stays incomplete and has no effect.
 */
export const multipart = (fields: Readonly<Record<string, string>>, ...files: readonly FilePart[]): Multipart => {
  const boundary = `parley-${randomBytes(16).toString('hex')}`;
  const part = (field: string, more: string): string => `--${boundary}\r\ncontent-disposition: form-data; name=${quoted(field)}${more}\r\n\r\n`;
  const texts = Object.entries(fields).map(([field, value]) => `${part(field, '')}${value}\r\n`);
  const heads = files.map(({ field, name, type }, nth) =>
    Buffer.from(`${nth === 0 ? texts.join('') : '\r\n'}${part(field, `; filename=${quoted(name)}\r\ncontent-type: ${type}`)}`),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const bytes = files.reduce((sum, { size }, nth) => sum + (heads[nth]?.length ?? 0) + size, tail.length);
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(bytes) },
    body: pieces(heads, files, tail),
  };
};

async function* pieces(heads: readonly Uint8Array[], files: readonly FilePart[], tail: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (const [nth, { open, size }] of files.entries()) {
    yield heads[nth] as Uint8Array;
    let left = size;
    for await (const piece of open()) {
      left -= piece.byteLength;
      if (left < 0) break;
      yield piece;
    }
    if (left !== 0) throw new Error(`the file has not the ${size} bytes that were announced`);
  }
  yield tail;
}
