import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { weighed } from '../../../../domain/conversations/log/weight.ts';
import type { Write } from '../../../../domain/table/port.ts';

const key = { pk: 'p', sk: 's' };
const put = (attributes: Readonly<Record<string, unknown>>): Write => ({ op: 'put', item: { ...key, ...attributes } });

test.each<[string, unknown]>([
  ['half a surrogate pair', 'half \ud83d'],
  ['a number that is none', Number.NaN],
  ['an endless number', Number.POSITIVE_INFINITY],
  ['a function', () => undefined],
  ['a symbol', Symbol('x')],
  ['a large text', 'x'.repeat(380_000)],
  ['large bytes', new Uint8Array(380_000)],
])('%s may be refused, however deep it lies', (_, value) => {
  for (const attributes of [{ value }, { list: [1, [value]] }, { map: { inner: { value } } }]) expect(weighed([put(attributes)]).suspect).toBe(true);
  expect(weighed([put({ text: 'fine' }), { op: 'update', key, set: { value } }]).suspect).toBe(true);
});

test('an item that cannot be stored does not change the weight of its neighbours', () => {
  const { bytes } = weighed([put({ text: 'x'.repeat(2_000) }), put({ value: Number.NaN })]);
  expect(bytes).toBeGreaterThan(2_000);
});

test('names that are not well-formed are seen too', () => {
  expect(weighed([put({ '\ud83d': 1 })]).suspect).toBe(true);
});

test('an update and a deletion weigh something, and more with what they set and add', () => {
  const weightOf = (write: Write): number => weighed([write]).bytes;
  const plain = weightOf({ op: 'delete', key });
  expect(plain).toBeGreaterThan(0);
  expect(weightOf({ op: 'update', key, remove: ['x'] })).toBe(plain);
  expect(weightOf({ op: 'update', key, set: { text: 'x'.repeat(5_000) } })).toBeGreaterThanOrEqual(plain + 5_000);
  expect(weightOf({ op: 'update', key, add: { count: 1 } })).toBeGreaterThan(plain);
});

test('a weight is at least what the text takes in UTF-8, and nothing storable of a few bytes is suspect', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.uint8Array({ maxLength: 50 }),
  );
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.oneof(value, fc.array(value, { maxLength: 5 })), { maxKeys: 8 }),
      (attributes) => {
        const { bytes, suspect } = weighed([put({ ...attributes })]);
        const texts = Object.entries(attributes).flatMap(([name, given]) => [name, ...(typeof given === 'string' ? [given] : [])]);
        expect(bytes).toBeGreaterThanOrEqual(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0));
        expect(suspect).toBe(false);
      },
    ),
  );
});
