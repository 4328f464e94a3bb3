import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BrokenForm, readForm } from '../../../local/gateway/multipart.ts';

const TYPE = 'multipart/form-data; boundary=b-1';
const field = (name: string, value: string): string => `--b-1\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const fileOf = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from('--b-1\r\ncontent-disposition: form-data; name="file"; filename="x.bin"\r\n\r\n'), bytes, Buffer.from('\r\n--b-1--\r\n')]);

/** The bytes in pieces of these lengths, over and over. */
const inPieces = (whole: Buffer, lengths: readonly number[]): Readable => {
  const pieces: Buffer[] = [];
  for (let at = 0, index = 0; at < whole.length; index += 1) {
    const length = lengths[index % lengths.length] ?? 1;
    pieces.push(whole.subarray(at, at + length));
    at += length;
  }
  return Readable.from(pieces);
};
const read = async (source: Readable, type = TYPE): Promise<{ fields: Record<string, string>; file: Buffer | undefined }> => {
  const { fields, file } = await readForm(type, source);
  const chunks: Buffer[] = [];
  for await (const chunk of file ?? []) chunks.push(chunk);
  return { fields: { ...fields }, file: file && Buffer.concat(chunks) };
};

test('fields and file arrive whole, however the request is cut', async () => {
  const bytes = fc.uint8Array({ maxLength: 3_000 }).map((given) => Buffer.from(given));
  // What looks like a boundary, but is none.
  const tricky = fc.constantFrom('\r\n--b-', '\r\n', '-b-1', '\r\n--b-2--').map((text) => Buffer.from(text));
  const file = fc
    .array(fc.oneof(bytes, tricky), { maxLength: 8 })
    .map((parts) => Buffer.concat(parts))
    // Adjacent pieces may make the true boundary, which no sender lets a file hold (RFC 7578, section 4.1).
    .filter((content) => !Buffer.concat([Buffer.from('\r\n'), content]).includes('\r\n--b-1'));
  const value = fc.string({ unit: 'grapheme-ascii', maxLength: 200 }).filter((text) => !text.includes('\r'));
  await fc.assert(
    fc.asyncProperty(file, value, fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 }), async (content, key, lengths) => {
      const whole = Buffer.concat([Buffer.from(field('key', key) + field('Content-Type', 'image/png')), fileOf(content)]);
      expect(await read(inPieces(whole, lengths))).toEqual({ fields: { key, 'Content-Type': 'image/png' }, file: content });
    }),
    { numRuns: 60 },
  );
});

describe('a form is refused', () => {
  test.each([
    ['of another type', 'application/x-www-form-urlencoded', 'a=b'],
    ['without a boundary', 'multipart/form-data;', field('a', 'b')],
    ['that never begins', TYPE, 'x'],
    ['that ends within a field', TYPE, field('a', 'b').slice(0, -3)],
    ['with a field that is too long', TYPE, `${field('a', 'x'.repeat(20_000))}--b-1--`],
    ['with too many fields', TYPE, `${field('a', 'b').repeat(40)}--b-1--`],
  ])('%s', async (_, type, body) => {
    await expect(read(Readable.from([Buffer.from(body)]), type)).rejects.toBeInstanceOf(BrokenForm);
  });

  test('that ends within its file, by an end as by a lost connection', async () => {
    const cut = fileOf(Buffer.alloc(5_000, 'x')).subarray(0, 3_000);
    await expect(read(Readable.from([cut]))).rejects.toBeInstanceOf(BrokenForm);
    const source = new PassThrough();
    source.write(cut);
    const reading = read(source);
    await new Promise(setImmediate);
    source.destroy();
    await expect(reading).rejects.toBeInstanceOf(BrokenForm);
  });
});

test('a form may have no file, a field of any name, and what follows the file is passed over', async () => {
  expect(await read(Readable.from([Buffer.from(`${field('__proto__', 'p')}--b-1--`)]))).toEqual({
    fields: Object.fromEntries([['__proto__', 'p']]),
    file: undefined,
  });
  const two = Buffer.concat([fileOf(Buffer.from('one')).subarray(0, -11), Buffer.from('\r\n'), fileOf(Buffer.from('two'))]);
  expect(await read(Readable.from([two]))).toEqual({ fields: {}, file: Buffer.from('one') });
});

test('a handler that stops reading the file does not block the request', async () => {
  const source = new PassThrough();
  const { file } = await (async () => {
    const reading = readForm(TYPE, source);
    source.write(fileOf(Buffer.alloc(1_000_000, 'x')));
    return reading;
  })();
  for await (const _ of file ?? []) break;
  source.resume();
  source.end(Buffer.alloc(1_000_000, 'y'));
  await new Promise((resolve) => source.once('end', resolve));
});
