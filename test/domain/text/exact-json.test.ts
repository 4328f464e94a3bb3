import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact, plainDigits } from '../../../domain/text/exact-json.ts';

class Kept {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
}
const parse = (text: string): unknown => parseExact(text, (digits) => new Kept(digits));

describe('JSON whose numbers keep their digits', () => {
  it.each([
    '1234567890123456789',
    '9007199254740993',
    '-9007199254740993',
    '1e21',
    '1.234567890123456789e18',
    '1234567890.123456789012',
    '1e400',
    '-1E+308000',
  ])('%s is kept as it is written, wherever it stands', (number) => {
    const kept = new Kept(number);
    expect(parse(number)).toEqual(kept);
    expect(parse(`{"a":${number},"b":[ ${number} ,{"c":${number}\n}]}`)).toEqual({ a: kept, b: [kept, { c: kept }] });
  });

  it.each(['0', '-0', '42', '-5', '9007199254740991', '1.5', '37.4847', '12345678.12345678'])('%s is a plain number', (number) => {
    expect(parse(`[${number},12345678901234567890]`)).toEqual([JSON.parse(number), new Kept('12345678901234567890')]);
  });

  it('a text without such numbers is parsed as it is, also where an id in a string looks like one', () => {
    const text = '{"id":"a-3e5f","other":"x-1234567890123456789z","at":"2026-11-28T10:00:00Z","n":[1,-2.5,9007199254740991]}';
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each(['\t', '\n', ' ', ','])('what ends a number, %j, does not hide it', (end) => {
    for (const number of ['1e400', '12345678901234567890', '1.5E+30', '12345678901234567890E+2'])
      expect(parse(`[${number}${end}${end === ',' ? '1' : ''}]`)).toEqual([new Kept(number), ...(end === ',' ? [1] : [])]);
  });

  it('digits inside a string are text, also beside escaped quotes', () => {
    const text = String.raw`{"a":"\": 12345678901234567890, \\","b\"":12345678901234567890,"c":"1e400"}`;
    expect(parse(text)).toEqual({ a: '": 12345678901234567890, \\', 'b"': new Kept('12345678901234567890'), c: '1e400' });
  });

  it('a string that looks like our own mark stays a string', () => {
    const marks = Array.from({ length: 20 }, (_, code) => `\\u00${code.toString(16).padStart(2, '0')}1`);
    for (let used = 0; used < marks.length - 1; used += 1) {
      const strings = marks.slice(0, used + 1).map((mark) => `"${mark}"`);
      expect(parse(`[${strings.join(',')},12345678901234567890]`)).toEqual([
        ...strings.map((each): unknown => JSON.parse(each)),
        new Kept('12345678901234567890'),
      ]);
    }
    // One that uses them all harms nobody but itself.
    const all = `["\\u00001","\\u0000x",${marks.map((mark) => `"${mark}"`).join(',')},{"n":12345678901234567890}]`;
    expect((parse(all) as unknown[]).at(-1)).toEqual({ n: new Kept('12345678901234567890') });
  });

  it.each([
    '{12345678901234567890:1}',
    '{ 12345678901234567890 :1}',
    '[12345678901234567890 12345678901234567890]',
    '[012345678901234567890]',
    '["a"12345678901234567890]',
    '[12345678901234567890',
    '"12345678901234567890',
    '[1.2.3456789012345678]',
    '[-]12345678901234567890',
    'true12345678901234567890',
  ])('%s is not JSON', (text) => expect(() => parse(text)).toThrow(SyntaxError));

  it('nesting is no matter', () => {
    let value = parse(`${'['.repeat(100_000)}12345678901234567890${']'.repeat(100_000)}`);
    for (let depth = 0; depth < 100_000; depth += 1) [value] = value as unknown[];
    expect(value).toEqual(new Kept('12345678901234567890'));
  });

  it('a member called __proto__ is a member', () => {
    const value = parse('{"__proto__":12345678901234567890,"a":{"__proto__":{"b":12345678901234567890}}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('in any document, everything except such numbers is parsed as by JSON.parse', () => {
    const number = fc.oneof(
      fc.bigInt().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((given) => JSON.stringify(given)),
      fc.tuple(fc.bigInt(), fc.nat(30), fc.constantFrom('e', 'E', 'e-', 'e+')).map(([digits, exponent, e]) => `${digits}${e}${exponent}`),
    );
    fc.assert(
      fc.property(fc.json(), fc.array(number, { maxLength: 5 }), (json, numbers) => {
        const text = `{"x":${json},"n":[${numbers.join(' , ')}]}`;
        const flat = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, each) => (each instanceof Kept ? Number(each.digits) : each)));
        expect(flat(parse(text))).toEqual(flat(JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('two whole numbers are the same text only when they are the same number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), fc.integer({ min: -3, max: 3 }), (given, more) => {
        const text = (value: bigint): string => {
          const parsed = parse(String(value));
          return plainDigits(parsed instanceof Kept ? parsed.digits : String(parsed));
        };
        expect(text(given)).toBe(String(given));
        expect(text(given) === text(given + BigInt(more))).toBe(more === 0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the plain digits of a number', () => {
  it.each([
    ['1e3', '1000'],
    ['1000.0', '1000'],
    ['1e21', '1000000000000000000000'],
    ['1.234567890123456789e18', '1234567890123456789'],
    ['-12e2', '-1200'],
    ['100e-2', '1'],
    ['-0', '0'],
    ['-0e5', '0'],
    ['0.00', '0'],
    ['0.1e1', '1'],
    ['1.5', '1.5'],
    ['1e-7', '1e-7'],
    ['1e9999', '1e9999'],
    ['not a number', 'not a number'],
  ])('%s is %s', (number, plain) => expect(plainDigits(number)).toBe(plain));
});
