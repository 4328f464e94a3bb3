import { beforeEach, describe, expect, test } from 'vitest';
import { unanswered, verdictOf } from '../../channels/check.ts';
import { check as facebook } from '../../channels/facebook/check.ts';
import type { CallSettings, OutgoingAnswer, OutgoingCall } from '../../channels/outbound.ts';
import { forgetToken } from '../../channels/trustpilot/access-token.ts';
import { check as trustpilot } from '../../channels/trustpilot/check.ts';
import { check as whatsapp } from '../../channels/whatsapp/check.ts';

let calls: { readonly url: string; readonly call: OutgoingCall }[];
let answers: (Partial<OutgoingAnswer> | Error)[];
beforeEach(() => {
  calls = [];
  answers = [];
});
const settings = (baseUrl: string): CallSettings => ({
  baseUrl,
  timeoutMs: 1_000,
  fetch: async (url, call) => {
    calls.push({ url, call });
    const next = answers.shift() ?? { status: 200 };
    if (next instanceof Error) throw next;
    return { status: 200, retryAfter: null, body: '{}', ...next };
  },
});
const gone = (): Error => Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });

describe.each([
  ['whatsapp', whatsapp],
  ['facebook', facebook],
])('%s', (_name, check) => {
  const credentials = { appSecret: 'a', verifyToken: 'v', accessToken: 'EAAG', accountId: '10/6' };
  const run = (baseUrl = 'https://graph.test') => check(credentials, settings(baseUrl));

  test('a node that can be read passes; nothing is changed', async () => {
    answers = [{ body: '{"id":"106"}' }];
    expect(await run()).toEqual({ state: 'passed' });
    expect(calls).toMatchObject([
      { url: 'https://graph.test/v26.0/10%2F6?fields=id', call: { method: 'GET', body: '', headers: { authorization: 'Bearer EAAG' } } },
    ]);
    await run('https://graph.test/v27.0');
    expect(calls[1]?.url).toBe('https://graph.test/v27.0/10%2F6?fields=id');
  });

  test('an expired token fails with the words of Meta; trouble there decides nothing', async () => {
    answers = [{ status: 401, body: '{"error":{"message":"Session has expired","code":190}}' }];
    expect(await run()).toEqual({ state: 'failed', error: { code: '190', message: 'Session has expired' } });
    answers = [{ status: 503, body: 'no JSON' }];
    expect(await run()).toEqual({ state: 'unknown', error: { code: '503', message: 'Meta answered 503.' } });
    answers = [gone()];
    expect(await run()).toEqual({ state: 'unknown', error: { code: 'ECONNREFUSED', message: 'The provider could not be reached (ECONNREFUSED).' } });
  });
});

describe('trustpilot', () => {
  const credentials = { businessUnitId: 'unit', webhookSecret: 'w', apiKey: 'key', apiSecret: 'secret' };
  const run = (more: object = {}) => trustpilot({ ...credentials, ...more }, settings('https://api.test'));
  beforeEach(() => forgetToken('key'));

  test('a new token and one review pass, also where a token is in memory', async () => {
    const token = { body: '{"access_token":"t1"}' };
    answers = [token, {}, token, {}];
    expect([await run(), await run()]).toEqual([{ state: 'passed' }, { state: 'passed' }]);
    expect(calls.map(({ url }) => url.split('?')[0])).toEqual([
      'https://api.test/v1/oauth/oauth-business-users-for-applications/accesstoken',
      'https://api.test/v1/private/business-units/unit/reviews',
      'https://api.test/v1/oauth/oauth-business-users-for-applications/accesstoken',
      'https://api.test/v1/private/business-units/unit/reviews',
    ]);
  });

  test('what is wrong is named', async () => {
    answers = [{ status: 401 }];
    expect(await run()).toMatchObject({ state: 'failed', error: { message: 'Trustpilot answered 401 for the API key.' } });
    answers = [{ body: '{"access_token":"t1"}' }, { status: 404 }];
    expect(await run()).toMatchObject({ state: 'failed', error: { message: 'Trustpilot answered 404 for the business unit.' } });
    answers = [{ status: 429 }];
    expect(await run()).toMatchObject({ state: 'unknown' });
    answers = [gone()];
    expect(await run()).toMatchObject({ state: 'unknown', error: { code: 'ECONNREFUSED' } });
  });

  test.each([{ apiKey: undefined }, { apiSecret: undefined }])('without %j nothing is called', async (less) => {
    expect(await run(less)).toMatchObject({ state: 'not_checked', error: { code: 'no_api_key' } });
    expect(calls).toEqual([]);
  });
});

test('an error without a code, and a status that is about the request', () => {
  expect(unanswered('odd')).toMatchObject({ error: { code: 'no_answer' } });
  expect([400, 403, 500].map((status) => verdictOf({ status }, 'c', 'm').state)).toEqual(['failed', 'failed', 'unknown']);
});
