import { brotliDecompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMON_PASSWORDS } from '../../../../domain/people/sessions/common-passwords.ts';
import { requireStrength } from '../../../../domain/people/sessions/strength.ts';
import { commonPasswords } from '../../../../scripts/common-passwords.ts';

const ABOUT = ['Ada Lovelace', 'ada@shop.example', 'bottega-luna', 'Bottega Luna'];
const isRefused = (password: string) =>
  requireStrength(password, ABOUT).then(
    () => false,
    () => true,
  );

describe('a new password', () => {
  it.each([
    '        ',
    'password',
    'PASSWORD',
    '12345678',
    '12345678901234567890',
    'qwertyuiop',
    'aaaaaaaa',
    'abababababababababababababababababab',
    'a'.repeat(200),
    '\u200b'.repeat(8),
    'p4ssw0rd',
    'Passw0rd!',
    'drowssap',
    'letmein1',
    'iloveyou',
    'abcdefgh',
    '19871224',
    'zaq12wsx',
    'ada@shop.example',
    'ADA@SHOP.EXAMPLE',
    'lovelace',
    'bottega-luna',
    'ｐａｓｓｗｏｒｄ',
  ])('%j is refused with a sentence that says what to do', async (password) => {
    await expect(requireStrength(password, ABOUT, 'admin.password')).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('several words'),
      errors: [{ path: 'admin.password', message: expect.stringContaining('easy to guess') }],
    });
  });

  it.each([
    'correct horse battery staple',
    'correct horse battery',
    'correct horse',
    'a long one of your own',
    'a long made password',
    'another long password',
    'Str0ng-Passw0rd-1',
    'agent-password',
    'test-password',
    'grün und weit',
    'пароль из слов',
    '正確な馬のホチキス',
    `${'a'.repeat(60)} correct horse`,
    'x7Kq2mZp',
  ])('%j is taken', async (password) => {
    await requireStrength(password, ABOUT);
  });

  it('that a machine made is taken, whatever it made it of', async () => {
    const letters = fc.stringMatching(/^[A-Za-z0-9]{20}$/);
    await fc.assert(
      fc.asyncProperty(letters, async (password) => {
        // Some of them repeat themselves.
        if (new Set(password).size > 8) expect(await isRefused(password)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('is judged whatever it is made of, long or hostile, without an error of its own', async () => {
    const hostile = fc.array(fc.constantFrom('4@', '1!|l', '$5s', '({[<c', '0o', 'abc', 'pas5w0rd', '19701970', '\ud83d\ude00', '\0'), { maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          hostile.map((parts) => parts.join('').slice(0, 200)),
        ),
        async (password) => {
          await requireStrength(password, [...ABOUT, 'x'.repeat(200)]).catch((error: unknown) => expect(error).toMatchObject({ code: 'unprocessable' }));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is compared with the list that the library has now: run `npm run common-passwords`', () => {
    expect(brotliDecompressSync(Buffer.from(COMMON_PASSWORDS, 'base64')).toString('utf8').split('\n')).toEqual(commonPasswords());
  });
});
