import { expect, it } from 'vitest';
import { createGroup } from '../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { linkId, type PreviewEntry } from '../../../domain/chat/previews/preview-entry.ts';
import { deleteInRoom, editInRoom, postToRoom, reactInRoom } from '../../../domain/chat/room-messages.ts';
import { showPreview } from '../../../domain/conversations/entries/show-preview.ts';
import { projectionsOf } from '../../../domain/projections/projections.ts';
import { applyBatch } from '../../../domain/support/inbound/apply-batch.ts';
import { groupWorld, UUID } from '../chat/groups/world.ts';
import { as } from '../chat/world.ts';
import { inbound } from '../support/inbound/events.ts';
import { projectorWorld } from './relay/world.ts';

const [A, B] = ['https://shop.example/a', 'https://shop.example/b'];
const GROUP = groupOf('t', UUID);

const chatting = async () => {
  const world = await projectorWorld();
  const { deps } = groupWorld(world.b.table);
  await createGroup(deps, as('ann'), { id: UUID, name: 'Friends', memberIds: ['bob'] });
  const queued = () => world.sent.filter(({ url }) => url === 'media');
  return {
    world,
    chat: deps,
    queued,
    entries: () => queued().map(({ body }) => JSON.parse(body) as PreviewEntry),
    say: async (body: string) => (await postToRoom(deps, as('ann'), GROUP, body)).number,
  };
};

it('a message with a link is an entry without its text, in the group of its link', async () => {
  const { world, queued, entries, say } = await chatting();
  for (const body of ['no link', `look ${A}`, `${A} again, and ${B}`, B, 'ftp://shop.example/ is none']) await say(body);
  // Links of customers' messages are for agents, who need none.
  await applyBatch(world.b.deps, [inbound('ann', 'm9', { content: { text: A } })]);
  await world.catchUp();
  expect(entries()).toEqual(
    [
      [2, A],
      [3, A],
      [4, B],
    ].map(([number, url]) => ({
      kind: 'preview',
      tenantId: 't',
      conversationId: GROUP.id,
      number,
      link: linkId(String(url)),
      correlationId: `${GROUP.id}.${number}`,
    })),
  );
  expect(JSON.stringify(queued())).not.toContain('shop.example');
  expect(queued().map(({ groupId }) => groupId)).toEqual([A, A, B].map((url) => `t.${linkId(url)}`));
});

it('only a change of its first link sends a message again', async () => {
  const { world, chat, queued, entries, say } = await chatting();
  const number = await say(A);
  await world.catchUp();
  await reactInRoom(chat, as('bob'), GROUP, number, { emoji: '👍' });
  await editInRoom(chat, as('ann'), GROUP, number, `${A}, then ${B}`);
  await world.catchUp();
  await showPreview(chat, GROUP, number, { url: A, title: 'A', description: null, siteName: null }, []);
  await world.catchUp();
  expect(entries()).toHaveLength(1);
  for (const body of [B, 'nothing', A]) {
    await editInRoom(chat, as('ann'), GROUP, number, body);
    await world.catchUp();
  }
  expect(entries().map(({ link }) => link)).toEqual([A, B, A].map(linkId));
  // SQS drops a message with the same id for five minutes.
  expect(new Set(queued().map(({ dedupeId }) => dedupeId)).size).toBe(3);
  await deleteInRoom(chat, as('ann'), GROUP, number);
  await world.catchUp();
  expect(entries()).toHaveLength(3);
});

it('a queue that is away holds no other projection, and gets the messages when it is back', async () => {
  const { world, entries, say, chat } = await chatting();
  await world.catchUp();
  world.away.add('media');
  const [first, second, third] = [await say(A), await say(B), await say(A)];
  expect((await world.catchUp()).failed).toEqual([]);
  await showPreview(chat, GROUP, first, { url: A, title: 'A', description: null, siteName: null }, []);
  await deleteInRoom(chat, as('ann'), GROUP, second);
  expect(entries()).toEqual([]);
  world.away.delete('media');
  world.later(120_000);
  await world.retry();
  expect([entries().map(({ number }) => number), world.marks()]).toEqual([[third], []]);
});

it('a rebuild sends nothing: what old links lead to is not read', async () => {
  const { world, entries, say } = await chatting();
  await say(A);
  const own = projectionsOf(world.projector).find(({ name }) => name === 'previews');
  const run = { tenantId: 't', startedAt: '', until: 0, table: world.b.table, clock: world.projector.clock, shards: 1, giveUp: async () => undefined };
  expect(await own?.rebuild(run, own, null)).toMatchObject({ state: 'done', carried: 0 });
  expect(entries()).toEqual([]);
});
