import { describe, expect, test, vi } from 'vitest';
import { createDraftFiles, type Upload } from '../../../console/src/data/draft-files.ts';
import type { ChosenFile } from '../../../console/src/data/limits.ts';
import { linkOf, mediaOf, ownOrigins } from '../../../console/src/data/shown-files.ts';

const photo: ChosenFile = { name: 'photo.png', type: 'image/png', size: 10 };

const made = async (stored = new Map<string, string>()) => {
  const store = {
    entries: () => Promise.resolve([...stored]),
    set: (key: string, text: string) => Promise.resolve(void stored.set(key, text)),
    delete: (key: string) => Promise.resolve(void stored.delete(key)),
  };
  const uploads: { file: ChosenFile; progress: (part: number) => void; signal: AbortSignal; done: (id: string) => void; fail: () => void }[] = [];
  const upload: Upload<ChosenFile> = (file, progress, signal) =>
    new Promise((resolve, reject) => {
      const fail = (): void => reject(new Error('no'));
      signal.addEventListener('abort', fail);
      uploads.push({ file, progress, signal, done: resolve, fail });
    });
  let next = 0;
  const files = await createDraftFiles({ store, account: 'me', upload, newId: () => `f${(next += 1)}` });
  return { files, uploads, stored };
};
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('files of a draft', () => {
  test('are uploaded at once, tell how far they are, and survive a reload once they are up', async () => {
    const { files, uploads, stored } = await made();
    const heard = vi.fn();
    const end = files.subscribe('t1', heard);
    files.add('t1', 'reply', [photo]);
    expect(files.of('t1', 'reply')).toEqual([{ id: 'f1', ...photo, progress: 0, state: 'uploading' }]);
    uploads[0]?.progress(0.5);
    expect(files.of('t1', 'reply')[0]?.progress).toBe(0.5);
    await files.stored();
    expect(stored.size).toBe(0);
    uploads[0]?.done('at1');
    await settle();
    await files.stored();
    expect((await made(stored)).files.of('t1', 'reply')).toEqual([{ id: 'f1', ...photo, progress: 1, state: 'ready', attachmentId: 'at1' }]);
    expect(files.of('t1', 'note')).toEqual([]);
    expect(files.of('t2', 'reply')).toEqual([]);
    end();
    const calls = heard.mock.calls.length;
    files.set('t1', 'reply', []);
    expect(heard).toHaveBeenCalledTimes(calls);
  });

  test('one that fails can be tried again; one that is taken away ends its upload', async () => {
    const { files, uploads } = await made();
    files.add('t1', 'note', [photo, { ...photo, name: 'b.png' }]);
    uploads[0]?.fail();
    await settle();
    expect(files.of('t1', 'note').map(({ state }) => state)).toEqual(['failed', 'uploading']);
    files.retry('t1', 'note', 'f1');
    uploads[2]?.done('at1');
    files.remove('t1', 'note', 'f2');
    await settle();
    expect(uploads[1]?.signal.aborted).toBe(true);
    expect(files.of('t1', 'note')).toEqual([expect.objectContaining({ id: 'f1', attachmentId: 'at1' })]);
    files.retry('t1', 'note', 'f1');
    expect(uploads).toHaveLength(3);
  });

  test('a store that fails is told, and the files stay', async () => {
    const onError = vi.fn();
    const broken = { entries: () => Promise.reject(new Error('a')), set: () => Promise.reject(new Error('b')), delete: () => Promise.reject(new Error('c')) };
    const files = await createDraftFiles({ store: broken, account: 'me', upload: () => Promise.resolve('at1'), newId: () => 'f1', onError });
    files.add('t1', 'reply', [photo]);
    await settle();
    await files.stored();
    expect(files.of('t1', 'reply')).toHaveLength(1);
    expect(onError.mock.calls.length).toBeGreaterThan(1);
  });
});

describe('what is shown of a file', () => {
  const base = 'https://console.example';
  const origins = ownOrigins(base, 'https://files.example javascript:x');
  const file = (rest: object) => ({ id: 'a', name: 'a', type: 'image/png', size: 1, url: 'https://files.example/a', ...rest });
  test.each([
    [{}, 'image'],
    [{ url: '/_objects/a' }, 'image'],
    [{ type: 'video/mp4' }, 'video'],
    [{ type: 'AUDIO/ogg' }, 'audio'],
    [{ type: 'image/svg+xml' }, undefined],
    [{ type: 'application/pdf' }, undefined],
    [{ url: 'https://provider.example/a.png' }, undefined],
    [{ url: null }, undefined],
    [{ url: 'http://[' }, undefined],
    [{ state: 'fetching' }, undefined],
    [{ state: 'failed' }, undefined],
  ])('%o is shown as %s', (rest, kind) => expect(mediaOf(file(rest) as never, origins, base)).toBe(kind));

  test.each([
    ['https://provider.example/a', true],
    ['/_objects/a', true],
    ['http://provider.example/a', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    [null, false],
    ['http://[', false],
  ])('%s may be followed: %s', (url, may) => expect(linkOf(url, origins, base)).toBe(may ? url : undefined));
});
