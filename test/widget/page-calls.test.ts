import { expect, test } from 'vitest';
import { createCells } from '../../widget/src/logic/cells.ts';
import { listen, type ParleyFunction } from '../../widget/src/page-calls.ts';
import { createUploads } from '../../widget/src/uploads.ts';
import { settle } from './doubles.ts';

test('calls of the page wait until the chat is there, in their order', async () => {
  const done: string[] = [];
  const heard: unknown[] = [];
  const page: { Parley?: ParleyFunction } = {
    Parley: Object.assign(() => undefined, {
      q: [
        ['on', 'unread', (detail: unknown) => heard.push(detail)],
        ['identify', { id: 'c-1', hash: 'h' }],
      ],
    }),
  };
  const calls = listen(page);
  page.Parley?.('open');
  page.Parley?.('nonsense');
  page.Parley?.('on', 'unread', 'no function');
  calls.tell('unread', { count: 2 });
  await settle();
  expect([done, heard]).toEqual([[], [{ count: 2 }]]);
  calls.serve({
    open: () => void done.push('open'),
    close: () => void done.push('close'),
    reset: () => void done.push('reset'),
    identify: ({ id }) => void done.push(`identify ${id}`),
  });
  page.Parley?.('close');
  page.Parley?.('reset');
  expect(done).toEqual(['identify c-1', 'open', 'close', 'reset']);
  expect(page.Parley?.isLoaded).toBe(true);
});

test('what a page says about its customer is taken as far as it makes sense', () => {
  const seen: unknown[] = [];
  const page: { Parley?: ParleyFunction } = {};
  const none = (): void => undefined;
  listen(page).serve({ open: none, close: none, reset: none, identify: (who) => void seen.push(who) });
  for (const who of [undefined, null, 'c-1', { id: 'c-1' }, { id: {}, hash: 'h' }, { id: 7, hash: 'h', name: '', email: 'no' }]) page.Parley?.('identify', who);
  page.Parley?.('identify', { id: 'c-1', hash: 'h', name: 'x'.repeat(200), email: 'mia@post.example' });
  expect(seen).toEqual([
    { id: '7', hash: 'h' },
    { id: 'c-1', hash: 'h', name: 'x'.repeat(100), email: 'mia@post.example' },
  ]);
});

test('a value tells its watchers once for many changes, and derived ones only when their sources change', async () => {
  const { cell, derived, watch } = createCells();
  const [a, b] = [cell(1), cell(2)];
  let computed = 0;
  const sum = derived([a, b], () => {
    computed += 1;
    return a.value + b.value;
  });
  let told = 0;
  const end = watch(() => (told += 1));
  a.value = 2;
  b.value = 3;
  b.value = 3;
  await settle();
  expect([told, sum.value, sum.value, computed]).toEqual([1, 5, 5, 1]);
  end();
  a.value = 9;
  await settle();
  expect([told, sum.value]).toEqual([1, 12]);
});

test('files are checked first, uploaded with progress, cancelled, and told when they fail', async () => {
  const cancelled: string[] = [];
  let fail = false;
  const uploads = createUploads({
    cells: createCells(),
    api: { announce: async (_token, { name }) => ({ id: `f-${name}`, upload: { url: '', fields: {} } }) },
    token: async () => 't',
    newId: () => crypto.randomUUID(),
    upload: async (_form, file, { signal, onProgress }) => {
      onProgress(0.5);
      if (fail) throw new Error('no');
      if (file.name === 'slow.txt')
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error(String(cancelled.push(file.name))))));
    },
  });
  const file = (name: string, type = 'text/plain') => new File(['x'], name, { type });
  uploads.add([file('a.txt'), file('slow.txt'), file('b.html', 'text/html')]);
  await settle();
  expect(uploads.refused.value).toMatchObject([{ reason: '$wrongType', name: 'b.html' }]);
  expect(uploads.list.value.map(({ name, part }) => [name, part])).toEqual([
    ['a.txt', 1],
    ['slow.txt', 0.5],
  ]);
  uploads.remove(uploads.list.value[1]?.key ?? '');
  await settle();
  expect(cancelled).toEqual(['slow.txt']);
  fail = true;
  uploads.add([file('c.txt')]);
  await settle();
  expect(uploads.list.value.at(-1)).toMatchObject({ name: 'c.txt', failed: true });
  expect(uploads.take()).toEqual([{ id: 'f-a.txt', name: 'a.txt', type: 'text/plain', size: 1 }]);
  expect([uploads.list.value, uploads.refused.value]).toEqual([[], []]);
});
