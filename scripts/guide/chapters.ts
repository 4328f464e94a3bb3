import type { SignIn, Tour } from './tour.ts';

/** The people of the demo's shop, by their role. */
export interface People {
  readonly agent: SignIn;
  readonly lead: SignIn;
  readonly admin: SignIn;
}

const agent = async (tour: Tour, { agent: who }: People): Promise<void> => {
  await tour.open();
  await tour.see('Workspace');
  await tour.picture('sign-in');
  await tour.signIn(who);
  for (const place of ['All tickets', 'My tickets', 'Mentions', 'Snoozed', 'Queues', 'Search or jump to']) await tour.see(place);
  await tour.press('Without owner');
  await tour.page.click('[role=option]');
  await tour.page.waitForSelector('article');
  await tour.picture('inbox');
  await tour.press('Take');
  await tour.page.waitForSelector('button[aria-label="Status: Working"]');
  await tour.press('Reply');
  await tour.page.fill('textarea', 'Good morning! I am looking for your parcel and write again before noon.');
  await tour.picture('reply');
  await tour.press('Other ways to send');
  await tour.see('Send and solve');
  await tour.see('Send and snooze…');
  await tour.page.keyboard.press('Escape');
  await tour.press('Send & wait');
  await tour.see('Undo');
  await tour.page.waitForSelector('button[aria-label="Status: Waiting"]');
  await tour.press('Note');
  await tour.page.fill('textarea', 'The courier calls back at 11. If the customer writes before: the parcel is in Modena.');
  await tour.picture('note');
  await tour.press('Add note');
  await tour.page.waitForSelector('article:has-text("The courier calls back")');
  for (const detail of ['Owner', 'Priority', 'Tags', 'History']) await tour.see(detail);
  await tour.press('Snooze');
  for (const when of ['Tomorrow', 'Another time…']) await tour.see(when);
  await tour.picture('snooze');
  await tour.page.keyboard.press('Escape');
  await tour.press('Solve');
  await tour.press('Undo');
  await tour.press('Search or jump to');
  await tour.see('A name, a number, a word or an action');
  await tour.write('parcel');
  await tour.page.waitForSelector('[role=listbox] [role=option]');
  await tour.picture('search');
  await tour.page.keyboard.press('Enter');
  await tour.see('Narrow the results');
  await tour.page.waitForSelector('[role=option] mark');
  await tour.picture('results');
};

const lead = async (tour: Tour, { lead: who }: People): Promise<void> => {
  await tour.open();
  await tour.signIn(who);
  await tour.press('All tickets');
  await tour.page.focus('[role=listbox]');
  await tour.page.keyboard.press('j');
  await tour.page.keyboard.press('x');
  await tour.page.keyboard.press('j');
  await tour.page.keyboard.press('x');
  for (const change of ['Mine', 'Status', 'Priority']) await tour.see(change);
  await tour.picture('many');
  await tour.press('Choose none');
  await tour.press('Settings');
  await tour.press('Queues');
  await tour.press('New queue');
  await tour.see('Condition');
  await tour.see('Add a test');
  await tour.picture('queue');
  await tour.press('Rules');
  await tour.see('Export');
  await tour.see('Import');
  await tour.press('New rule');
  await tour.see('Add an action');
  await tour.press('Agents');
  await tour.see('Everybody who answers customers.');
  await tour.picture('people');
  await tour.press('Back to the tickets');
};

const admin = async (tour: Tour, { admin: who }: People): Promise<void> => {
  await tour.open();
  await tour.signIn(who);
  await tour.press('Settings');
  await tour.press('Channels');
  await tour.picture('channels');
  await tour.press('Connect a channel');
  await tour.see('Connect a channel');
  await tour.picture('connect');
  await tour.press('Agents');
  await tour.press('Invite');
  for (const label of ['Email', 'Role', 'Teams', 'Send the invitation']) await tour.see(label);
  await tour.picture('invite');
  await tour.press('Cancel');
  await tour.press('Teams');
  await tour.see('New team');
  await tour.press('Single sign-on');
  await tour.see('New provider');
  await tour.press('API keys');
  await tour.see('New key');
  await tour.press('Webhooks');
  await tour.see('New webhook');
  await tour.press('AI');
  await tour.see('What leaves for the AI service');
  await tour.press('Sign-in and devices');
  await tour.see('Authenticator app');
  await tour.picture('security');
  await tour.press('Audit');
  await tour.picture('audit');
};

/** The pages of docs/guide, and the walk that each of them describes. */
export const CHAPTERS = { agent, lead, admin } as const;
