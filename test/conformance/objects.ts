import { describe, expect, test } from 'vitest';
import type { Objects } from '../../adapters/objects/objects.ts';
import { until } from '../harness/until.ts';

/** The same promises hold for the embedded store and for S3; links are fetched over HTTP. */
export const objectsConformance = (name: string, open: () => Promise<{ objects: Objects; close(): Promise<void> }>): void => {
  const using = async (work: (objects: Objects) => Promise<void>): Promise<void> => {
    const { objects, close } = await open();
    try {
      await work(objects);
    } finally {
      await close();
    }
  };
  const form = (fields: Record<string, string>, file: Uint8Array): FormData => {
    const data = new FormData();
    for (const [field, value] of Object.entries(fields)) data.append(field, value);
    data.append('file', new Blob([Buffer.from(file)]), 'photo.jpg');
    return data;
  };

  describe(`objects on ${name}`, () => {
    test('a stored object is read back byte for byte, with its type', () =>
      using(async (objects) => {
        const body = Uint8Array.from({ length: 1_000 }, (_, n) => n % 256);
        await objects.put('T/t1/a b/ü.bin', body, 'application/x-thing; v=1');
        expect(await objects.get('T/t1/a b/ü.bin')).toEqual({ body, contentType: 'application/x-thing; v=1' });
        expect(await objects.head('T/t1/a b/ü.bin')).toEqual({ size: 1_000, contentType: 'application/x-thing; v=1' });
      }));

    test('a stored object is read piece by piece, from the beginning each time', () =>
      using(async (objects) => {
        const body = Uint8Array.from({ length: 300_000 }, (_, n) => n % 251);
        await objects.put('T/t1/long', body, 'video/mp4');
        for (const _time of ['first', 'again']) {
          const found = await objects.open('T/t1/long');
          expect(found).toMatchObject({ size: 300_000, contentType: 'video/mp4' });
          const pieces: Uint8Array[] = [];
          for await (const piece of found?.bytes ?? []) pieces.push(piece);
          expect(pieces.length).toBeGreaterThan(1);
          expect(Buffer.concat(pieces).equals(body)).toBe(true);
        }
        expect(await objects.open('T/t1/none')).toBeUndefined();
      }));

    test('a stream is stored whole with its type, or not at all', () =>
      using(async (objects) => {
        const body = Uint8Array.from({ length: 200_000 }, (_, n) => n % 241);
        const pieces = async function* (broken: boolean) {
          yield body.subarray(0, 70_000);
          if (broken) throw new Error('the source broke off');
          yield body.subarray(70_000);
        };
        await objects.putStream('T/t1/media/a', pieces(false), body.length, 'image/png');
        expect(await objects.get('T/t1/media/a')).toEqual({ body, contentType: 'image/png' });
        await expect(objects.putStream('T/t1/media/b', pieces(true), body.length, 'image/png')).rejects.toThrow('the source broke off');
        expect(await objects.head('T/t1/media/b')).toBeUndefined();
      }));

    test('a missing object is undefined, and deleting it is no error', () =>
      using(async (objects) => {
        expect(await objects.get('T/t1/none')).toBeUndefined();
        expect(await objects.head('T/t1/none')).toBeUndefined();
        await objects.delete('T/t1/none');
        await objects.put('T/t1/x', new Uint8Array([1]), 'a/b');
        await objects.delete('T/t1/x');
        expect(await objects.get('T/t1/x')).toBeUndefined();
      }));

    test('a browser uploads by the form it was given, exactly that type and size', () =>
      using(async (objects) => {
        const { url, fields } = await objects.presignUpload('T/t1/up', { contentType: 'image/jpeg', maxBytes: 5_000, seconds: 60 });
        const file = Uint8Array.from({ length: 5_000 }, (_, n) => (n * 7) % 256);
        const answer = await fetch(url, { method: 'POST', body: form(fields, file) });
        expect(answer.status).toBe(204);
        expect(await objects.get('T/t1/up')).toEqual({ body: file, contentType: 'image/jpeg' });
        expect((await fetch(url, { method: 'POST', body: form(fields, new Uint8Array(5_001)) })).status).toBe(400);
        expect((await fetch(url, { method: 'POST', body: form({ ...fields, 'Content-Type': 'text/html' }, file) })).status).toBe(403);
        expect((await fetch(url, { method: 'POST', body: form({ ...fields, key: 'T/t2/up' }, file) })).status).toBe(403);
      }));

    test('a download link works as an attachment and for its own object only', () =>
      using(async (objects) => {
        await objects.put('T/t1/doc é.pdf', new TextEncoder().encode('pdf'), 'application/pdf');
        const link = await objects.presignDownload('T/t1/doc é.pdf', { filename: 'Größe "1".pdf', contentType: 'application/pdf', seconds: 60 });
        const answer = await fetch(link);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
        expect(await answer.text()).toBe('pdf');
        expect((await fetch(link.replace('doc', 'dog'))).status).toBe(403);
      }));

    test('an object is replaced as a whole, may be empty, and many come at once', () =>
      using(async (objects) => {
        await objects.put('T/t1/again', new Uint8Array(100), 'a/b');
        await objects.put('T/t1/again', new Uint8Array([7]), 'c/d');
        expect(await objects.get('T/t1/again')).toEqual({ body: new Uint8Array([7]), contentType: 'c/d' });
        await objects.put('T/t1/empty', new Uint8Array(0), 'a/b');
        expect(await objects.get('T/t1/empty')).toEqual({ body: new Uint8Array(0), contentType: 'a/b' });
        expect(await objects.head('T/t1/empty')).toEqual({ size: 0, contentType: 'a/b' });
        const names = Array.from({ length: 20 }, (_, n) => `T/t1/many/${n}`);
        await Promise.all(names.map((name, n) => objects.put(name, new Uint8Array(1_000 + n), 'a/b')));
        expect((await Promise.all(names.map((name) => objects.head(name)))).map((head) => head?.size)).toEqual(names.map((_, n) => 1_000 + n));
        // Keys are names, not paths.
        await objects.put('T/t1/many', new Uint8Array(3), 'a/b');
        expect((await objects.get('T/t1/many'))?.body).toHaveLength(3);
        expect(await objects.get('T/t1/many/')).toBeUndefined();
      }));

    test.each(["a+b c&d=e?f#g%h'(i)!*", 'жук/🫖', '..x/.y'])('the key %s names one object, also in links', (name) =>
      using(async (objects) => {
        const key = `T/t1/${name}`;
        await objects.put(key, new TextEncoder().encode(name), 'text/plain');
        expect((await objects.get(key))?.body).toEqual(new TextEncoder().encode(name));
        const link = await objects.presignDownload(key, { filename: name, contentType: 'text/plain', seconds: 60 });
        expect(await (await fetch(link)).text()).toBe(name);
        const { url, fields } = await objects.presignUpload(key, { contentType: 'text/plain', maxBytes: 9, seconds: 60 });
        expect((await fetch(url, { method: 'POST', body: form(fields, new Uint8Array([65])) })).status).toBe(204);
        expect((await objects.get(key))?.body).toEqual(new Uint8Array([65]));
      }),
    );

    test('a link ends with its time, and what it says of the file cannot be changed', () =>
      using(async (objects) => {
        await objects.put('T/t1/short', new Uint8Array([1]), 'a/b');
        const link = await objects.presignDownload('T/t1/short', { filename: 'x.pdf', contentType: 'application/pdf', seconds: 1 });
        const { url, fields } = await objects.presignUpload('T/t1/late', { contentType: 'a/b', maxBytes: 9, seconds: 1 });
        expect((await fetch(link.replaceAll('x.pdf', 'x.exe'))).status).toBe(403);
        expect((await fetch(link.replaceAll('application%2Fpdf', 'text%2Fhtml'))).status).toBe(403);
        await until('the link is over', async () => (await fetch(link)).status === 403);
        await until('the form is over', async () => (await fetch(url, { method: 'POST', body: form(fields, new Uint8Array([1])) })).status === 403);
      }));

    test('links of more than five minutes are not made', () =>
      using(async (objects) => {
        await expect(objects.presignUpload('T/t1/x', { contentType: 'a/b', maxBytes: 1, seconds: 301 })).rejects.toThrow();
        await expect(objects.presignDownload('T/t1/x', { filename: 'x', contentType: 'a/b', seconds: 301 })).rejects.toThrow();
      }));
  });
};
