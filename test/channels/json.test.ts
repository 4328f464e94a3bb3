import { describe, expect, it } from 'vitest';
import { digits, id, jsonBody, number, record, rowOf } from '../../channels/json.ts';

const read = (json: string): unknown => jsonBody(Buffer.from(json));

describe('an id', () => {
  it.each([
    ['1234567890123456789', '1234567890123456789'],
    ['1234567890123456790', '1234567890123456790'],
    ['18446744073709551615', '18446744073709551615'],
    ['-1001234567890123456', '-1001234567890123456'],
    ['9007199254740992', '9007199254740992'],
    ['42', '42'],
    ['0', '0'],
    ['-0', '0'],
    ['-5', '-5'],
    ['42.0', '42'],
    ['1e3', '1000'],
    ['1e21', '1000000000000000000000'],
    ['1.5', '1.5'],
    ['"42"', '42'],
    ['" 42\\n"', '42'],
    ['"a b"', 'a b'],
    ['"1e3"', '1e3'],
  ])('%s is %s', (json, expected) => expect(id(read(json))).toBe(expected));

  it.each(['true', 'false', 'null', '{}', '[]', '[1]', '{"id":1}', '""', '"  "'])('%s is none', (json) => expect(id(read(json))).toBeUndefined());

  it('of any length is itself here, so that two long ones stay two; what cannot be stored is replaced by its hash later (fit-event.ts)', () => {
    expect(id('x'.repeat(3_000))).toBe('x'.repeat(3_000));
    expect(id(read(`1e${'9'.repeat(1_200)}`))).toBe(`1e${'9'.repeat(1_200)}`);
  });
});

describe('a number that a double cannot hold', () => {
  const big = read('{"n":12345678901234567890.5}');
  const value = record(big)?.['n'];

  it('is a number, keeps its digits as text, and is no object', () => {
    expect(number(value)).toBe(12345678901234567000);
    expect(digits(value)).toBe('12345678901234567890.5');
    expect(record(value)).toBeUndefined();
    expect(digits('12')).toBeUndefined();
    expect(number(read('1e400'))).toBeUndefined();
  });

  it('is written out as it came', () => expect(JSON.stringify(big)).toBe('{"n":12345678901234567890.5}'));
});

describe('a body', () => {
  it('has no half character, neither in its texts nor in its names', () => {
    expect(read(String.raw`{"\ud83d":"half \ud83d"}`)).toEqual({ '\ufffd': 'half \ufffd' });
  });

  it('that is not JSON is refused', () => {
    for (const json of ['', '{', '{12345678901234567890:1}']) expect(() => read(json)).toThrow('not JSON');
  });
});

it('a table has no rows but its own', () => {
  expect(rowOf({ a: 1 }, 'a')).toBe(1);
  for (const name of ['constructor', 'toString', '__proto__', undefined]) expect(rowOf({ a: 1 }, name)).toBeUndefined();
});
