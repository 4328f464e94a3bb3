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
 * A form of texts and one file (RFC 7578). The file's bytes are read while they are sent. Its size is known beforehand, so the form is sent with a
 * `content-length`. Node's own `FormData` holds whole files in memory. If the file has an unexpected size, reading ends with an error: the
 * request stays incomplete and has no effect.
 */
export const multipart = (fields: Readonly<Record<string, string>>, file: FilePart): Multipart => {
  const boundary = `parley-${randomBytes(16).toString('hex')}`;
  const part = (field: string, more: string): string => `--${boundary}\r\ncontent-disposition: form-data; name=${quoted(field)}${more}\r\n\r\n`;
  const texts = Object.entries(fields).map(([field, value]) => `${part(field, '')}${value}\r\n`);
  const head = Buffer.from(`${texts.join('')}${part(file.field, `; filename=${quoted(file.name)}\r\ncontent-type: ${file.type}`)}`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + file.size + tail.length),
    },
    body: pieces(head, file, tail),
  };
};

async function* pieces(head: Uint8Array, { open, size }: FilePart, tail: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield head;
  let left = size;
  for await (const piece of open()) {
    left -= piece.byteLength;
    if (left < 0) break;
    yield piece;
  }
  if (left !== 0) throw new Error(`the file has not the ${size} bytes that were announced`);
  yield tail;
}
