import { describe, expect, it } from 'vitest';
import { changeApplication, createApplication } from '../../../../domain/chat/applications.ts';
import { createChat } from '../../../../domain/chat/chats.ts';
import { changeDirect, directOf, openDirect } from '../../../../domain/chat/directs/directs.ts';
import { toldEntries } from '../../../../domain/chat/frames-of-entries.ts';
import { postChatMessage, readChatMessage } from '../../../../domain/chat/messages.ts';
import { fetchPreview } from '../../../../domain/chat/previews/fetch-preview.ts';
import { deleteInRoom, editInRoom, hideInRoom, listRoomMessages, postToRoom, reactInRoom, readRoomMessage } from '../../../../domain/chat/room-messages.ts';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { chatId } from '../../../../domain/conversations/kinds/chat.ts';
import { readAfter, START } from '../../../../domain/conversations/log/cursor.ts';
import { reachAttachment } from '../../../../domain/support/attachments/reach.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { ANN, BOB, EVE } from '../groups/world.ts';
import { PNG, titled } from './web.ts';
import { entryFor, GROUP, previewWorld } from './world.ts';

const [A, B] = ['https://shop.example/a', 'https://shop.example/b'];
const TWO = { [A]: titled('A'), [B]: titled('B') };
const bare = (url: string, title: string) => ({ url, title, description: null, siteName: null });
const SITE = '<meta property=og:description content=d><meta property=og:site_name content=Shop><meta property=og:image content=/i.png>';

describe('the preview of a link', () => {
  it('is added to its message as an amendment, once', async () => {
    const { say, preview, shown, visits, table, deps } = await previewWorld(TWO);
    const number = await say(`look: ${A}, ${B}`);
    expect(await shown(number)).toBeUndefined();
    expect(await preview(number, A)).toBe('shown');
    expect(await shown(number)).toEqual(bare(A, 'A'));
    expect((await listRoomMessages(deps, BOB, GROUP, { order: 'desc', after: null, limit: 1 })).items[0]?.preview).toEqual(bare(A, 'A'));
    // Delivered again.
    expect(await preview(number, A)).toBe('nothing');
    expect(visits).toEqual([A]);
    const pk = GROUP.kind.pk('t', GROUP.id);
    const entries = await readAfter(table, pk, START);
    const changes = entries.filter(({ item }) => item['type'] === 'preview');
    expect(changes.map(({ item }) => [item['of'], item['actor']])).toEqual([[number, { type: 'system', id: 'previews' }]]);
    // The message has it, not its history: a deletion has nothing to remove there.
    expect(JSON.stringify(changes)).not.toContain('shop.example');
    const told = await toldEntries(table, { id: GROUP.id, pk }, changes);
    expect(told).toMatchObject([{ type: 'amended', number, preview: bare(A, 'A'), change: { type: 'preview', by: 'previews' }, editedAt: null }]);
    const [message] = await toldEntries(
      table,
      { id: GROUP.id, pk },
      entries.filter(({ type }) => type === 'message'),
    );
    expect(message).toMatchObject({ type: 'message', body: `look: ${A}, ${B}` });
  });

  it('has a picture, which those may read who may read the message', async () => {
    const { say, preview, shown, stored, table, deps, visits } = await previewWorld({ [A]: titled('A', SITE), 'https://shop.example/i.png': { body: PNG } });
    const number = await say(A);
    expect(await preview(number, A)).toBe('shown');
    const seen = await shown(number);
    expect(seen).toEqual({
      ...bare(A, 'A'),
      description: 'd',
      siteName: 'Shop',
      image: { id: expect.any(String), name: 'preview.png', type: 'image/png', size: PNG.length },
    });
    expect([...stored.values()]).toEqual([{ bytes: PNG, type: 'image/png' }]);
    const may = async (by: typeof ANN, role: 'user' | 'admin' = 'user') =>
      (await reachAttachment(
        table,
        { tenantId: 't', actor: { type: 'user', id: 'id' in by.actor ? by.actor.id : '', role }, see: () => null },
        seen?.image?.id ?? '',
      )) !== undefined;
    expect([await may(ANN), await may(BOB), await may(EVE), await may(EVE, 'admin')]).toEqual([true, true, false, false]);
    // Another message with the same link has the same picture, and nobody is asked again.
    const again = await say(`${A} again`);
    await preview(again, A);
    expect([(await shown(again))?.image, stored.size, visits.length]).toEqual([seen?.image, 1, 2]);
    await deleteInRoom(deps, ANN, GROUP, number);
    expect([await may(BOB), await shown(number)]).toEqual([true, undefined]);
    await deleteInRoom(deps, ANN, GROUP, again);
    expect([await may(BOB), await may(EVE, 'admin')]).toEqual([false, false]);
  });

  it.each(['no answer', 'no picture'])('comes without a picture that cannot be had: %s', async (why) => {
    const { say, preview, shown } = await previewWorld({
      [A]: titled('A', SITE),
      ...(why === 'no picture' ? { 'https://shop.example/i.png': titled('x') } : {}),
    });
    const number = await say(A);
    expect(await preview(number, A)).toBe('shown');
    expect(await shown(number)).toEqual({ ...bare(A, 'A'), description: 'd', siteName: 'Shop' });
  });

  it('is missing for a bad page, which delays no other', async () => {
    const { say, preview, shown, visits, later, pages } = await previewWorld({ [B]: titled('B') });
    const [bad, good] = [await say(A), await say(B)];
    expect([await preview(bad, A), await preview(good, B)]).toEqual(['none', 'shown']);
    expect([await shown(bad), await shown(good)]).toEqual([undefined, bare(B, 'B')]);
    // A redelivery does not ask again; a later message does, after ten minutes.
    expect(await preview(bad, A)).toBe('none');
    expect(visits).toEqual([A, B]);
    pages[A] = titled('A');
    later(10 * 60_000);
    expect(await preview(await say(A), A)).toBe('shown');
  });
});

describe('a link in many messages', () => {
  it('is read once an hour, and by each tenant for itself', async () => {
    const { say, preview, shown, visits, later, pages, table } = await previewWorld(TWO);
    for (let n = 0; n < 3; n += 1) expect(await preview(await say(A), A)).toBe('shown');
    expect(visits).toEqual([A]);
    const kept = table.all().filter(({ pk }) => pk.includes('#LP#'));
    expect(kept).toMatchObject([{ title: 'A', ttl: expect.any(Number) }]);
    expect(kept[0]?.pk.startsWith('T#t#')).toBe(true);
    expect(JSON.stringify(kept)).not.toContain('shop.example');
    pages[A] = titled('New');
    later(60 * 60_000);
    const number = await say(A);
    await preview(number, A);
    expect([visits.length, (await shown(number))?.title, (await shown(1))?.title]).toEqual([2, 'New', 'A']);
  });

  it('counts once against the pages that a tenant may read in a minute', async () => {
    const links = Array.from({ length: 7 }, (_, at) => `https://shop.example/${at}`);
    const { say, preview, visits, later } = await previewWorld(Object.fromEntries(links.map((url) => [url, titled(url)])));
    const outcomes = [];
    for (const url of [...links.slice(0, 1), ...links]) outcomes.push(await preview(await say(url), url));
    expect(outcomes).toEqual(['shown', 'shown', 'shown', 'shown', 'shown', 'shown', 'limited', 'limited']);
    expect(visits).toHaveLength(5);
    later(60_000);
    expect(await preview(await say(`${links[6]}`), `${links[6]}`)).toBe('shown');
  });
});

describe('an edit', () => {
  it('of the link removes the preview with the text, and the new one has its own', async () => {
    const { say, preview, shown, deps } = await previewWorld(TWO);
    const number = await say(`${A} is new`);
    await preview(number, A);
    expect((await editInRoom(deps, ANN, GROUP, number, `${A} is old`)).preview).toEqual(bare(A, 'A'));
    expect((await editInRoom(deps, ANN, GROUP, number, B)).preview).toBeUndefined();
    expect(await preview(number, A)).toBe('nothing');
    expect(await preview(number, B)).toBe('shown');
    expect(await shown(number)).toEqual(bare(B, 'B'));
    expect((await editInRoom(deps, ANN, GROUP, number, 'none')).preview).toBeUndefined();
    expect(await preview(number, B)).toBe('nothing');
    expect((await editInRoom(deps, ANN, GROUP, number, A)).preview).toBeUndefined();
    expect(await preview(number, A)).toBe('shown');
  });

  it('that overtakes the page wins', async () => {
    const { say, preview, shown, deps, pages } = await previewWorld(TWO);
    const number = await say(A);
    pages[A] = {
      body: (async function* () {
        await editInRoom(deps, ANN, GROUP, number, B);
        yield Buffer.from('<title>A</title>');
      })(),
    };
    expect(await preview(number, A)).toBe('nothing');
    expect(await shown(number)).toBeUndefined();
  });
});

describe('a message', () => {
  it('that is deleted has none, before and after', async () => {
    const { say, preview, shown, deps, visits } = await previewWorld(TWO);
    const [early, late] = [await say(A), await say(B)];
    await deleteInRoom(deps, ANN, GROUP, early);
    expect(await preview(early, A)).toBe('nothing');
    await preview(late, B);
    await deleteInRoom(deps, ANN, GROUP, late);
    expect([await shown(early), await shown(late), visits]).toEqual([undefined, undefined, [B]]);
  });

  it('that is hidden shows it to moderators only', async () => {
    const { say, preview, shown, deps, table } = await previewWorld(TWO);
    const number = await say(A);
    await hideInRoom(deps, ANN, GROUP, number, true);
    expect(await preview(number, A)).toBe('shown');
    expect([await shown(number), (await readRoomMessage(deps, ANN, GROUP, number)).preview?.title]).toEqual([undefined, 'A']);
    const pk = GROUP.kind.pk('t', GROUP.id);
    expect(JSON.stringify(await toldEntries(table, { id: GROUP.id, pk }, await readAfter(table, pk, START)))).not.toContain('"title"');
    await hideInRoom(deps, ANN, GROUP, number, false);
    expect((await shown(number))?.title).toBe('A');
  });

  it('keeps its preview through reactions', async () => {
    const { say, preview, shown, deps } = await previewWorld(TWO);
    const number = await say(A);
    await preview(number, A);
    await reactInRoom(deps, BOB, GROUP, number, { emoji: '👍' });
    expect((await shown(number))?.title).toBe('A');
  });

  it('of a direct has one, also while one has blocked the other', async () => {
    const { deps } = await previewWorld(TWO);
    const { id } = await openDirect(deps, ANN, 'bob');
    const direct = directOf('t', id);
    await postToRoom(deps, ANN, direct, A);
    await changeDirect(deps, BOB, id, { blocked: true });
    expect(await fetchPreview(deps, entryFor(1, A, direct.id))).toBe('shown');
    expect((await readRoomMessage(deps, BOB, direct, 1)).preview).toEqual(bare(A, 'A'));
  });

  it.each([
    ['that does not exist', entryFor(9, A)],
    ['of a conversation that does not exist', entryFor(1, A, 'g.0f8fad5b-d9cb-469f-a165-000000000000')],
    ['of a ticket', entryFor(1, A, 'AAAAAAAAAAAAAAAA')],
    ['of nothing', entryFor(1, A, '?')],
  ])('%s has none', async (_, entry) => {
    const { deps, visits } = await previewWorld(TWO);
    expect([await fetchPreview(deps, entry), visits]).toEqual(['nothing', []]);
  });
});

describe('previews are off', () => {
  it('for a tenant that turns them off', async () => {
    const { say, preview, table, visits } = await previewWorld(TWO);
    const number = await say(A);
    await table.write({ op: 'update', key: tenantKey('t'), set: { linkPreviews: false } });
    expect([await preview(number, A), visits]).toEqual(['off', []]);
    await table.write({ op: 'delete', key: tenantKey('t') });
    expect(await preview(number, A)).toBe('off');
  });

  it('in the chats of an application that turns them off', async () => {
    const { deps, visits } = await previewWorld(TWO);
    const { token } = await createApplication(deps, ANN, { name: 'App' });
    const chat = { token, number: (await createChat(deps, ANN, token, {})).number };
    const conversationId = chatId(token, chat.number);
    for (const url of [A, B]) await postChatMessage(deps, ANN, chat, url);
    expect(await fetchPreview(deps, entryFor(1, A, conversationId))).toBe('shown');
    expect((await readChatMessage(deps, 't', chat, 1)).preview).toEqual(bare(A, 'A'));
    expect(await changeApplication(deps, ANN, token, { linkPreviews: false })).toMatchObject({ name: 'App', linkPreviews: false });
    expect([await fetchPreview(deps, entryFor(2, B, conversationId)), visits]).toEqual(['off', [A]]);
    expect(await changeApplication(deps, ANN, token, { linkPreviews: true })).toMatchObject({ linkPreviews: true });
    expect(await fetchPreview(deps, entryFor(2, B, conversationId))).toBe('shown');
  });
});

it('errors of our own are tried again, and nobody is asked twice for what was kept', async () => {
  const { say, deps, visits, table } = await previewWorld(TWO);
  const number = await say(A);
  const away = {
    ...deps,
    table: { ...table, get: table.get.bind(table), transact: () => Promise.reject(new TableUnavailable('away')), write: table.write.bind(table) },
  };
  await expect(fetchPreview({ ...away, random: () => 0, sleep: async () => undefined } as unknown as typeof deps, entryFor(number, A))).rejects.toThrow();
  expect(await fetchPreview(deps, entryFor(number, A))).toBe('shown');
  expect(visits).toEqual([A]);
});
