import { expect, it } from 'vitest';
import type { MediaEntry } from '../../../domain/outbound/media/media-entry.ts';
import { settleMedia } from '../../../domain/outbound/media/settle-media.ts';
import { projectionsOf } from '../../../domain/projections/projections.ts';
import { rebuildable } from '../../../domain/projections/rebuild/run.ts';
import { applyBatch } from '../../../domain/support/inbound/apply-batch.ts';
import { inbound, TENANT } from '../support/inbound/events.ts';
import { drive } from './rebuild/drive.ts';
import { projectorWorld } from './relay/world.ts';

const remote = (mediaId: string) => ({ name: null, type: 'image/png', size: null, url: null, mediaId, objectKey: null });

const withFiles = async () => {
  const world = await projectorWorld();
  // A rebuild walks the months since then.
  await world.b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { createdAt: '2026-02-01T00:00:00.000Z' } });
  await applyBatch(world.b.deps, [inbound('ann', 'm2', { content: { attachments: [remote('7'), remote('8')] } })]);
  const entries = (): MediaEntry[] => world.bodies('media').map((body) => JSON.parse(body) as MediaEntry);
  const rebuild = async (): Promise<void> => {
    const projection = projectionsOf(world.projector).find(({ name }) => name === 'media');
    await drive(world.b.table, world.b.deps.clock).toEnd(rebuildable(projection as NonNullable<typeof projection>), { tenantId: TENANT });
  };
  return { world, entries, rebuild };
};

it('each file of a message is an entry in a group of its own, and nothing else is', async () => {
  const { world, entries } = await withFiles();
  await world.catchUp();
  expect(entries()).toMatchObject([{ tenantId: TENANT, number: 2 }, { number: 2 }]);
  expect(new Set(world.sent.filter(({ url }) => url === 'media').map(({ groupId }) => groupId)).size).toBe(2);
});

it('what has become of one file sends no other again', async () => {
  const { world, entries } = await withFiles();
  await world.catchUp();
  await settleMedia(world.b.deps, entries()[0] as MediaEntry, { failed: 'gone' });
  await world.catchUp();
  expect(entries()).toHaveLength(2);
});

it('a queue that is away holds no other projection, and gets the files when it is back', async () => {
  const { world, entries } = await withFiles();
  world.away.add('media');
  expect((await world.catchUp()).failed).toEqual([]);
  expect(world.feed().length).toBeGreaterThan(0);
  expect(entries()).toEqual([]);
  world.away.delete('media');
  world.later(120_000);
  await world.retry();
  expect([entries().length, world.marks()]).toEqual([2, []]);
});

it('a rebuild sends the files that still wait, and none that is settled', async () => {
  const { world, entries, rebuild } = await withFiles();
  await world.catchUp();
  const [first, second] = entries() as [MediaEntry, MediaEntry];
  await settleMedia(world.b.deps, first, { objectKey: 'T/acme/media/x', type: 'image/png', size: 3 });
  world.sent.length = 0;
  await rebuild();
  expect(entries().map(({ source }) => source)).toContain(second.source);
  await settleMedia(world.b.deps, second, { failed: 'gone' });
  world.sent.length = 0;
  await rebuild();
  expect(entries()).toEqual([]);
});

it('a frame tells which files of a message are ready', async () => {
  const { world, entries } = await withFiles();
  await world.catchUp();
  await settleMedia(world.b.deps, entries()[0] as MediaEntry, { objectKey: 'T/acme/media/x', type: 'image/png', size: 3 });
  await world.catchUp();
  const amended = world.feed().find(({ kind }) => kind === 'amended');
  expect(amended).toMatchObject({ message: { files: [{ state: 'ready' }, { state: 'fetching' }] } });
});
