import type { TestPage } from './chromium.ts';

export interface Account {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** Whom the fake hub knows. */
export const LUNA: Account = { tenant: 'bottega-luna', email: 'luna@bottega-luna.example', password: 'right' };

/** Fills in the card of the console's sign-in, and sends it. */
export const signIn = async (page: TestPage, { tenant, email, password }: Account = LUNA): Promise<void> => {
  for (const [name, value] of Object.entries({ tenant, email, password })) await page.fill(`[name=${name}]`, value);
  // By the key: what the card shows may still move, by its fonts or by the buttons of a workspace's providers.
  await page.press('[name=password]', 'Enter');
};
