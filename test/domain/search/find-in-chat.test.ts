import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbeddedSearch } from '../../../adapters/search/embedded.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { createApplication } from '../../../domain/chat/applications.ts';
import { createChat } from '../../../domain/chat/chats.ts';
import { deleteChatMessage, editChatMessage, postChatMessage } from '../../../domain/chat/messages.ts';
import { findInChat } from '../../../domain/search/find-in-chat.ts';
import { indexChanges } from '../../../domain/search/index-changes.ts';
import type { Search } from '../../../domain/search/port.ts';
import { as, chatDeps } from '../chat/world.ts';
import { memoryBodies } from '../support/messages/memory-bodies.ts';

const ANN = as('ann');
let home: string;
let search: Search;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parley-in-chat-'));
  search = openEmbeddedSearch(join(home, 's.sqlite'));
});
afterEach(async () => {
  await search.close();
  rmSync(home, { recursive: true });
});

const opened = async (...texts: string[]) => {
  const table = memoryTable();
  const deps = chatDeps(table);
  const { token } = await createApplication(deps, ANN, { name: 'shop' });
  const ref = { token, number: (await createChat(deps, ANN, token, {})).number };
  for (const text of texts) await postChatMessage(deps, ANN, ref, text);
  let read = 0;
  /** As the reader of the stream does. */
  const index = async () => {
    const changes = table.changes.slice(read);
    read = table.changes.length;
    expect(await indexChanges({ table, search, bodies: memoryBodies() }, changes)).toEqual([]);
  };
  await index();
  const find = (q: string, limit = 50, before: number | null = null) => findInChat({ table, search }, 't', ref, { q, limit, before });
  return { deps, ref, index, find };
};

test('messages are found with highlights, the newest first, page by page', async () => {
  const { find } = await opened('Der Käse ist alt', 'kein Brot', 'KASE & <Wein>', 'kaselos');
  const { items, next } = await find('kase');
  expect(items.map(({ number, highlights, senderId }) => [number, highlights, senderId])).toEqual([
    [4, ['<em>kaselos</em>'], 'ann'],
    [3, ['<em>KASE</em> &amp; &lt;Wein&gt;'], 'ann'],
    [1, ['Der <em>Käse</em> ist alt'], 'ann'],
  ]);
  expect(next).toBeNull();
  const first = await find('kase', 2);
  expect([first.items.map(({ number }) => number), first.next]).toEqual([[4, 3], 3]);
  const second = await find('kase', 2, first.next);
  expect([second.items.map(({ number }) => number), second.next]).toEqual([[1], null]);
});

test('an edited message is found by its new words, a deleted one by none, also before the index knows', async () => {
  const { deps, ref, index, find } = await opened('old words', 'old hat');
  await deleteChatMessage(deps, ANN, ref, 2);
  expect((await find('old')).items.map(({ number }) => number)).toEqual([1]);
  await editChatMessage(deps, ANN, ref, 1, 'new words');
  await index();
  expect([(await find('old')).items, (await find('new')).items.map(({ number }) => number)]).toEqual([[], [1]]);
});

test('a chat that does not exist is a 404, and more than twenty words are a 422', async () => {
  const { deps, ref, find } = await opened('hello');
  await expect(findInChat({ table: deps.table, search }, 't', { ...ref, number: 9 }, { q: 'x', limit: 5, before: null })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(findInChat({ table: deps.table, search }, 'other', ref, { q: 'x', limit: 5, before: null })).rejects.toMatchObject({ code: 'not_found' });
  await expect(find('w '.repeat(21))).rejects.toMatchObject({ code: 'unprocessable' });
});
