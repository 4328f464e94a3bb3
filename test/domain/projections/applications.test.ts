import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { acknowledge } from '../../../domain/chat/acknowledge.ts';
import { createApplication } from '../../../domain/chat/applications.ts';
import { createChat } from '../../../domain/chat/chats.ts';
import { postChatMessage } from '../../../domain/chat/messages.ts';
import type { ApplicationChatEntry } from '../../../domain/chat/support/work.ts';
import { type Origin, originItem } from '../../../domain/origins/origin.ts';
import { projectionsOf } from '../../../domain/projections/projections.ts';
import { rebuildable } from '../../../domain/projections/rebuild/run.ts';
import { as } from '../chat/world.ts';
import { TENANT } from '../support/inbound/events.ts';
import { drive } from './rebuild/drive.ts';
import { projectorWorld } from './relay/world.ts';

const connected = async () => {
  const world = await projectorWorld();
  const { table } = world.b;
  const deps = { ...world.b.deps, newSecret: () => randomBytes(32).toString('base64url') };
  const ann = as('ann', TENANT);
  const application = async (channel: Origin['channel'] | null) => {
    const { token } = await createApplication(deps, ann, { name: 'App' });
    const origin = { id: `o-${token}`, name: 'App', state: 'enabled', missing: [], createdAt: '2026-01-01T00:00:00.000Z', revision: 1, reveal: null } as const;
    if (channel) await table.write({ op: 'put', item: originItem(TENANT, { ...origin, channel, accountId: token }) });
    return token;
  };
  await world.catchUp();
  world.sent.length = 0;
  const works = () => world.bodies('outbound').flatMap((body) => (JSON.parse(body) as Partial<ApplicationChatEntry>).applicationChat ?? []);
  const say = (token: string, number = 1) => postChatMessage(deps, ann, { token, number }, 'hello');
  const open = (token: string) => createChat(deps, ann, token, {});
  return { ...world, chat: deps, ann, application, works, say, open };
};

test('the chats of applications that are origins are told once for a batch, in a group of their own; other chats are not', async () => {
  const world = await connected();
  const [mine, others, none] = [await world.application('application'), await world.application('livechat'), await world.application(null)];
  const { conversationId } = await world.open(mine);
  for (const token of [others, none]) await world.open(token);
  for (const token of [mine, mine, others, none]) await world.say(token);
  await acknowledge({ table: world.b.table }, world.ann, { conversationId, number: 2, read: true });
  await world.catchUp();
  // Entries and positions are two projections: the second one's failure is never stored beside positions.
  const [entries, positions, ...more] = world.works();
  expect([entries, more]).toMatchObject([{ tenantId: TENANT, conversationId, receipts: [] }, []]);
  expect(positions).toMatchObject({ conversationId });
  expect(positions?.receipts).toContainEqual({ state: 'read', userId: 'ann', to: 2 });
  expect(new Set(world.sent.filter(({ url }) => url === 'outbound').map(({ groupId }) => groupId))).toEqual(new Set([`chat.${TENANT}.${conversationId}`]));
});

test('while the queue is away entries wait with marks, and a position is told with the next', async () => {
  const world = await connected();
  const token = await world.application('application');
  const { conversationId } = await world.open(token);
  world.away.add('outbound');
  await world.say(token);
  await acknowledge({ table: world.b.table }, world.ann, { conversationId, number: 1, read: true });
  expect((await world.catchUp()).failed).toEqual([]);
  expect(world.works()).toEqual([]);
  expect(world.b.table.all().filter(({ pk, sk }) => pk.includes('#U#') && sk.startsWith('R#') && !sk.startsWith('R#c.'))).toEqual([]);
  world.away.delete('outbound');
  world.later(120_000);
  await world.retry();
  expect(world.works()).toMatchObject([{ conversationId, receipts: [] }]);
});

test('a rebuild tells every chat of connected applications, however many there are, and no other', async () => {
  const world = await connected();
  await world.b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { createdAt: '2026-02-01T00:00:00.000Z' } });
  const [first, second, none] = [await world.application('application'), await world.application('application'), await world.application(null)];
  await world.application('application');
  for (let n = 0; n < 101; n += 1) await world.open(first);
  for (const token of [second, none]) await world.open(token);
  const projection = projectionsOf(world.projector).find(({ name }) => name === 'applications');
  await drive(world.b.table, world.b.deps.clock).toEnd(rebuildable(projection as NonNullable<typeof projection>), { tenantId: TENANT });
  expect([world.works().length, new Set(world.works().map(({ conversationId }) => conversationId)).size]).toEqual([102, 102]);
});
