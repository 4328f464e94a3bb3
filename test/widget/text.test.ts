import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ATTACHMENTS_OF_VISITOR, VISITOR_UPLOAD_BYTES } from '../../domain/limits.ts';
import { VISITOR_FILE_TYPES } from '../../domain/livechat/visitor-files.ts';
import { accentOf, contrast } from '../../widget/src/logic/colour.ts';
import { MOST_BYTES, MOST_FILES, refusalOf, sizeText, TYPES, typeOf } from '../../widget/src/logic/files.ts';
import { beginning, initials, pieces, withoutPiles } from '../../widget/src/logic/text.ts';
import { en } from '../../widget/src/words/en.ts';
import { languageOf, speech } from '../../widget/src/words/words.ts';
import { ar, de, it as italian } from './languages.ts';

/** What could begin, end or hide a link. */
const CHARACTERS = fc
  .array(fc.constantFrom('a', '<', '"', '.', ')', '&', '/', ':', ' ', '\u202E', '\u200B', 'é', 'م', '😀', 'http'), { maxLength: 60 })
  .map((parts) => parts.join(''));

describe('texts', () => {
  test.each([
    ['see https://shop.example/a?b=1.', ['https://shop.example/a?b=1']],
    ['(http://shop.example)', ['http://shop.example']],
    ['javascript:alert(1) data:text/html,x', []],
    ['https://', []],
    ['https://a.example"><script>', ['https://a.example']],
    ['https://a.example/\u202Egnp', ['https://a.example/']],
  ])('links of %j', (text, links) => {
    expect(pieces(text).flatMap(({ href }) => href ?? [])).toEqual(links);
  });
  test('every text comes out as it went in', () => {
    fc.assert(
      fc.property(CHARACTERS, fc.constantFrom('https://shop.example/a?b=c', 'HTTP://x.example.', 'javascript:x'), (text, url) => {
        const whole = `${text} ${url} ${text}`;
        expect(
          pieces(whole)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(whole);
        for (const { href } of pieces(whole)) if (href !== undefined) expect(href).toMatch(/^https?:/i);
      }),
    );
  });
  test('a long text has a beginning that cuts no character', () => {
    expect(beginning('short')).toBeNull();
    expect(beginning('ab😀cd', 3)).toBe('ab');
    expect(beginning('ab😀cd', 4)).toBe('ab😀');
  });
  test('piles of marks are cut, and no script loses any', () => {
    expect(withoutPiles(`a${'\u0301'.repeat(10_000)}b`)).toHaveLength(8);
    for (const text of ['tiếng Việt', 'مُحَمَّدٌ', 'हिन्दी', 'ภาษาไทย']) expect(withoutPiles(text)).toBe(text);
  });
  test.each([
    ['Nadia Russo', 'NR'],
    ['  luna  ', 'L'],
    ['محمد علي', 'مع'],
    ['!!!', ''],
    ['', ''],
  ])('initials of %j', (name, letters) => expect(initials(name)).toBe(letters));
});

describe('files', () => {
  test('the widget knows what the hub takes', () => {
    expect([MOST_BYTES, MOST_FILES, TYPES.toSorted()]).toEqual([VISITOR_UPLOAD_BYTES, ATTACHMENTS_OF_VISITOR, VISITOR_FILE_TYPES.toSorted()]);
  });
  test.each([
    [{ name: 'a.png', type: 'image/png' }, 'image/png'],
    [{ name: 'a.jpg', type: 'image/jpg' }, 'image/jpeg'],
    [{ name: 'a.TXT', type: '' }, 'text/plain'],
    [{ name: 'a.txt', type: 'text/plain;charset=utf-8' }, 'text/plain'],
    [{ name: 'a.svg', type: 'image/svg+xml' }, null],
    [{ name: 'a.png', type: 'text/html' }, null],
    [{ name: 'noending', type: '' }, null],
    [{ name: 'a.exe', type: '' }, null],
  ])('type of %j', (file, type) => expect(typeOf(file)).toBe(type));
  test('what is refused, and why', () => {
    const file = { name: 'a.png', type: 'image/png', size: 10 };
    expect(refusalOf(file, 0)).toBeNull();
    expect(refusalOf(file, MOST_FILES)).toBe('$tooMany');
    expect(refusalOf({ ...file, size: MOST_BYTES + 1 }, 0)).toBe('$tooLarge');
    expect(refusalOf({ ...file, size: 0 }, 0)).toBe('$empty');
    expect(refusalOf({ ...file, type: 'text/html' }, 0)).toBe('$wrongType');
  });
  test('sizes are readable', () => {
    expect([sizeText(10, 'en'), sizeText(200_000, 'en'), sizeText(1_500_000, 'en'), sizeText(1_500_000, 'de')]).toEqual(['1 kB', '195 kB', '1.4 MB', '1,4 MB']);
  });
});

describe('the shop’s colour', () => {
  test('is readable on both grounds, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), fc.constantFrom('light' as const, 'dark' as const), (number, theme) => {
        const accent = accentOf(`#${number.toString(16).padStart(6, '0')}`, theme);
        const ground = theme === 'light' ? '#f0efeb' : '#262a30';
        expect(contrast(accent?.fill ?? '', ground)).toBeGreaterThan(2.9);
        expect(contrast(accent?.onFill ?? '', accent?.fill ?? '')).toBeGreaterThanOrEqual(4.5);
        expect(contrast(accent?.text ?? '', ground)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
  test('stays as it is where it can, and is none if it is none', () => {
    expect(accentOf('#0B6E7A', 'light')?.fill).toBe('#0b6e7a');
    expect(accentOf('red', 'light')).toBeNull();
    expect(contrast('red', '#ffffff')).toBe(1);
  });
});

describe('languages', () => {
  test('have every word, with the same parts', () => {
    const parts = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([part]) => part).sort();
    for (const words of [italian, de, ar]) {
      for (const [key, text] of Object.entries(en)) {
        const own = words[key as keyof typeof en];
        expect(own.trim(), key).not.toBe('');
        if (!key.startsWith('unread_')) expect(parts(own), key).toEqual(parts(text));
      }
    }
  });
  test.each([
    [[undefined, 'de-AT', 'it'], 'de'],
    [[null, 'fr', 'it-IT'], 'it'],
    [['', 'fr'], 'en'],
    [['constructor'], 'en'],
    [['EN-us'], 'en'],
  ])('of %j', (wishes, language) => expect(languageOf(wishes)).toBe(language));
  test('count in their own forms, write dates, and know their direction', () => {
    const arabic = speech('ar', ar);
    expect([1, 2, 3, 11].map((n) => arabic.unread(n))).toEqual([ar.unread_one, ar['unread_two'], '3 رسائل غير مقروءة', '11 رسالة غير مقروءة']);
    expect([speech('en').unread(1), speech('en').unread(2), arabic.dir, speech('de', de).dir]).toEqual(['1 unread message', '2 unread messages', 'rtl', 'ltr']);
    const noon = new Date(2026, 10, 30, 12).getTime();
    const day = 24 * 3_600_000;
    expect([noon, noon - day, noon - 3 * day].map((at) => speech('en').day(at, noon))).toEqual(['Today', 'Yesterday', 'Friday, November 27']);
    expect(speech('de', de).time(noon)).toBe('12:00');
    expect(speech('en').say('$typing', { name: 'Mia' })).toBe('Mia is writing…');
  });
});
