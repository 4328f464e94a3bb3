/** What a browser's form post carries: text fields, then one file, as S3 takes it. */
export interface FormReader {
  /** The fields that stand before the file. */
  readonly fields: Readonly<Record<string, string>>;
  /** The file's bytes; undefined when the form has none. */
  readonly file: AsyncIterable<Buffer> | undefined;
}

/** The form is not what RFC 7578 describes, or its fields are too long. */
export class BrokenForm extends Error {}

const MAX_FIELDS_BYTES = 64 * 1024;
const CRLF2 = Buffer.from('\r\n\r\n');

/** Reads the fields and stands before the file. @throws BrokenForm */
export async function readForm(contentType: string, chunks: AsyncIterator<Buffer>): Promise<FormReader> {
  const boundary = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType);
  if (boundary === null) throw new BrokenForm('the form is not multipart/form-data with a boundary');
  const mark = Buffer.from(`\r\n--${boundary[1] ?? boundary[2] ?? ''}`);
  const fields: Record<string, string> = {};
  // The first boundary has no line break before it.
  let rest: Buffer = Buffer.from('\r\n');
  const more = async (): Promise<void> => {
    const next = await chunks.next();
    if (next.done === true) throw new BrokenForm('the form ends too early');
    rest = Buffer.concat([rest, next.value]);
  };
  const until = async (sign: Buffer): Promise<Buffer> => {
    let at = rest.indexOf(sign);
    while (at === -1) {
      if (rest.length > MAX_FIELDS_BYTES) throw new BrokenForm('the fields of the form are too long');
      await more();
      at = rest.indexOf(sign);
    }
    const before = rest.subarray(0, at);
    rest = rest.subarray(at + sign.length);
    return before;
  };

  await until(mark);
  for (;;) {
    while (rest.length < 2) await more();
    if (rest.subarray(0, 2).toString('latin1') === '--') return { fields, file: undefined };
    const head = (await until(CRLF2)).toString('utf8');
    const name = /^content-disposition:.*?\bname="([^"]*)"/im.exec(head)?.[1];
    if (name === undefined) throw new BrokenForm('a part of the form has no name');
    if (name === 'file') return { fields, file: fileOf(rest, mark, chunks) };
    fields[name] = (await until(mark)).toString('utf8');
  }
}

/** Bytes up to the next boundary. What might be the beginning of one is held back. */
async function* fileOf(begin: Buffer, mark: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  let held = begin;
  for (;;) {
    const at = held.indexOf(mark);
    if (at !== -1) {
      if (at > 0) yield held.subarray(0, at);
      // What follows the file is of no interest, but the caller wants to have sent it.
      for (let next = await chunks.next(); next.done !== true; ) next = await chunks.next();
      return;
    }
    const safe = held.length - mark.length;
    if (safe > 0) {
      yield held.subarray(0, safe);
      held = held.subarray(safe);
    }
    const next = await chunks.next();
    if (next.done === true) throw new BrokenForm('the form ends within its file');
    held = Buffer.concat([held, next.value]);
  }
}
