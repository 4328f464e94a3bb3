import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { typeOf } from '../../../adapters/files/type-of.ts';

it.each([
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['%PDF-1.7', 'application/pdf'],
  ['<?xml version="1.0"?>', 'application/xml'],
  ['<!doctype html>', undefined],
  ['', undefined],
])('%j is %s', async (beginning, type) => expect(await typeOf(Buffer.from(beginning, 'latin1'))).toBe(type));

it('is undefined at worst, whatever the bytes are', async () => {
  const beginnings = ['504b0304', '1a45dfa3', '4f676753', '49492a00', '664c6143', '000000206674797069736f6d', 'd0cf11e0a1b11ae1', '1f8b08'];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 600 }), async (beginning, rest) => {
      const type = await typeOf(Buffer.concat([Buffer.from(beginning, 'hex'), rest]));
      expect(type === undefined || /^[a-z]+\/\S/.test(type)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
