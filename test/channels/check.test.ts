import { beforeEach, describe, expect, test } from 'vitest';
import { checkAt as apiAt, check as apiCheck } from '../../channels/api/check.ts';
import { type CheckSettings, type MailIdentity, unanswered, verdictOf, verdictOfOutcome } from '../../channels/check.ts';
import { check as facebook } from '../../channels/facebook/check.ts';
import { isSigned } from '../../channels/hmac.ts';
import { check as instagram } from '../../channels/instagram/check.ts';
import { checkAt as linkedinAt, check as linkedinCheck } from '../../channels/linkedin/check.ts';
import { check as livechat } from '../../channels/livechat/check.ts';
import { check as mail } from '../../channels/mail/check.ts';
import type { OutgoingAnswer, OutgoingCall } from '../../channels/outbound.ts';
import { check as telegram } from '../../channels/telegram/check.ts';
import { forgetToken } from '../../channels/trustpilot/access-token.ts';
import { check as trustpilot } from '../../channels/trustpilot/check.ts';
import { check as twilio } from '../../channels/twilio/check.ts';
import { check as whatsapp } from '../../channels/whatsapp/check.ts';
import { check as x } from '../../channels/x/check.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';

let identity: MailIdentity;
let mailbox: Awaited<ReturnType<CheckSettings['mailbox']>>;
let calls: { readonly url: string; readonly call: OutgoingCall }[];
let answers: (Partial<OutgoingAnswer> | Error)[];
beforeEach(() => {
  calls = [];
  answers = [];
  identity = { identity: null };
  mailbox = { position: { validity: '1', uid: 0 }, mails: [], more: false };
});
const settings = (baseUrl: string, webhookUrl?: string): CheckSettings => ({
  baseUrl,
  timeoutMs: 1_000,
  ...(webhookUrl === undefined ? {} : { webhookUrl }),
  mailIdentity: async () => identity,
  mailbox: async () => mailbox,
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
  ['instagram', instagram],
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

const NOW = Date.parse('2026-11-29T10:00:00.000Z');
const unreachable = { state: 'unknown', error: { code: 'no_answer' } };

describe('x', () => {
  const run = () => x({ consumerSecret: 'c', accessToken: 'at', userId: '42' }, settings('https://x.test'));

  test('the token of this account passes', async () => {
    answers = [{ body: '{"data":{"id":"42","username":"shop"}}' }];
    expect(await run()).toEqual({ state: 'passed' });
    expect(calls).toMatchObject([{ url: 'https://x.test/2/users/me', call: { method: 'GET', headers: { authorization: 'Bearer at' } } }]);
  });

  test('an expired token, one of another account and silence are told apart', async () => {
    answers = [{ status: 401, body: '{"title":"Unauthorized","detail":"Unauthorized"}' }];
    expect(await run()).toEqual({ state: 'failed', error: { code: '401', message: 'Unauthorized' }, expired: true });
    answers = [{ status: 403, body: '{"type":"https://api.x.com/2/problems/client-forbidden","detail":"No access"}' }];
    expect(await run()).toEqual({ state: 'failed', error: { code: 'client-forbidden', message: 'No access' } });
    answers = [{ body: '{"data":{"id":"43","username":"other"}}' }, { body: '[]' }];
    expect(await run()).toMatchObject({ state: 'failed', error: { code: 'other_account', message: expect.stringContaining('to other.') as string } });
    expect(await run()).toMatchObject({ error: { message: expect.stringContaining('without a name') as string } });
    answers = [{ status: 500 }, gone()];
    expect([await run(), await run()]).toMatchObject([{ state: 'unknown' }, unreachable]);
  });
});

describe('linkedin', () => {
  const credentials = { clientSecret: 'cs', clientId: 'ci', accessToken: 'at', organizationId: '77' };
  const run = (more: object = {}) => linkedinAt(() => NOW)({ ...credentials, ...more }, settings('https://li.test'));
  const active = { body: '{"active":true,"status":"active"}' };

  test('the token is looked up, then one notification is read', async () => {
    answers = [active, { body: '{"elements":[]}' }];
    expect(await run()).toEqual({ state: 'passed' });
    expect(calls).toMatchObject([
      { url: 'https://li.test/oauth/v2/introspectToken', call: { method: 'POST', body: 'client_id=ci&client_secret=cs&token=at' } },
      { url: expect.stringMatching(/organizationalEntity=urn%3Ali%3Aorganization%3A77&timeRange=.*&count=1$/) as string, call: { method: 'GET' } },
    ]);
    calls = [];
    expect(await run({ clientId: undefined })).toEqual({ state: 'passed' });
    expect(calls).toHaveLength(1);
    answers = [active, { status: 401, body: '{"message":"expired","serviceErrorCode":65601}' }];
    expect(await linkedinCheck(credentials, settings('https://li.test'))).toMatchObject({ state: 'failed', expired: true, error: { code: '65601' } });
  });

  test('a wrong app, a dead token and a lost role are told apart', async () => {
    answers = [{ status: 401 }];
    expect(await run()).toEqual({ state: 'failed', error: { code: '401', message: 'LinkedIn answered 401 for clientId and clientSecret.' } });
    answers = [{ body: '{"active":false,"status":"revoked"}' }, { body: '{"active":false}' }];
    expect(await run()).toMatchObject({ state: 'failed', expired: true, error: { code: 'token_revoked' } });
    expect(await run()).toMatchObject({ state: 'failed', error: { code: 'token_unknown' } });
    answers = [active, { status: 403, body: '{"message":"Not enough permissions"}' }];
    expect(await run()).toEqual({ state: 'failed', error: { code: '403', message: 'Not enough permissions' } });
    answers = [gone(), active, gone()];
    expect([await run(), await run()]).toMatchObject([unreachable, unreachable]);
  });
});

describe('telegram', () => {
  const HOOK = 'https://hub.test/webhooks/telegram/o';
  const run = (webhookUrl?: string) => telegram({ botToken: '42:abc', secretToken: 's' }, settings('https://t.test', webhookUrl));
  const info = (result: object) => ({ body: JSON.stringify({ ok: true, result: { pending_update_count: 0, ...result } }) });

  test('a bot whose updates come here passes, also after an error that is over', async () => {
    answers = [info({ url: HOOK, last_error_message: 'Wrong response', last_error_date: 1_764_000_000 }), info({ url: 'https://elsewhere.test/' })];
    expect(await run(HOOK)).toEqual({ state: 'passed' });
    // Without a public address, there is nothing to compare.
    expect(await run()).toEqual({ state: 'passed' });
    expect(calls[0]?.url).toBe('https://t.test/bot42:abc/getWebhookInfo');
  });

  test('a bot without a webhook, with another one or with one that fails keeps its access', async () => {
    answers = [info({ url: '' }), info({ url: 'https://other.test/secret-path' }), info({ url: 'odd' })];
    expect(await run(HOOK)).toMatchObject({ state: 'failed', accepted: true, error: { code: 'no_webhook' } });
    const other = await run(HOOK);
    expect(other).toMatchObject({
      state: 'failed',
      accepted: true,
      error: { code: 'other_webhook', message: expect.stringContaining('(other.test)') as string },
    });
    expect(JSON.stringify([other, await run(HOOK)])).not.toContain('secret-path');
    const failing = { url: HOOK, pending_update_count: 3, last_error_message: 'Wrong response from the webhook: 401' };
    answers = [info({ ...failing, last_error_date: 1_764_000_000 }), info(failing), info({ url: HOOK, pending_update_count: 3 })];
    expect(await run(HOOK)).toMatchObject({
      state: 'failed',
      accepted: true,
      error: {
        code: 'webhook_fails',
        message: expect.stringContaining('Its last error at 2025-11-24T16:00:00.000Z: Wrong response from the webhook: 401') as string,
      },
    });
    expect(await run(HOOK)).toMatchObject({ error: { message: expect.stringContaining('Its last error: Wrong') as string } });
    expect(await run(HOOK)).toEqual({ state: 'passed' });
  });

  test('a wrong token fails, silence does not', async () => {
    answers = [{ status: 401, body: '{"ok":false,"error_code":401,"description":"Unauthorized"}' }, gone()];
    expect(await run(HOOK)).toEqual({ state: 'failed', error: { code: '401', message: 'Unauthorized' } });
    expect(await run(HOOK)).toMatchObject(unreachable);
  });
});

describe('twilio', () => {
  const run = (number = '+1 (415) 555-0100') => twilio({ accountSid: 'AC1', authToken: 'token-of-8', number }, settings('https://tw.test'));
  const account = { body: '{"status":"active"}' };

  test('an active account with its number passes', async () => {
    answers = [account, { body: '{"incoming_phone_numbers":[{"sid":"PN1"}]}' }];
    expect(await run()).toEqual({ state: 'passed' });
    expect(calls.map(({ url }) => url)).toEqual([
      'https://tw.test/2010-04-01/Accounts/AC1.json',
      'https://tw.test/2010-04-01/Accounts/AC1/IncomingPhoneNumbers.json?PhoneNumber=%2B14155550100',
    ]);
    expect(calls[0]?.call.headers).toEqual({ authorization: `Basic ${Buffer.from('AC1:token-of-8').toString('base64')}` });
    answers = [account];
    // Twilio lists no Messaging Services and no WhatsApp senders.
    expect(await run('MG0123')).toEqual({ state: 'passed' });
  });

  test('what is wrong is named', async () => {
    answers = [{ status: 401, body: '{"code":20003,"message":"Authenticate"}' }];
    expect(await run()).toMatchObject({ state: 'failed', error: { code: '20003' } });
    answers = [{ body: '{"status":"suspended"}' }];
    expect(await run()).toEqual({ state: 'failed', error: { code: 'account_suspended', message: 'Twilio says that the account is suspended.' } });
    answers = [account, { body: '{"incoming_phone_numbers":[]}' }];
    expect(await run()).toMatchObject({ state: 'unknown', error: { code: 'number_not_listed' } });
    answers = [{ body: '{}' }, { status: 503 }, gone()];
    expect([await run(), await run()]).toMatchObject([{ state: 'unknown' }, unreachable]);
  });
});

describe('mail', () => {
  const imap = { host: 'imap.test', user: 'help', password: 'pw' };
  const run = (more: object = {}) => mail({ address: 'help@shop.test', inboundSecret: 's', ...more }, settings(''));

  test('only what the origin uses is checked', async () => {
    expect(await run()).toMatchObject({ state: 'not_checked', error: { code: 'receives_only' } });
    expect(await run({ imap })).toEqual({ state: 'passed' });
    identity = { identity: 'shop.test', verified: true };
    expect([await run(), await run({ imap })]).toEqual([{ state: 'passed' }, { state: 'passed' }]);
  });

  test('a mailbox that rejects the login, and one that does not answer', async () => {
    mailbox = { failed: 'the server rejects the user or the password', rejected: true };
    expect(await run({ imap })).toEqual({ state: 'failed', error: { code: 'imap', message: 'imap: the server rejects the user or the password.' } });
    mailbox = { failed: 'ECONNREFUSED' };
    expect(await run({ imap })).toEqual({ state: 'unknown', error: { code: 'imap', message: 'imap: ECONNREFUSED.' } });
  });

  test('an identity that is missing or not verified keeps its access; what SES does not say is unknown', async () => {
    identity = { identity: 'shop.test', verified: false };
    expect(await run()).toMatchObject({ state: 'failed', accepted: true, error: { code: 'not_verified' } });
    identity = { code: 'NotFoundException', message: 'gone', status: 404 };
    expect(await run()).toMatchObject({ state: 'failed', accepted: true, error: { code: 'NotFoundException' } });
    identity = { code: 'AccessDeniedException', message: 'no right', status: 403 };
    expect(await run()).toEqual({ state: 'unknown', error: { code: 'AccessDeniedException', message: 'SES answered 403: no right' } });
    identity = { code: 'ECONNREFUSED', message: '', status: undefined };
    expect(await run()).toMatchObject({ state: 'unknown', error: { code: 'ECONNREFUSED' } });
  });
});

describe('api', () => {
  const run = (callbackUrl?: string) => apiAt(() => NOW)({ signingSecret: 'secret8', ...(callbackUrl ? { callbackUrl } : {}) }, settings(''));

  test('a signed test event that the callback accepts passes', async () => {
    expect(await run()).toMatchObject({ state: 'not_checked', error: { code: 'no_callback' } });
    expect(calls).toEqual([]);
    expect(await run('https://shop.test/hook')).toEqual({ state: 'passed' });
    expect(calls).toMatchObject([{ url: 'https://shop.test/hook', call: { method: 'POST', body: '{"type":"test","createdAt":"2026-11-29T10:00:00.000Z"}' } }]);
    const [
      {
        call: { headers, body },
      },
    ] = calls as unknown as [{ call: OutgoingCall }];
    expect(isSigned(Buffer.from(body as string), headers['x-parley-signature'], ['secret8'])).toBe(true);
    expect(await apiCheck({ signingSecret: 'secret8', callbackUrl: 'https://shop.test/' }, settings(''))).toEqual({ state: 'passed' });
  });

  test('a refused signature fails; an unknown event, an error and silence decide nothing', async () => {
    answers = [{ status: 401 }, { status: 410 }, { status: 422 }, { status: 500 }, gone()];
    const states = [];
    for (let n = 0; n < 5; n += 1) states.push((await run('https://shop.test/hook')).state);
    expect(states).toEqual(['failed', 'failed', 'unknown', 'unknown', 'unknown']);
  });
});

test.each([
  [['shop.example', '*.shop.example'], undefined],
  [[], 'no_domain'],
  [undefined, 'no_domain'],
  [['https://shop.example/'], 'bad_domain'],
  [[7], 'bad_domain'],
])('livechat: the pages %j', async (allowedDomains, code) => {
  const told = await livechat({ allowedDomains }, settings(''));
  expect(told).toMatchObject(code === undefined ? { state: 'passed' } : { state: 'failed', accepted: true, error: { code } });
});

test('each outcome of a call that reads has a verdict', () => {
  const error = ownError('failed');
  expect(verdictOfOutcome({ outcome: 'sent', providerId: null })).toEqual({ state: 'passed' });
  expect(verdictOfOutcome({ outcome: 'failed', error })).toEqual({ state: 'failed', error });
  expect(verdictOfOutcome({ outcome: 'retry', error })).toEqual({ state: 'unknown', error });
});

test('an error without a code, and a status that is about the request', () => {
  expect(unanswered('odd')).toMatchObject({ error: { code: 'no_answer' } });
  expect([400, 403, 500].map((status) => verdictOf({ status }, 'c', 'm').state)).toEqual(['failed', 'failed', 'unknown']);
});
