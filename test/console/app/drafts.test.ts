import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import type { Channel } from '../../../client/platform.ts';
import { createDrafts, type DraftStore } from '../../../console/src/data/drafts.ts';
import { forgetAll, storedDrafts } from '../../../console/src/data/stored.ts';

/** Channels of two tabs that hear each other. */
const pair = (): [Channel, Channel] => {
  const ends: Channel[] = [0, 1].map((at) => ({
    onmessage: null,
    postMessage: (data: unknown) => ends[1 - at]?.onmessage?.({ data: structuredClone(data) }),
    close: () => undefined,
  }));
  return ends as [Channel, Channel];
};

describe('drafts', () => {
  test('a text belongs to one ticket and one kind', async () => {
    const drafts = await createDrafts({ store: storedDrafts(), account: 'apart' });
    drafts.set('t1', 'note', 'for us only');
    expect([drafts.text('t1', 'reply'), drafts.text('t2', 'note'), drafts.text('t1', 'note')]).toEqual(['', '', 'for us only']);
  });

  test('survives a reload, and is nobody else’s', async () => {
    const before = await createDrafts({ store: storedDrafts(), account: 'luna' });
    for (const text of ['H', 'Ho', 'Hola']) before.set('t1', 'reply', text);
    before.set('t2', 'reply', 'sent');
    before.set('t2', 'reply', '');
    await before.stored();
    const after = await createDrafts({ store: storedDrafts(), account: 'luna' });
    expect([after.text('t1', 'reply'), after.has('t1'), after.has('t2')]).toEqual(['Hola', true, false]);
    const other = await createDrafts({ store: storedDrafts(), account: 'kenji' });
    expect(other.has('t1')).toBe(false);
    await forgetAll('luna');
    expect((await createDrafts({ store: storedDrafts(), account: 'luna' })).has('t1')).toBe(false);
  });

  test('is the same in all tabs', async () => {
    const [here, there] = pair();
    const one = await createDrafts({ store: storedDrafts(), account: 'tabs', channel: here });
    const two = await createDrafts({ store: storedDrafts(), account: 'tabs', channel: there });
    const listener = vi.fn();
    two.subscribe('t1', listener);
    one.set('t1', 'reply', 'half a sent');
    expect(two.text('t1', 'reply')).toBe('half a sent');
    expect(listener).toHaveBeenCalledTimes(1);
    two.set('t1', 'reply', '');
    expect(one.text('t1', 'reply')).toBe('');
  });

  test('what comes back stands before what was written since', async () => {
    const drafts = await createDrafts({ store: storedDrafts(), account: 'back' });
    drafts.restore('t1', 'reply', 'refused');
    drafts.restore('t2', 'reply', 'refused');
    drafts.set('t2', 'reply', 'newer');
    drafts.restore('t2', 'reply', 'refused');
    expect([drafts.text('t1', 'reply'), drafts.text('t2', 'reply')]).toEqual(['refused', 'refused\n\nnewer']);
  });

  test('spaces are no draft, and a text that has not changed wakes nobody', async () => {
    const drafts = await createDrafts({ store: storedDrafts(), account: 'spaces' });
    const listener = vi.fn();
    const leave = drafts.subscribe('t1', listener);
    drafts.set('t1', 'reply', '  ');
    drafts.set('t1', 'reply', '  ');
    leave();
    drafts.set('t1', 'reply', ' x');
    expect(listener).toHaveBeenCalledTimes(1);
    drafts.set('t1', 'reply', '\n');
    expect(drafts.has('t1')).toBe(false);
  });

  test('a store that fails costs no text', async () => {
    const broken: DraftStore = {
      entries: () => Promise.reject(new Error('forbidden')),
      set: () => Promise.reject(new Error('full')),
      delete: () => Promise.reject(new Error('full')),
    };
    const onError = vi.fn();
    const drafts = await createDrafts({ store: broken, account: 'full', onError });
    drafts.set('t1', 'reply', 'Hola');
    await drafts.stored();
    expect(drafts.text('t1', 'reply')).toBe('Hola');
    expect(onError.mock.calls.map(([error]) => (error as Error).message)).toEqual(['forbidden', 'full']);
    await expect(createDrafts({ store: broken, account: 'quiet' })).resolves.toBeDefined();
  });
});
