import { describe, expect, test } from 'vitest';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { newConsole } from './console-hub.ts';
import { LUNA, signIn } from './sign-in.ts';

const at = newConsole((hub) => {
  hub.say(ticket(hub), { text: 'Where is my parcel?' });
});
const signedIn = () => at.page.waitForSelector('nav button:has-text("Luna Marchetti")');

describe('signing in', () => {
  test('the form is filled in when the laptop’s gateway knows the demo, and only then', async () => {
    await at.visit();
    await at.page.waitForSelector('[name=email]');
    await until('the page has asked', () => at.calls('GET /demo.json').length > 0);
    expect(await at.page.inputValue('[name=email]')).toBe('');
    at.hub.demo = LUNA;
    await at.page.reload();
    await until('the form is filled in', async () => (await at.page.inputValue('[name=password]')) === 'right');
    expect([await at.page.inputValue('[name=tenant]'), await at.page.inputValue('[name=email]')]).toEqual([LUNA.tenant, LUNA.email]);
    await at.page.waitForSelector('text=the form is filled in for you');
    await at.page.click('button[type=submit]');
    await signedIn();
    expect(at.page.faults).toEqual([]);
  });

  test.each(['tenant', 'email', 'password'])('what somebody has typed into %s is not replaced by the demo', async (field) => {
    let go: () => void = () => undefined;
    at.hub.demo = LUNA;
    const typed = new Promise<void>((resolve) => {
      go = resolve;
    });
    at.hub.held.set('GET /demo.json', typed);
    await at.visit();
    await at.page.fill(`[name=${field}]`, 'typed by hand');
    go();
    await at.page.waitForSelector('text=the form is filled in for you');
    const all = await Promise.all(['tenant', 'email', 'password'].map((name) => at.page.inputValue(`[name=${name}]`)));
    expect(all.filter((text) => text !== '')).toEqual(['typed by hand']);
  });

  test('another tab opens at a ticket’s address, signed in', async () => {
    await at.enter();
    const tab = await at.page.context().newPage();
    await tab.goto(`${at.hub.url}/inbox/all/th1.1`);
    await tab.waitForSelector('article:has-text("Where is my parcel?")');
    expect(await tab.locator('[name=password]').count()).toBe(0);
    expect(at.calls('POST /v1/sessions')).toHaveLength(at.calls('POST /v1/sessions/refresh').length + 1);
    await tab.close();
  });

  test('the address of before leads to the same place', async () => {
    await at.enter({ path: '/next/inbox/all?status=created' });
    expect(at.page.url()).toBe(`${at.hub.url}/inbox/all?status=created`);
    await at.page.goto(`${at.hub.url}/next/inbox/all/th1.1`);
    await at.page.waitForSelector('article:has-text("Where is my parcel?")');
    expect(at.page.url()).toBe(`${at.hub.url}/inbox/all/th1.1`);
  });

  test('signing out ends the session at the hub and forgets it here', async () => {
    await at.enter();
    await at.page.click('nav button:has-text("Luna Marchetti")');
    await at.page.click('[role^=menuitem]:has-text("Sign out")');
    await at.page.waitForSelector('[name=tenant]');
    expect(at.calls('DELETE /v1/sessions')).toHaveLength(1);
    await at.page.reload();
    await at.page.waitForSelector('[name=tenant]');
    expect(await at.page.inputValue('[name=tenant]')).toBe(LUNA.tenant);
  });

  test('an access token that ran out is renewed unseen', async () => {
    await at.enter();
    at.hub.access.clear();
    const renewals = at.calls('POST /v1/sessions/refresh').length;
    await at.page.click('[role=option]');
    await at.page.waitForSelector('article:has-text("Where is my parcel?")');
    expect(at.calls('POST /v1/sessions/refresh').length).toBe(renewals + 1);
    expect(await at.page.locator('[role=dialog]').count()).toBe(0);
  });

  test('a session that is over asks for the sign-in over the page: place and draft stay', async () => {
    await at.enter({ path: '/inbox/all/th1.1' });
    await at.page.fill('textarea', 'half a thought');
    at.hub.access.clear();
    at.hub.refreshToken = null;
    await at.page.click('nav button:has-text("My tickets")');
    await at.page.waitForSelector('[role=dialog]:has-text("Sign in again")');
    await signIn(at.page);
    await at.page.waitForSelector('[role=dialog]', { state: 'detached' });
    await at.page.click('nav button:has-text("All tickets")');
    await at.page.click('[role=option]:has-text("parcel")');
    expect(await at.page.inputValue('textarea')).toBe('half a thought');
  });
});
