import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { positionText, readPosition } from '../../../domain/livechat/position.ts';

const number = fc.integer({ min: 0, max: 9_999_999_999 });

it('a position is read as it was written', () => {
  fc.assert(
    fc.property(number, number, (message, amendment) => {
      expect(readPosition(positionText({ message, amendment }))).toEqual({ message, amendment });
    }),
  );
});

it('any other text is none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const position = readPosition(text);
      if (position) expect(text).toMatch(/^\d{1,10}\.\d{1,10}$/);
    }),
  );
  for (const text of ['', '1', '1.', '.1', '1.2.3', '-1.2', '1.99999999999', ' 1.2', '1.2\n']) expect(readPosition(text)).toBeNull();
});
