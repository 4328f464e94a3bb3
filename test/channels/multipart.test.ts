import { describe, expect, it } from 'vitest';
import { multipart } from '../../channels/multipart.ts';

const file = (given: Partial<Parameters<typeof multipart>[1]> = {}) => ({
  field: 'file',
  name: 'a.pdf',
  type: 'application/pdf',
  size: 5,
  async *open() {
    yield Buffer.from('by');
    yield Buffer.from('tes');
  },
  ...given,
});
const whole = async ({ body }: ReturnType<typeof multipart>): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
};

describe('a form with a file', () => {
  it('is what a reader of forms reads, and as long as it says', async () => {
    const form = multipart({ messaging_product: 'whatsapp', type: 'application/pdf' }, file());
    const bytes = await whole(form);
    expect(form.headers['content-length']).toBe(String(bytes.length));
    const read = await new Response(new Uint8Array(bytes), { headers: form.headers }).formData();
    expect(read.get('messaging_product')).toBe('whatsapp');
    expect(read.get('type')).toBe('application/pdf');
    const given = read.get('file') as File;
    expect([given.name, given.type, await given.text()]).toEqual(['a.pdf', 'application/pdf', 'bytes']);
  });

  it.each([
    ['line\r\nbreaks', 'line%0D%0Abreaks'],
    ['"quotes"; filename=x', '%22quotes%22; filename=x'],
    ['Übersicht 📎.pdf', 'Übersicht 📎.pdf'],
  ])('keeps the name %j in its place', async (name, written) => {
    const text = (await whole(multipart({}, file({ name })))).toString('utf8');
    expect(text.split('\r\n')[1]).toBe(`content-disposition: form-data; name="file"; filename="${written}"`);
  });

  it('has several files, each in its own field', async () => {
    const form = multipart({ chat_id: '1' }, file({ field: 'file0' }), file({ field: 'file1', name: 'b.png', type: 'image/png' }));
    const bytes = await whole(form);
    expect(form.headers['content-length']).toBe(String(bytes.length));
    const read = await new Response(new Uint8Array(bytes), { headers: form.headers }).formData();
    expect([...read.keys()]).toEqual(['chat_id', 'file0', 'file1']);
    const [one, two] = [read.get('file0') as File, read.get('file1') as File];
    expect([one.name, await one.text(), two.name, two.type, await two.text()]).toEqual(['a.pdf', 'bytes', 'b.png', 'image/png', 'bytes']);
  });

  it.each([4, 6])('of a file that has not its %i bytes breaks off', async (size) => {
    await expect(whole(multipart({}, file({ size })))).rejects.toThrow(`the ${size} bytes`);
  });

  it('reads a file only as far as its receiver takes it', async () => {
    let read = 0;
    const form = multipart(
      {},
      file({
        size: 100_000,
        async *open() {
          for (; read < 100; read += 1) yield new Uint8Array(1_000);
        },
      }),
    );
    for await (const piece of form.body) if (piece.byteLength === 1_000) break;
    expect(read).toBeLessThan(2);
  });
});
