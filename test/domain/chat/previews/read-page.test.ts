import { describe, expect, it } from 'vitest';
import { readImage, readPage } from '../../../../domain/chat/previews/read-page.ts';
import { PNG, type Served, web } from './web.ts';

const AT = 'https://shop.example/a/b';
const page = (served: Served) => readPage(web({ [AT]: served }), AT);
const image = (served: Served) => readImage(web({ [AT]: served }), AT);

const breaking = (beginning: Uint8Array): AsyncIterable<Uint8Array> =>
  (async function* () {
    if (beginning.length > 0) yield beginning;
    throw Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
  })();

/** Counts what is taken of a body without end. */
const endless = (beginning: string) => {
  const taken = { bytes: 0, ended: false };
  const bytes = (async function* () {
    try {
      yield Buffer.from(beginning);
      for (;;) {
        taken.bytes += 100_000;
        yield Buffer.alloc(100_000, ' ');
      }
    } finally {
      taken.ended = true;
    }
  })();
  return { taken, bytes };
};

describe('a page', () => {
  it.each(['text/html', 'TEXT/HTML; charset=utf-8', 'application/xhtml+xml'])('of type %s has a preview', async (type) => {
    expect(await page({ type, body: '<title>A</title>' })).toEqual({ title: 'A', description: null, siteName: null, image: null });
  });

  it.each<[string, Served]>([
    ['a PDF', { type: 'application/pdf', body: '<title>A</title>' }],
    ['without a type', { type: null, body: '<title>A</title>' }],
    ['that looks like a type', { type: 'text/htmlx', body: '<title>A</title>' }],
    ['with an error', { status: 404, body: '<title>Not found</title>' }],
    ['that was moved to nowhere', { status: 304, body: '<title>A</title>' }],
    ['without a title', { body: '<meta name=description content=d>' }],
    ['without anything', {}],
    ['that breaks off before anything', { body: breaking(Buffer.alloc(0)) }],
  ])('%s has none', async (_, served) => expect(await page(served)).toBeNull());

  it('that cannot be had has none', async () => expect(await readPage(web({}), AT)).toBeNull());

  it('that never ends is read up to a megabyte', async () => {
    const { taken, bytes } = endless('<title>A</title>');
    expect(await page({ body: bytes })).toMatchObject({ title: 'A' });
    expect(taken).toEqual({ bytes: 1_000_000, ended: true });
  });

  it('that breaks off, or takes too long, is read as far as it came', async () => {
    expect(await page({ body: breaking(Buffer.from('<title>A</title><p>')) })).toMatchObject({ title: 'A' });
  });

  it.each([
    ['/i.png', 'https://shop.example/i.png'],
    ['i.png', 'https://shop.example/a/i.png'],
    ['//cdn.example/i.png', 'https://cdn.example/i.png'],
    ['https://cdn.example/i.png', 'https://cdn.example/i.png'],
    ['http://[', null],
  ])('names its picture %s', async (written, image_) =>
    expect(await page({ body: `<title>A</title><meta property=og:image content="${written}">` })).toMatchObject({ image: image_ }),
  );

  it('names a picture beside where a redirect led', async () => {
    const body = '<title>A</title><meta property=og:image content="i.png">';
    expect(await page({ body, url: 'https://www.shop.example/x/' })).toMatchObject({ image: 'https://www.shop.example/x/i.png' });
  });
});

describe('a picture', () => {
  it.each([
    ['preview.png', PNG],
    ['preview.gif', Buffer.from('R0lGODlhAQABAAAAACw=', 'base64')],
    ['preview.jpg', Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')],
  ])('is what its bytes are, whatever the server says: %s', async (name, bytes) => {
    expect(await image({ type: 'text/html', body: bytes })).toMatchObject({ name, bytes });
  });

  it.each<[string, Served]>([
    ['SVG', { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>' }],
    ['HTML', { type: 'image/png', body: '<html><script>1</script>' }],
    ['PDF', { type: 'image/png', body: '%PDF-1.7\n' }],
    ['nothing', { type: 'image/png' }],
    ['an error', { status: 500, body: PNG }],
    ['too large, as told', { body: PNG, size: 5_000_001 }],
    ['one that breaks off', { body: breaking(PNG) }],
  ])('is none: %s', async (_, served) => expect(await image(served)).toBeNull());

  it('that never ends is left after 5 MB', async () => {
    const { taken, bytes } = endless('GIF89a');
    expect(await image({ body: bytes })).toBeNull();
    expect(taken).toEqual({ bytes: 5_000_000, ended: true });
  });
});
