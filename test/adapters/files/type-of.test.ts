import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { typeOf } from '../../../adapters/files/type-of.ts';

it.each([
  ['89504e470d0a1a0a0000000d49484452', 'image/png'],
  ['ffd8ffe000104a464946', 'image/jpeg'],
  ['255044462d312e37', 'application/pdf'],
  ['3c3f786d6c2076657273696f6e3d22312e30223f3e', 'application/xml'],
  ['3c21646f63747970652068746d6c3e', undefined],
  ['', undefined],
])('%s is %s', async (hex, type) => expect(await typeOf(Buffer.from(hex, 'hex'))).toBe(type));

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
