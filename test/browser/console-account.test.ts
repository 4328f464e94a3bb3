import type { CDPSession } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { RECOVERY_CODES, refusal, withSettings } from '../console/fake-settings.ts';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import type { TestPage } from './chromium.ts';
import { LOOKS, newConsole } from './console-page.ts';
import { signIn } from './sign-in.ts';

const at = newConsole((hub) => {
  withSettings(hub);
  const one = ticket(hub);
  Object.assign(one, { conversationId: one.threadId, customFields: {}, closesAt: null, followupAt: null });
});
const codeAsked = refusal(401, 'second_factor_required', 'Send a code.');
const codeWrong = refusal(401, 'second_factor_required', 'Not that code.', [{ path: 'code', message: 'is wrong' }]);

/** An authenticator of Chromium that always has the right finger. */
async function withAuthenticator(page: TestPage): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true } as const;
  await session.send('WebAuthn.addVirtualAuthenticator', { options });
  return session;
}
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);

describe('sign-in', () => {
  test('asks for a code when there is one, says a wrong one at its field, and keeps what was typed', async () => {
    const page = await at.visit();
    at.hub.instead.set('POST /v1/sessions', codeAsked);
    await signIn(page);
    at.hub.instead.set('POST /v1/sessions', codeWrong);
    await page.fill('[name=code]', '000000');
    await page.click('button[type=submit]');
    await page.waitForSelector('text=That code is not right, or it was used before.');
    expect(await page.inputValue('[name=password]')).toBe('right');
    await page.fill('[name=code]', ' 123456 ');
    await page.click('button[type=submit]');
    await page.waitForSelector('[role=option]');
    expect(sent('POST /v1/sessions').map(({ code }) => code)).toEqual([undefined, '000000', '123456']);
  });

  test('a code that was asked for one account is not sent for another', async () => {
    const page = await at.visit();
    at.hub.instead.set('POST /v1/sessions', codeAsked);
    await signIn(page);
    await page.fill('[name=code]', '123456');
    await page.fill('[name=email]', 'kenji@bottega-luna.example');
    expect(await page.locator('[name=code]').count()).toBe(0);
    await page.click('button[type=submit]');
    await page.waitForSelector('[role=option]');
    expect(sent('POST /v1/sessions').at(-1)).not.toHaveProperty('code');
  });

  test('too many attempts say how long to wait', async () => {
    const page = await at.visit();
    at.hub.instead.set('POST /v1/sessions', refusal(429, 'rate_limited', 'Slow down.'));
    // The client tries again by itself, and gets the same answer.
    vi.spyOn(at.hub.instead, 'delete').mockReturnValue(false);
    await signIn(page);
    await page.waitForSelector('[role=alert]:has-text("Try again in 60 seconds")');
  });

  test('a passkey signs in alone', async () => {
    const page = await at.enter({ path: '/settings/security', host: 'localhost' });
    await withAuthenticator(page);
    await page.click('button:has-text("Add passkey")');
    await page.fill('[role=dialog] [name=name]', 'Work laptop');
    await page.fill('[role=dialog] [name=password]', 'wrong');
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForSelector('[role=dialog] :text("is not right")');
    await page.fill('[role=dialog] [name=password]', 'right');
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForSelector('li:has-text("Work laptop")');
    expect(sent('POST /v1/me/passkeys')[0]).toMatchObject({ name: 'Work laptop', credential: { type: 'public-key' } });

    at.hub.access.clear();
    at.hub.refreshToken = null;
    await page.goto(`${at.hub.url.replace('127.0.0.1', 'localhost')}/`);
    await page.click('button:has-text("Sign in with a passkey")');
    await page.waitForSelector('[role=option]');
    expect(sent('POST /v1/sessions').at(-1)).toMatchObject({ passkey: { type: 'public-key', response: { signature: expect.any(String) as string } } });
    expect(page.faults).toEqual([]);
  });

  test('a session that ends asks again over the page: place and draft stay', async () => {
    const page = await at.enter();
    await page.click('[role=option] >> nth=0');
    await page.fill('textarea', 'half an answer');
    const before = page.url();
    at.hub.access.clear();
    at.hub.refreshToken = null;
    await page.evaluate(`history.pushState(null, '', location.href)`);
    await page.click('text=Without owner');
    await page.waitForSelector('[role=dialog]:has-text("Sign in again")');
    await page.fill('[role=dialog] [name=email]', 'luna@bottega-luna.example');
    await page.fill('[role=dialog] [name=password]', 'right');
    await page.click('[role=dialog] button[type=submit]');
    await until('the dialog is gone', async () => (await page.locator('[role=dialog]').count()) === 0);
    expect(new URL(page.url()).pathname).toBe('/inbox/unassigned');
    await page.goto(before);
    await until('the draft is there', async () => (await page.inputValue('textarea').catch(() => '')) === 'half an answer');
  });
});

describe('links of mails', () => {
  test('a forgotten password: a mail is asked for, and the answer tells nothing', async () => {
    const page = await at.visit();
    await page.fill('[name=email]', 'luna@bottega-luna.example');
    await page.click('button:has-text("Forgot your password?")');
    await page.fill('[name=tenant]', 'bottega-luna');
    await page.click('button:has-text("Send the link")');
    await page.waitForSelector('text=If there is such an account');
    expect(sent('POST /v1/password-resets')).toEqual([{ tenant: 'bottega-luna', email: 'luna@bottega-luna.example' }]);
    await page.click('button:has-text("Back to sign-in")');
    await page.waitForSelector('[name=password]');
  });

  test('a new password: a used link says so, a good one leads to sign-in, and the address keeps no token', async () => {
    const page = await at.visit({ path: '/#reset=used' });
    await page.fill('[name=password]', 'a long sentence');
    await page.click('button:has-text("Set password")');
    await page.waitForSelector('[role=alert]:has-text("not valid any more")');
    expect(page.url()).not.toContain('reset');
    expect(await at.violations()).toEqual([]);
    const other = await at.visit({ path: '/#reset=good' });
    await other.fill('[name=password]', 'a long sentence');
    await other.click('button:has-text("Set password")');
    await other.waitForSelector('[name=tenant]');
    expect(sent('POST /v1/password-resets/complete').at(-1)).toEqual({ token: 'good', password: 'a long sentence' });
    await page.close();
  });

  test('an invitation: a refused name is said at its field', async () => {
    const page = await at.visit({ path: '/#invitation=abc' });
    await page.fill('[name=name]', 'Taken');
    await page.fill('[name=password]', 'a long sentence');
    await page.click('button:has-text("Join")');
    await page.waitForSelector('text=is taken');
    await page.fill('[name=name]', 'Kenji Mori');
    await page.click('button:has-text("Join")');
    await page.waitForSelector('[name=tenant]');
    expect(sent('POST /v1/invitations/accept').at(-1)).toEqual({ token: 'abc', name: 'Kenji Mori', password: 'a long sentence' });
  });
});

describe('the second factor', () => {
  const setUp = async (page: TestPage): Promise<void> => {
    await page.fill('[name=password]', 'right');
    await page.click('button:has-text("Continue")');
    await page.waitForSelector('svg[role=img] path[d^="M"]');
    await page.fill('[name=code]', '000000');
    await page.click('button:has-text("Turn on")');
    await page.waitForSelector('text=is not the code that the app shows now');
    await page.fill('[name=code]', '123456');
    await page.click('button:has-text("Turn on")');
    await page.waitForSelector(`text=${RECOVERY_CODES[9]}`);
    await page.click('button:has-text("I have stored them")');
  };

  test('is set up with a QR code, and its recovery codes are shown once', async () => {
    const page = await at.enter({ path: '/settings/security' });
    await page.click('button:has-text("Set up")');
    await setUp(page);
    await page.waitForSelector('text=10 recovery codes left');
    expect(await page.locator(`text=${RECOVERY_CODES[9]}`).count()).toBe(0);
    await page.click('button:has-text("Turn off")');
    await page.fill('[role=dialog] [name=password]', 'right');
    await page.fill('[role=dialog] [name=code]', '123456');
    await page.click('[role=dialog] button:has-text("Turn off")');
    await page.waitForSelector('button:has-text("Set up")');
    expect(sent('POST /v1/me/totp/disable')).toEqual([{ password: 'right', code: '123456' }]);
    expect(page.faults).toEqual([]);
  });

  test('that the workspace requires comes before everything else', async () => {
    at.hub.instead.set('GET /v1/directory', refusal(403, 'second_factor_not_set_up', 'Set it up.'));
    const page = await at.visit();
    await signIn(page);
    await page.waitForSelector('text=Bottega Luna asks for a second factor');
    await setUp(page);
    await page.waitForSelector('[role=option]');
  });

  test('a device is removed after one question', async () => {
    const page = await at.enter({ path: '/settings/security' });
    await page.click('li:has-text("Firefox on Linux") button');
    await page.click('[role=dialog] button:has-text("Remove")');
    await page.waitForSelector('text=None of your devices gets notifications.');
  });
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const file = name.replaceAll(' ', '-');
  const page = await at.visit({ ...look, host: 'localhost' });
  await page.waitForSelector('[name=tenant]');
  expect(await at.violations()).toEqual([]);
  await page.screenshot({ path: `reports/console-${file}-sign-in.png` });
  await signIn(page);
  await page.waitForSelector('[name=tenant]', { state: 'detached' });
  await page.goto(`${at.hub.url.replace('127.0.0.1', 'localhost')}/settings/security`);
  await page.waitForSelector('li');
  expect(await at.violations()).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.screenshot({ path: `reports/console-${file}-security.png` });
  await page.click('main section button >> nth=0');
  await page.fill('[name=password]', 'right');
  await page.click('[role=dialog] button[type=submit]');
  await page.waitForSelector('svg[role=img] path[d^="M"]');
  expect(await at.violations()).toEqual([]);
  await page.screenshot({ path: `reports/console-${file}-qr.png` });
});
