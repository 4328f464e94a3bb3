import { expect, test } from 'vitest';
import type { Outcome } from '../../../domain/outbound/outcome.ts';
import { objectBytes } from '../../../functions/senders/object-bytes.ts';
import { performRenewed } from '../../../functions/senders/renewed-credentials.ts';
import type { Renewed } from '../../../functions/senders/renewing.ts';

const lost: Outcome = { outcome: 'reauthorise', error: { code: '190', message: 'expired' } };
const sent: Outcome = { outcome: 'sent', providerId: 'p' };

const performed = async (outcome: (token: unknown) => Outcome, renewed: object | undefined) => {
  const tokens: unknown[] = [];
  const result = await performRenewed(
    { token: 'old' },
    async () => renewed as Record<string, unknown> | undefined,
    async ({ token }) => (tokens.push(token), outcome(token)),
  );
  return { result, tokens };
};
const onlyNew = (token: unknown): Outcome => (token === 'new' ? sent : lost);

test('the parts that were sent before the credentials were refused are not sent again', async () => {
  const seen: unknown[] = [];
  await performRenewed(
    { token: 'old' },
    async () => ({ token: 'new' }),
    async ({ token }, sentParts) => {
      seen.push(sentParts);
      return token === 'new' ? sent : { ...lost, sentParts: ['p1'] };
    },
  );
  expect(seen).toEqual([undefined, ['p1']]);
});

test('credentials that were renewed a moment ago are used before an origin counts as lost', async () => {
  expect(await performed(onlyNew, { token: 'new' })).toEqual({ result: sent, tokens: ['old', 'new'] });
});

test('the same credentials are not tried twice, nor those of an origin that is gone', async () => {
  expect(await performed(onlyNew, { token: 'old' })).toEqual({ result: lost, tokens: ['old'] });
  expect(await performed(onlyNew, undefined)).toEqual({ result: lost, tokens: ['old'] });
});

const expired: Outcome = { ...lost, expired: true };
const withRenewal = async (answer: (token: unknown) => Outcome, stored: object | undefined, renewed: Renewed) => {
  const tokens: unknown[] = [];
  const asked: unknown[] = [];
  const result = await performRenewed(
    { token: 'old' },
    async () => stored as Record<string, unknown> | undefined,
    async ({ token }) => (tokens.push(token), answer(token)),
    async (given) => (asked.push(given['token']), renewed),
  );
  return { result, tokens, asked };
};
const NEW: Renewed = { outcome: 'renewed', credentials: { token: 'new' } };

test('an expired token is renewed, after those that somebody else has stored', async () => {
  const onlyRenewed = (token: unknown): Outcome => (token === 'new' ? sent : expired);
  expect(await withRenewal(onlyRenewed, { token: 'old' }, NEW)).toEqual({ result: sent, tokens: ['old', 'new'], asked: ['old'] });
  expect(await withRenewal(onlyRenewed, { token: 'theirs' }, NEW)).toEqual({ result: sent, tokens: ['old', 'theirs', 'new'], asked: ['theirs'] });
});

test('if the renewal is rejected, access is lost; if the provider has an outage, the reply waits', async () => {
  expect((await withRenewal(() => expired, { token: 'old' }, { outcome: 'refused' })).result).toBe(expired);
  const trouble: Renewed = { outcome: 'retry', error: { code: '500', message: '' } };
  expect((await withRenewal(() => expired, { token: 'old' }, trouble)).result).toEqual(trouble);
  expect((await withRenewal(() => ({ ...expired, sentParts: ['p'] }), { token: 'old' }, trouble)).result).toEqual({ ...trouble, sentParts: ['p'] });
});

test('a permission that is missing is not renewed, nor the token of an origin that is gone', async () => {
  expect((await withRenewal(() => lost, { token: 'old' }, NEW)).asked).toEqual([]);
  expect((await withRenewal(() => expired, undefined, NEW)).asked).toEqual([]);
});

test('nothing else is performed twice', async () => {
  expect(await performed(() => ({ outcome: 'unknown', error: { code: 'no_answer', message: '' } }), { token: 'new' })).toMatchObject({ tokens: ['old'] });
});

test('a file is opened when its first byte is wanted, and one that is gone is an error then', async () => {
  const opened: string[] = [];
  const objects = {
    open: async (key: string) => {
      opened.push(key);
      return key === 'gone'
        ? undefined
        : {
            bytes: (async function* () {
              yield Buffer.from('by');
              yield Buffer.from('tes');
            })(),
            size: 5,
            contentType: 'a/b',
          };
    },
  };
  const read = async (key: string): Promise<string> => {
    let text = '';
    for await (const piece of objectBytes(objects, key)) text += Buffer.from(piece).toString();
    return text;
  };
  objectBytes(objects, 'never read');
  expect(await read('file')).toBe('bytes');
  await expect(read('gone')).rejects.toThrow('there is no object gone');
  expect(opened).toEqual(['file', 'gone']);
});
