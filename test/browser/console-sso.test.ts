import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { refusal, withSettings } from '../console/fake-settings.ts';
import { backTo, providers, withSignIn } from '../console/fake-sso.ts';
import { ticket } from '../console/shop.ts';
import { LOOKS, newConsole } from './console-page.ts';

const at = newConsole((hub) => {
  withSettings(hub, providers());
  withSignIn(hub);
  const one = ticket(hub);
  Object.assign(one, { conversationId: one.threadId, customFields: {}, closesAt: null, followupAt: null });
});
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);
const KEYCLOAK = 'button:has-text("Continue with Keycloak")';
/** Goes to the provider from a place of the console. */
const leave = async () => {
  const page = await at.visit({ path: '/inbox/all?status=created' });
  await page.fill('[name=tenant]', 'bottega-luna');
  await page.click(KEYCLOAK);
  await page.waitForSelector('text=Your provider');
  return page;
};

describe('single sign-on', () => {
  test('a person goes to the provider, comes back to the same place and is in', async () => {
    const page = await leave();
    const [{ challenge, returnTo } = {}] = sent('POST /v1/sessions/oidc-start');
    expect(returnTo).toBe('/inbox/all?status=created');
    at.hub.instead.set('POST /v1/sessions', refusal(503, 'unavailable', 'The sign-in is being completed. Try again.'));
    await page.goto(backTo(at.hub, String(returnTo)));
    await page.waitForSelector('[role=option]');
    expect(page.url()).toBe(`${at.hub.url}${String(returnTo)}`);
    const { verifier, state } = (sent('POST /v1/sessions').at(-1) as { oidc: { verifier: string; state: string } }).oidc;
    expect(sent('POST /v1/sessions')).toHaveLength(2);
    expect([state, challenge]).toEqual(['st.a.te-1', createHash('sha256').update(verifier).digest('base64url')]);
    expect(await page.evaluate(`sessionStorage.getItem('parley.sso')`)).toBeNull();
    expect(page.faults).toEqual([]);
  });

  test.each([
    ['nobody', 'This account has no access to this workspace. Ask your admin.'],
    ['denied', 'The sign-in service did not sign you in.'],
  ])('a refusal with the reason “%s” says what to do, with the buttons to begin again', async (reason, words) => {
    const page = await leave();
    const { body } = refusal(401, 'unauthenticated', 'No.');
    at.hub.instead.set('POST /v1/sessions', { status: 401, body: { ...(body as object), reason } });
    await page.goto(backTo(at.hub, '/'));
    await page.waitForSelector(`[role=alert]:has-text("${words}")`);
    await page.waitForSelector(KEYCLOAK);
    expect(await page.inputValue('[name=tenant]')).toBe('bottega-luna');
    expect(page.url()).not.toContain('#');
  });

  test('an answer that belongs to no sign-in, and one of another tab, open nothing', async () => {
    const page = await leave();
    await page.goto(`${at.hub.url}/#sso-failed`);
    await page.waitForSelector('[role=alert]:has-text("This sign-in did not work. Try again.")');
    await page.goto(`${at.hub.url}/provider`);
    await page.goto(backTo(at.hub, '/'));
    await page.waitForSelector('[role=alert]:has-text("This sign-in began in another tab or browser. Try again here.")');
    expect(sent('POST /v1/sessions')).toEqual([]);
  });

  test('a provider that does not answer is told on the card, and the password still works', async () => {
    const page = await at.visit();
    await page.fill('[name=tenant]', 'bottega-luna');
    at.hub.instead.set('POST /v1/sessions/oidc-start', refusal(404, 'not_found', 'There is no such identity provider.'));
    await page.click(KEYCLOAK);
    await page.waitForSelector('[role=alert]:has-text("There is no such identity provider.")');
    await page.fill('[name=email]', 'luna@bottega-luna.example');
    await page.fill('[name=password]', 'right');
    await page.click('button[type=submit]');
    await page.waitForSelector('[role=option]');
  });
});

describe('identity providers', () => {
  test('the list says which one does not work', async () => {
    const page = await at.enter({ path: '/settings/identity-providers' });
    await page.waitForSelector('li:has-text("Entra ID"):has-text("Does not work")');
    await page.click('li a:has-text("Entra ID")');
    await page.waitForSelector('[role=alert]:has-text("invalid_client")');
    await page.waitForSelector('p:has-text("the provider answered access_denied")');
  });

  test('a new one: a refused issuer at its field, then the redirect address, and a check that ends by itself', async () => {
    const page = await at.enter({ path: '/settings/identity-providers' });
    await page.click('button:has-text("New provider")');
    await page.fill('[name=name]', 'Okta');
    await page.fill('[name=issuer]', 'https://localhost');
    await page.fill('[name=clientId]', 'not yet');
    await page.click('button[type=submit]');
    await page.waitForSelector('form :text("must be on a public host")');
    await page.fill('[name=issuer]', 'https://bottega.okta.example');
    await page.click('button[type=submit]');
    await page.waitForSelector('code:has-text("/v1/oidc/callback/i3")');
    await page.waitForSelector('text=It worked on');
    expect(sent('POST /v1/identity-providers').at(-1)).toEqual({
      name: 'Okta',
      issuer: 'https://bottega.okta.example',
      clientId: 'not yet',
      scopes: ['openid', 'email', 'profile'],
      emailDomains: [],
      newPeople: null,
      enabled: false,
    });
    expect(page.faults).toEqual([]);
  });

  test('only what changes is sent, a test runs while somebody types, and removing asks once', async () => {
    const page = await at.enter({ path: '/settings/identity-providers/i2' });
    await page.fill('[name=clientSecret]', 'new secret');
    await page.click('button:has-text("Test")');
    await page.waitForSelector('text=It worked on');
    expect(await page.inputValue('[name=clientSecret]')).toBe('new secret');
    await page.fill('[name=emailDomains]', 'bottega-luna.example');
    await page.waitForSelector('text=2 changes');
    await page.click('button[type=submit]:has-text("Save")');
    await page.waitForSelector('text=2 changes', { state: 'detached' });
    expect(sent('PATCH /v1/identity-providers/i2')).toEqual([{ clientSecret: 'new secret', emailDomains: ['bottega-luna.example'] }]);
    await page.click('button:has-text("Remove")');
    await page.click('[role=dialog] button:has-text("Remove")');
    await page.waitForSelector('h1:has-text("Single sign-on")');
    await page.waitForSelector('li:has-text("Entra ID")', { state: 'detached' });
  });
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const file = name.replaceAll(' ', '-');
  const page = await at.visit(look);
  await page.fill('[name=tenant]', 'bottega-luna');
  await page.waitForSelector('button:has-text("Keycloak")');
  expect(await at.violations()).toEqual([]);
  await page.screenshot({ path: `reports/console-${file}-sso.png` });
  await page.fill('[name=email]', 'luna@bottega-luna.example');
  await page.fill('[name=password]', 'right');
  await page.click('button[type=submit]');
  await page.waitForSelector('[name=tenant]', { state: 'detached' });
  for (const place of ['identity-providers', 'identity-providers/i2', 'identity-providers/new']) {
    await page.goto(`${at.hub.url}/settings/${place}`);
    await page.waitForSelector(place.includes('/') ? 'main form' : 'main li');
    expect(await at.violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/console-${file}-${place.replace('/', '-')}.png` });
  }
});
