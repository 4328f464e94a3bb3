import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromAttributes, imageOf, lazyImage, toAttributes } from '../../../adapters/table/attributes.ts';

test('every storable value is read back unchanged, whatever its members are called', () => {
  const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty'));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(name, tie('value')),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(name, value), (item) => {
      expect(JSON.stringify(fromAttributes(toAttributes(item)))).toBe(JSON.stringify(item));
    }),
  );
  const odd = JSON.parse('{"customFields":{"__proto__":"kept"}}') as Record<string, unknown>;
  expect(JSON.stringify(fromAttributes(toAttributes(odd)))).toBe(JSON.stringify(odd));
});

test('a lazy image is looked into only when somebody asks, once, and shows its typed attributes to whoever wants them', () => {
  let asked = 0;
  const item = { pk: 'P', sk: 'S', item: 'an attribute called like our own member', count: 2 };
  const image = lazyImage(() => {
    asked += 1;
    return item;
  });
  expect(asked).toBe(0);
  expect(imageOf(image)).toBe(item);
  expect(imageOf(image)).toBe(item);
  expect(asked).toBe(1);
  expect({ ...image }).toEqual(toAttributes(item));
  expect('count' in image).toBe(true);
  expect('missing' in image).toBe(false);
  expect(image['missing']).toBeUndefined();
  expect(JSON.parse(JSON.stringify(image))).toEqual({ pk: { S: 'P' }, sk: { S: 'S' }, item: { S: item.item }, count: { N: '2' } });
  expect(asked).toBe(1);
});

test('a typed image is taken apart once', () => {
  const image = toAttributes({ pk: 'P', sk: 'S', tags: ['a'] });
  expect(imageOf(image)).toEqual({ pk: 'P', sk: 'S', tags: ['a'] });
  expect(imageOf(image)).toBe(imageOf(image));
});
