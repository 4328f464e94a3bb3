import { expect, it } from 'vitest';
import { storable } from '../../../functions/api/numbers.ts';
import { createHarness } from './harness.ts';

const given = (text: string) => storable(text, JSON.parse(text));

it.each(['1e126', '-1e126', '1e999', `1${'0'.repeat(130)}`, '-1.7976931348623157e308'])('%s is too large to be kept', (text) => {
  expect(given(`{"a":[{"b":${text}}]}`).errors).toEqual([{ path: 'a.0.b', message: 'is too large a number' }]);
});

it.each([
  ['9.999e125', 9.999e125],
  ['-9.999e125', -9.999e125],
  ['1e-130', 1e-130],
  ['1e-131', 0],
  ['-5e-324', 0],
  ['0e-999', 0],
  [`1${'0'.repeat(120)}`, 1e120],
  ['0.1', 0.1],
])('%s is kept as %d', (text, kept) => {
  expect(given(`{"a":[{"b":${text}}]}`)).toEqual({ value: { a: [{ b: kept }] }, errors: [] });
});

it('numbers are looked for wherever they stand, and nothing else is touched', () => {
  const found = given('{"a":"1e999","b":null,"c":[1e999,2,true],"d":{"e":-1e200,"":1e-200}}');
  expect(found.errors.map(({ path }) => path)).toEqual(['c.0', 'd.e']);
  expect(found.value).toEqual({ a: '1e999', b: null, c: [Infinity, 2, true], d: { e: -1e200, '': 0 } });
  expect(given('1e400').errors).toEqual([{ path: '', message: 'is too large a number' }]);
});

it('a number that no item can hold is a 400 that names it, wherever a body may hold any number', async () => {
  const harness = createHarness();
  const answer = await harness.call('PATCH /v1/tenant', { token: (await harness.tenant()).adminToken, raw: '{"settings":{"wide":1e200}}' });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'settings.wide' }] });
});

it('a whole number beyond 2^53 keeps its digits, as a text', async () => {
  const harness = createHarness();
  const raw = '{"settings":{"a":1234567890123456789,"b":-9007199254740993,"b2":9007199254740991,"c":1.5,"d":"1234567890123456789"}}';
  const answer = await harness.call('PATCH /v1/tenant', { token: (await harness.tenant()).adminToken, raw });
  expect(answer.body).toMatchObject({
    settings: { a: '1234567890123456789', b: '-9007199254740993', b2: 9007199254740991, c: 1.5, d: '1234567890123456789' },
  });
});

it('one that is nearly nothing is nothing', async () => {
  const harness = createHarness();
  const answer = await harness.call('PATCH /v1/tenant', { token: (await harness.tenant()).adminToken, raw: '{"settings":{"narrow":1e-200}}' });
  expect(answer.body).toMatchObject({ settings: { narrow: 0 } });
});
