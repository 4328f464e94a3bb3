import { describe, expect, test } from 'vitest';
import { people } from '../console/fake-people.ts';
import { withSettings } from '../console/fake-settings.ts';
import { LOOKS, newConsole } from './console-page.ts';

const at = newConsole((hub) => withSettings(hub, people()));
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);

describe('people', () => {
  test('an invitation: an address that is taken says so at its field; a failed mail is sent again, and one is revoked', async () => {
    const page = await at.enter({ path: '/settings/agents' });
    await page.click('button:text-is("Invite")');
    await page.fill('[role=dialog] [name=email]', 'kenji@bottega-luna.example');
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForSelector('[role=dialog] :text("is taken")');
    await page.fill('[role=dialog] [name=email]', 'omar@bottega-luna.example');
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForSelector('main li:has-text("omar@")');
    expect(sent('POST /v1/invitations').at(-1)).toEqual({ email: 'omar@bottega-luna.example', role: 'agent', teamIds: [] });
    await page.click('li:has-text("Mail failed") button:has-text("Send again")');
    await page.waitForSelector('text=Mail failed', { state: 'detached' });
    await page.click('li:has-text("omar@") button:has-text("Revoke")');
    await page.click('[role=dialog] button:has-text("Revoke")');
    await page.waitForSelector('main li:has-text("omar@")', { state: 'detached' });
    expect(page.faults).toEqual([]);
  });

  test('an agent: only what changed is sent, and the last admin stays one', async () => {
    const page = await at.enter({ path: '/settings/agents/u2' });
    await page.fill('[name=name]', 'Kenji M.');
    await page.click('button:has-text("Save")');
    await page.waitForSelector('h1:has-text("Kenji M.")');
    expect(sent('PATCH /v1/agents/u2')).toEqual([{ name: 'Kenji M.' }]);
    await page.click('button:has-text("Remove second factor")');
    await page.click('[role=dialog] button:has-text("Remove second factor")');
    await page.waitForSelector('text=Their sessions have ended.');
    await page.goto(`${at.hub.url}/settings/agents/u1`);
    await page.click('section:has-text("Remove the agent") button:text-is("Remove")');
    await page.click('[role=dialog] button:text-is("Remove")');
    await page.waitForSelector('[role=dialog] [role=alert]:has-text("You cannot remove the last admin.")');
  });

  test('capacity and skills: what is no number is refused at its field, and nothing is any number', async () => {
    const page = await at.enter({ path: '/settings/agents/u2' });
    const save = 'section:has-text("Most tickets at once") button:has-text("Save")';
    await page.fill('[name=capacity]', 'many');
    await page.fill('[name=skills]', 'french, billing,');
    await page.click(save);
    await page.waitForSelector('section :text("must be a number")');
    await page.fill('[name=capacity]', '12');
    await page.click(save);
    await page.waitForSelector('text=2 changes', { state: 'detached' });
    await page.fill('[name=capacity]', '');
    await page.click(save);
    await page.waitForSelector('text=1 change', { state: 'detached' });
    const skills = ['french', 'billing'];
    expect(sent('PATCH /v1/agents/u2')).toEqual([{ capacity: 'many', skills }, { capacity: 12, skills }, { capacity: null }]);
  });

  test('teams: a new one, a new name, and one with members stays', async () => {
    const page = await at.enter({ path: '/settings/teams' });
    await page.click('button:has-text("New team")');
    await page.fill('[role=dialog] [name=name]', 'Refunds');
    await page.click('[role=dialog] button[type=submit]');
    await page.click('li:has-text("Refunds") button:has-text("Rename")');
    await page.fill('[role=dialog] [name=name]', 'Money');
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForSelector('main li:has-text("Money")');
    await page.click('li:has-text("Orders") button:has-text("Remove")');
    await page.click('[role=dialog] button:has-text("Remove")');
    await page.waitForSelector('[role=alert]:has-text("The team has 1 member.")');
  });

  test('a key is shown once', async () => {
    const page = await at.enter({ path: '/settings/api-keys' });
    await page.click('button:has-text("New key")');
    await page.fill('[role=dialog] [name=name]', 'Warehouse');
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForSelector('[role=dialog] code:has-text("pk_new_secret_value")');
    await page.keyboard.press('Escape');
    await page.click('button:has-text("I have stored it")');
    await page.waitForSelector('main li:has-text("Warehouse")');
    expect(await page.locator('text=pk_new_secret_value').count()).toBe(0);
    await page.click('li:has-text("Warehouse") button:has-text("Revoke")');
    await page.click('[role=dialog] button:has-text("Revoke")');
    await page.waitForSelector('main li:has-text("Warehouse")', { state: 'detached' });
  });
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const file = name.replaceAll(' ', '-');
  const page = await at.enter({ ...look, path: '/settings/agents' });
  for (const place of ['agents', 'agents/u2', 'teams', 'api-keys']) {
    await page.goto(`${at.hub.url}/settings/${place}`);
    await page.waitForSelector('main li, main form');
    expect(await at.violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/console-${file}-${place.replace('/', '-')}.png` });
  }
});
