import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHead } from '../../../adapters/pages/read-head.ts';

const read = (html: string | Uint8Array, type: string | null = 'text/html; charset=utf-8') =>
  readHead(typeof html === 'string' ? new TextEncoder().encode(html) : html, type);
const meta = (html: string): unknown => read(html).metas;

describe('the head of a page', () => {
  it('has its title and its meta elements', () => {
    const html = `<!doctype html><html><head><meta charset=utf-8><title>
      A &amp; B &#x1f600;</title>
      <meta property="og:title" content="Rock &quot;n&quot; roll"><META NAME='Description' CONTENT='short'/>
      <meta content="first" property="og:image"><meta name=robots content=noindex></head><body>`;
    expect(read(html).title?.trim()).toBe('A & B 😀');
    expect(read(html).metas).toEqual([
      ['og:title', 'Rock "n" roll'],
      ['description', 'short'],
      ['og:image', 'first'],
      ['robots', 'noindex'],
    ]);
  });

  it.each([
    ['no title', '', null],
    ['an empty one', '<title></title>', null],
    ['two of them', '<title>a</title><title>b</title>', 'a'],
    ['one in a picture', '<svg><title>icon</title></svg><title>page</title>', 'page'],
    ['one in a picture that closes itself', '<svg/><title>page</title>', 'page'],
    ['tags in it', '<title>a <b>c</b></title>', 'a <b>c</b>'],
    ['no end', '<title>a', 'a'],
    ['one in a comment', '<!-- <title>x</title> --><title>y</title>', 'y'],
    ['one in a script', '<script>"<title>x</title>"</script><title>y</title>', 'y'],
    ['a stray end', '</svg></title><title>y</title>', 'y'],
    ['one that closes itself, which HTML ignores', '<title/>y</title>', 'y'],
  ])('with %s', (_, html, title) => expect(read(html).title).toBe(title));

  it.each([
    ['property before name', '<meta name=a property=b content=c>', [['b', 'c']]],
    ['of two attributes the first', '<meta name=a name=b content=c content=d>', [['a', 'c']]],
    ['neither without a content', '<meta name=a><meta content=c><meta charset=utf-8>', []],
    ['an empty content', '<meta name=a content>', [['a', '']]],
    ['entities that are cut', '<meta name=a content="x&am', []],
    ['what is in a comment or a script is none', '<!--<meta name=a content=b>--><script><meta name=a content=b></script>', []],
    ['CDATA, a declaration and an instruction', '<![CDATA[<meta name=a content=b>]]><?xml x?><!x><meta name=c content=d>', [['c', 'd']]],
  ])('%s', (_, html, metas) => expect(meta(html)).toEqual(metas));

  it('is bounded, however long the page is', () => {
    expect(read('<meta name=a content=b>'.repeat(1_000)).metas).toHaveLength(200);
    expect(read(`<title>${'x&amp;'.repeat(100_000)}`).title?.length).toBeLessThan(10_000);
    expect(read(`<meta name=a content="${'x&amp;'.repeat(100_000)}">`).metas[0]?.[1].length).toBeLessThan(10_000);
    expect(read('<div>'.repeat(100_000)).title).toBeNull();
  });

  it('never throws, and has well-formed texts, whatever is broken in the page', () => {
    const whole = '<!doctype html><title>A &amp; B</title><meta property="og:title" content="C &lt; D"><svg><title>x</title></svg><script>1</script>';
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      ';',
      '&#',
      '&#xd800;',
      '-->',
      '<!--',
      '</title',
      '<title',
      '<meta name=',
      '<svg>',
      ']]>',
      '\u0000',
      'é',
    );
    const change = fc.record({ at: fc.nat(whole.length), drop: fc.nat(12), add: fc.oneof(piece, fc.string({ maxLength: 4 })) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), fc.uint8Array({ maxLength: 8 }), (changes, tail) => {
        let html = whole;
        for (const { at, drop, add } of changes) html = html.substring(0, at) + add + html.substring(at + drop);
        const { title, metas } = read(Buffer.concat([Buffer.from(html), tail]), null);
        for (const text of [title ?? '', ...metas.flat()]) expect(text.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('the charset of a page', () => {
  const russian = Uint8Array.of(0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2);
  const page = (before: string, text: Uint8Array | string, after = '</title>'): Uint8Array =>
    Buffer.concat([Buffer.from(`${before}<title>`, 'latin1'), Buffer.from(text as Uint8Array), Buffer.from(after, 'latin1')]);
  const title = (bytes: Uint8Array, type: string | null = 'text/html'): string | null => read(bytes, type).title;

  it.each<[string, Uint8Array, string | null, string]>([
    ['the response', page('', russian), 'text/html; charset=windows-1251', 'Привет'],
    ['the response, quoted', page('', russian), 'text/html; charset="Windows-1251"', 'Привет'],
    ['the response before the page', page('<meta charset=utf-8>', russian), 'text/html;charset=cp1251', 'Привет'],
    ['the page', page('<meta charset="windows-1251">', russian), 'text/html', 'Привет'],
    ['the page, in the old form', page('<meta http-equiv=content-type content="text/html; charset=windows-1251">', russian), null, 'Привет'],
    ['the page, when the response has an unknown one', page('<meta charset=windows-1251>', russian), 'text/html; charset=klingon', 'Привет'],
    ['Japanese', page('<meta charset=shift_jis>', Uint8Array.of(0x93, 0xfa, 0x96, 0x7b)), null, '日本'],
    ['Chinese', page('<meta charset=gb2312>', Uint8Array.of(0xd6, 0xd0)), null, '中'],
    ['Korean', page('<meta charset=euc-kr>', Uint8Array.of(0xc7, 0xd1)), null, '한'],
    ['none: UTF-8', page('', 'Grüße'), null, 'Grüße'],
    ['none: the usual one of old pages', page('', Uint8Array.of(0x47, 0x72, 0xfc, 0xdf, 0x65)), null, 'Grüße'],
    ['UTF-16, which the page cannot be', page('<meta charset=utf-16le>', 'ü'), null, 'ü'],
    ['one in a comment is none', page('<!-- <meta charset=windows-1251> -->', 'ü'), null, 'ü'],
    ['one after 1,024 bytes is none', page(`${' '.repeat(1_024)}<meta charset=windows-1251>`, 'ü'), null, 'ü'],
    ['an unknown one', page('<meta charset=klingon>', 'ü'), null, 'ü'],
    ['a mark before all else', Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), page('', 'ü')]), 'text/html; charset=windows-1251', 'ü'],
    ['UTF-16 with its mark', Buffer.from('\ufeff<title>ü</title>', 'utf16le'), 'text/html; charset=utf-8', 'ü'],
    ['UTF-16 the other way round', Buffer.from('\ufeff<title>ü</title>', 'utf16le').swap16(), null, 'ü'],
    ['a last character that is cut', page('', Uint8Array.of(0xc3, 0xbc, 0xc3), ''), null, 'ü'],
  ])('%s', (_, bytes, type, text) => expect(title(bytes, type)).toBe(text));
});
