import { expect, it } from 'vitest';
import { unstorableNumbers } from '../../../functions/api/numbers.ts';
import { createHarness } from './harness.ts';

it.each([
  ['1e126', false],
  ['-1e126', false],
  ['9.999e125', true],
  ['-9.999e125', true],
  ['1e-130', true],
  ['1e-131', false],
  ['0e-999', true],
  ['1e999', false],
  [`1${'0'.repeat(130)}`, false],
  [`1${'0'.repeat(120)}`, true],
  ['0.1', true],
  ['12345678901234567890', true],
])('%s can be kept: %s', (text, kept) => {
  const errors = unstorableNumbers(`{"a":[{"b":${text}}]}`, { a: [{ b: Number(text) }] });
  expect(errors).toEqual(kept ? [] : [{ path: 'a.0.b', message: 'is too large or too small a number' }]);
});

it('looks at numbers only, wherever they stand', () => {
  const text = '{"a":"1e999","b":null,"c":[1e999,2],"d":{"e":-1e200}}';
  expect(unstorableNumbers(text, JSON.parse(text)).map(({ path }) => path)).toEqual(['c.0', 'd.e']);
  expect(unstorableNumbers('1e400', Infinity)).toEqual([{ path: '', message: 'is too large or too small a number' }]);
});

it('a number that no item can hold is a 400 that names it, wherever a body may hold any number', async () => {
  const harness = createHarness();
  const answer = await harness.call('PATCH /v1/tenant', { token: (await harness.tenant()).adminToken, body: { settings: { wide: 1e200 } } });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'settings.wide' }] });
});
