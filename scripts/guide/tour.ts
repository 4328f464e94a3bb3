import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE } from '../../console/base.ts';
import type { TestPage } from '../../test/browser/chromium.ts';

/** Where a person clicks. */
const PRESSABLE = ['button', 'a', '[role=menuitem]', '[role=menuitemradio]', '[role=menuitemcheckbox]', '[role=radio]', '[role=option]', '[role=tab]', 'label'];
const quoted = (text: string): string => JSON.stringify(text);

export interface SignIn {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** Walks through the console as a reader of the guide does: by the texts on the screen. It keeps what it has pressed and seen, and the pictures it has taken. */
export class Tour {
  readonly texts = new Set<string>();
  readonly pictures: string[] = [];
  readonly page: TestPage;
  readonly #url: string;
  readonly #folder: string;

  constructor(page: TestPage, hubUrl: string, folder: string) {
    this.page = page;
    this.#url = `${hubUrl}${BASE}`;
    this.#folder = folder;
  }

  /** Opens the console in English. */
  async open(): Promise<void> {
    await this.page.addInitScript(`localStorage.setItem('parley.look', '{"language":"en","theme":"light"}')`);
    await this.page.goto(this.#url);
  }
  async signIn({ tenant, email, password }: SignIn): Promise<void> {
    for (const label of ['Workspace', 'Email', 'Password']) await this.see(label);
    for (const [name, value] of Object.entries({ tenant, email, password })) await this.page.fill(`[name=${name}]`, value);
    await this.press('Sign in');
    await this.page.waitForSelector('[role=option]').catch(async (cause: unknown) => {
      throw new Error(`no list, but: ${String(await this.page.evaluate('`${location.pathname}: ${document.body.innerText}`'))}`, { cause });
    });
  }
  async press(text: string): Promise<void> {
    this.texts.add(text);
    const named = [...PRESSABLE.map((one) => `${one}:text-is(${quoted(text)}):visible`), `[aria-label=${quoted(text)}]:visible`];
    const within = PRESSABLE.map((one) => `${one}:visible:has(:text-is(${quoted(text)}))`);
    await this.page
      .locator([...named, ...within].join(', '))
      .first()
      .click();
  }
  async see(text: string): Promise<void> {
    this.texts.add(text);
    // A choice may go on after the text: `Tomorrow · Dec 1, 09:00`.
    const more = `[role=menuitem]:has-text(${quoted(`${text} · `)}):visible`;
    await this.page
      .locator(`:text-is(${quoted(text)}):visible, [aria-label=${quoted(text)}]:visible, [placeholder=${quoted(text)}]:visible, ${more}`)
      .first()
      .waitFor();
  }
  /** Writes into the field that has the focus. */
  async write(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }
  async picture(name: string): Promise<void> {
    await this.page.evaluate('document.fonts.ready.then(() => undefined)');
    this.pictures.push(`${name}.webp`);
    // By Chromium's own protocol, which knows WebP: a fifth of the bytes of PNG.
    const session = await this.page.context().newCDPSession(this.page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
    await session.detach();
    writeFileSync(join(this.#folder, `${name}.webp`), Buffer.from(data, 'base64'));
  }
}
