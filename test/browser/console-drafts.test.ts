import { beforeEach, describe, expect, test } from 'vitest';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { newConsole } from './console-hub.ts';
import { signIn } from './sign-in.ts';

const at = newConsole((hub) => {
  for (const [name, text] of [
    ['Giulia Ferri', 'Where is my parcel?'],
    ['Marco Bianchi', 'A cracked lantern'],
  ] as const)
    hub.say(ticket(hub, { author: { id: name, name, handle: null } }), { text });
});
const POST = 'POST /v1/tickets/th1.1/messages';
const draft = () => at.page.inputValue('textarea');
const kind = () => at.page.getAttribute('textarea', 'aria-label');
const write = (what: 'Reply' | 'Note') => at.page.click(`[role=radiogroup] [role=radio]:has-text("${what}")`);
const open = async (words: string): Promise<void> => {
  await at.page.click(`[role=option]:has-text("${words}")`);
  await at.page.waitForSelector(`article:has-text("${words}")`);
};
beforeEach(async () => {
  await at.enter();
  await open('parcel');
});

describe('drafts', () => {
  test('a note’s draft never comes back as a reply, in no ticket', async () => {
    await write('Note');
    await at.page.fill('textarea', 'he threatens to sue');
    await open('lantern');
    expect([await kind(), await draft()]).toEqual(['Reply', '']);
    await write('Note');
    expect([await kind(), await draft()]).toEqual(['Note', '']);
    await open('parcel');
    expect([await kind(), await draft()]).toEqual(['Note', 'he threatens to sue']);
    expect(await at.page.isVisible('button:has-text("Add note")')).toBe(true);
    expect(await at.page.isVisible('button:has-text("Send & wait")')).toBe(false);
    await write('Reply');
    expect([await kind(), await draft()]).toEqual(['Reply', '']);
  });

  test('reply and note of one ticket are two drafts, and sending one leaves the other', async () => {
    await at.page.fill('textarea', 'On its way');
    await write('Note');
    await at.page.fill('textarea', 'courier called');
    await write('Reply');
    expect(await draft()).toBe('On its way');
    await at.page.click('button:has-text("Send & wait")');
    await until('the box is empty', async () => (await draft()) === '');
    expect(await kind()).toBe('Reply');
    await write('Note');
    expect(await draft()).toBe('courier called');
    await until('the reply has left', () => at.calls(POST).length === 1);
    expect(at.calls(POST)[0]?.body).toMatchObject({ kind: 'reply', text: 'On its way' });
    expect(await draft()).toBe('courier called');
  });

  test('a reload brings back the draft and its kind, and the list marks its ticket', async () => {
    await write('Note');
    await at.page.fill('textarea', 'kept');
    await at.page.reload();
    await at.page.waitForSelector('textarea');
    expect([await kind(), await draft()]).toEqual(['Note', 'kept']);
    expect(await at.page.textContent('[role=option]:has-text("parcel")')).toContain('Draft');
    expect(await at.page.textContent('[role=option]:has-text("lantern")')).not.toContain('Draft');
  });

  test('text that is written while a message is on its way stays', async () => {
    let go: () => void = () => undefined;
    at.hub.held.set(
      POST,
      new Promise<void>((resolve) => {
        go = resolve;
      }),
    );
    await at.page.fill('textarea', 'first');
    await at.page.keyboard.press('Control+Enter');
    await until('it has left', () => at.calls(POST).length === 1);
    await at.page.fill('textarea', 'second thought');
    go();
    await at.page.waitForSelector('article:has-text("first"):not(:has-text("Sending…"))');
    expect(await draft()).toBe('second thought');
  });

  test('typing goes on in its ticket while others write, and none of it lands elsewhere', async () => {
    await at.page.focus('textarea');
    for (const letter of 'half a tho') {
      await at.page.keyboard.press(letter);
      if (letter === 'l') at.hub.say(ticket(at.hub, { author: { id: 'n', name: 'Nina Novak', handle: null } }), { text: 'A new one' });
      if (letter === 'f') at.hub.say(at.hub.tickets.get('th2.1') as never, { text: 'Again me' });
    }
    await at.page.waitForSelector('[role=option]:has-text("Nina Novak")');
    await at.page.keyboard.type('ught');
    expect(await draft()).toBe('half a thought');
    expect(new URL(at.page.url()).pathname).toBe('/inbox/all/th1.1');
    for (const words of ['A new one', 'Again me']) {
      await open(words);
      expect(await draft()).toBe('');
    }
    await open('parcel');
    expect(await draft()).toBe('half a thought');
  });

  test('the next person who signs in on this browser finds no drafts', async () => {
    await at.page.fill('textarea', 'between us');
    await at.page.click('nav button:has-text("Luna Marchetti")');
    await at.page.click('[role^=menuitem]:has-text("Sign out")');
    await at.page.waitForSelector('[name=tenant]');
    const left = `(async () => {
      const { open } = indexedDB;
      const texts = [];
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((resolve, reject) => { const asked = open.call(indexedDB, name); asked.onsuccess = () => resolve(asked.result); asked.onerror = reject; });
        for (const store of db.objectStoreNames)
          texts.push(await new Promise((resolve) => { const all = db.transaction(store).objectStore(store).getAll(); all.onsuccess = () => resolve(JSON.stringify(all.result)); }));
        db.close();
      }
      return texts.join() + JSON.stringify({ ...localStorage, ...sessionStorage });
    })()`;
    const texts = (await at.page.evaluate(left)) as string;
    expect(texts).toContain('language');
    expect(texts).not.toContain('between us');
    await signIn(at.page);
    await at.page.waitForSelector('textarea');
    expect(await draft()).toBe('');
  });

  test('a store that refuses costs no draft while the page is open', async () => {
    await at.page.evaluate(`IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }`);
    await at.page.fill('textarea', 'held');
    await open('lantern');
    await open('parcel');
    expect(await draft()).toBe('held');
    expect(at.page.faults).toEqual([]);
  });
});
