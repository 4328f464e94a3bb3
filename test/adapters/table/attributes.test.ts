import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromAttributes, toAttributes } from '../../../adapters/table/attributes.ts';

test('what can be stored comes back as it was, whatever its members are called', () => {
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
