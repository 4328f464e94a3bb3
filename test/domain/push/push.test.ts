import { beforeEach, describe, expect, test } from 'vitest';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { openWorld } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeEach(async () => {
  world = await openWorld();
});
const minutes = (n: number) => world.pass(n * 60_000);

describe('a push', () => {
  test('tells who wrote and how much, not what', async () => {
    await world.register();
    await world.post('the secret');
    await world.post('and more');
    expect(await world.run()).toBe('pushed');
    const { notice, ttlSeconds, topic } = world.pushes[0] ?? {};
    expect(notice).toEqual({ conversationId: world.conversationId, kind: 'group', count: 2, number: 2, senderName: 'The user', conversationName: 'Crew' });
    expect(ttlSeconds).toBe(86_400);
    expect(topic).toMatch(/^[\w-]{22}$/);
  });

  test('tells the beginning of the text if the person wants that', async () => {
    await world.register();
    await world.call('PATCH /v1/me', world.bo, { pushText: true });
    await world.post('x'.repeat(500));
    await world.run();
    expect(world.pushes[0]?.notice.text).toBe(`${'x'.repeat(199)}…`);
  });

  test('goes to each device, and one that is gone is forgotten', async () => {
    const [first, second] = [await world.register(1), await world.register(2)];
    world.answers.set(first, { outcome: 'gone' });
    await world.post('hello');
    await world.run();
    expect(world.pushes.map(({ device }) => device.id).sort()).toEqual([first, second].sort());
    expect((await world.call('GET /v1/devices', world.bo)).items).toMatchObject([{ id: second }]);
  });

  test('of a direct and of a chat', async () => {
    await world.register();
    const { conversationId } = await world.call('POST /v1/directs', world.ann, { userId: world.bo.id });
    await world.call(`POST /v1/directs/${String(conversationId)}/messages`, world.ann, { body: 'hello' });
    expect(await world.run({ ...world.job, conversationId: String(conversationId) })).toBe('pushed');
    expect(world.pushes[0]?.notice).toMatchObject({ kind: 'direct', conversationName: null });
    // Somebody who has read nothing of a chat owes all of it.
    const { token } = await world.call('POST /v1/applications', world.admin, { name: 'Courier' });
    const chat = await world.call(`POST /v1/applications/${String(token)}/chats`, world.ann, { name: 'Route 7' });
    for (const body of ['one', 'two']) await world.call(`POST /v1/applications/${String(token)}/chats/1/messages`, world.ann, { body });
    expect(await world.run({ ...world.job, conversationId: String(chat.conversationId) })).toBe('pushed');
    expect(world.pushes[1]?.notice).toMatchObject({ kind: 'chat', conversationName: 'Route 7', count: 2 });
  });
});

describe('nothing is sent', () => {
  const nothing = async (ended: string) => {
    expect(await world.run()).toBe(ended);
    expect(world.pushes).toEqual([]);
  };

  test('for an empty conversation', async () => {
    await world.register();
    await nothing('nothing');
  });

  test('for what is acknowledged meanwhile', async () => {
    await world.register();
    await world.post('hello');
    await world.ack(1);
    await nothing('nothing');
  });

  test('for what the person wrote themselves, or was deleted', async () => {
    await world.register();
    await world.post('mine', world.bo);
    await nothing('nothing');
    await world.post('theirs');
    await world.call(`DELETE /v1/groups/${world.groupId}/messages/2`, world.ann);
    await nothing('nothing');
  });

  test('to somebody without a device, or whose session has ended', async () => {
    await world.post('hello');
    await nothing('no device');
    await world.register();
    // 31 days without a refresh.
    world.pass(31 * 86_400_000);
    await nothing('no device');
  });

  test('in a muted group, and again when the mute has ended', async () => {
    await world.register();
    const mutedUntil = new Date(world.clock() + 3_600_000).toISOString();
    await world.call(`PATCH /v1/groups/${world.groupId}/membership`, world.bo, { mutedUntil });
    await world.post('hello');
    await nothing('muted');
    minutes(61);
    await world.post('hello again');
    expect(await world.run()).toBe('pushed');
  });

  test('to a member who has left, in a ticket, in a conversation that does not exist', async () => {
    await world.register();
    await world.post('hello');
    await world.call(`PATCH /v1/groups/${world.groupId}`, world.bo, { remove: [world.bo.id] });
    await nothing('nothing');
    for (const conversationId of ['t.unknown', 'g.unknown', 'c.unknown', 'no id']) expect(await world.run({ ...world.job, conversationId })).toBe('nothing');
  });
});

describe('one push for a conversation', () => {
  beforeEach(async () => {
    await world.register();
    await world.post('one');
    expect(await world.run()).toBe('pushed');
  });

  test('however many jobs there are', async () => {
    expect(await Promise.all([world.run(), world.run(), world.run()])).toEqual(['collapsed', 'collapsed', 'collapsed']);
    expect(world.shown()).toEqual([[1, 1]]);
  });

  test('until the person has acknowledged it; then the next comes at once', async () => {
    minutes(600);
    expect(await world.run()).toBe('collapsed');
    await world.ack(1);
    await world.post('two');
    expect(await world.run()).toBe('pushed');
    expect(world.shown()).toEqual([
      [1, 1],
      [1, 2],
    ]);
  });

  test('is replaced by a newer one, at most once a minute, with all that came', async () => {
    await world.post('two');
    expect(await world.run()).toBe('held');
    await world.post('three');
    expect(await world.run()).toBe('collapsed');
    expect(world.queued).toHaveLength(1);
    expect(await world.runQueued()).toBe('pushed');
    expect(world.shown()).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect(world.queued).toEqual([]);
  });

  test('a job that waits sends nothing if all is acknowledged', async () => {
    await world.post('two');
    await world.run();
    await world.ack(2);
    expect(await world.runQueued()).toBe('nothing');
    await world.post('three');
    expect(await world.run()).toBe('pushed');
  });

  test('a job that is received too early waits again', async () => {
    await world.post('two');
    await world.run();
    const [waiting] = world.queued;
    expect(waiting && (await world.run(waiting))).toBe('waiting');
    expect(world.queued).toEqual([waiting, waiting]);
    // Of the two, one pushes.
    expect(await world.runQueued()).toBe('pushed');
    expect(await world.runQueued()).toBe('collapsed');
  });

  test('a waiting job that was lost is replaced', async () => {
    await world.post('two');
    await world.run();
    minutes(1);
    world.queued.length = 0;
    await world.post('three');
    expect(await world.run()).toBe('collapsed');
    minutes(20);
    expect(await world.run()).toBe('pushed');
  });
});

describe('a job that is delivered again', () => {
  beforeEach(async () => {
    await world.register();
    await world.post('one');
  });

  test('continues after a failure within it, and does nothing after its end', async () => {
    const { send } = world.deps;
    Object.assign(world.deps, { send: () => Promise.reject(new TableUnavailable(new Error('away'))) });
    await expect(world.run(world.job, 'job-1')).rejects.toThrow(TableUnavailable);
    Object.assign(world.deps, { send });
    expect(await world.run(world.job, 'job-2')).toBe('collapsed');
    expect(await world.run(world.job, 'job-1')).toBe('pushed');
    expect(await world.run(world.job, 'job-1')).toBe('collapsed');
    expect(world.shown()).toEqual([[1, 1]]);
  });

  test('begins its wait again if it could not queue it', async () => {
    await world.run();
    await world.post('two');
    const { queue } = world.deps;
    Object.assign(world.deps, { queue: () => Promise.reject(new Error('away')) });
    await expect(world.run(world.job, 'job-1')).rejects.toThrow('away');
    Object.assign(world.deps, { queue });
    expect(await world.run(world.job, 'job-1')).toBe('held');
    expect(await world.runQueued()).toBe('pushed');
  });

  test('ends its wait only once', async () => {
    await world.run();
    await world.post('two');
    await world.run();
    const waiting = world.queued[0] ?? world.job;
    minutes(1);
    const { send } = world.deps;
    Object.assign(world.deps, { send: () => Promise.reject(new Error('away')) });
    await expect(world.run(waiting, 'job-1')).rejects.toThrow('away');
    Object.assign(world.deps, { send });
    expect(await world.run(waiting, 'job-1')).toBe('pushed');
    expect(await world.run(waiting, 'job-3')).toBe('collapsed');
  });
});

describe('quiet hours', () => {
  // The harness begins at 10:00 UTC.
  const quietHours = { from: '09:00', to: '12:00', timeZone: 'UTC' };

  test('end in one push for all that came', async () => {
    await world.register();
    await world.call('PATCH /v1/me', world.bo, { quietHours });
    await world.post('one');
    expect(await world.run()).toBe('held');
    minutes(30);
    await world.post('two');
    expect(await world.run()).toBe('collapsed');
    expect(world.queued).toMatchObject([{ notBefore: Date.parse('2026-11-21T12:00:00Z') }]);
    expect(await world.runQueued()).toBe('pushed');
    expect(world.shown()).toEqual([[2, 2]]);
  });

  test('that are turned off hold nothing that comes later', async () => {
    await world.register();
    await world.call('PATCH /v1/me', world.bo, { quietHours });
    expect((await world.call('GET /v1/me', world.bo)).quietHours).toEqual(quietHours);
    await world.call('PATCH /v1/me', world.bo, { quietHours: null });
    await world.post('one');
    expect(await world.run()).toBe('pushed');
  });
});

describe('a push service that fails', () => {
  let device: string;
  beforeEach(async () => {
    device = await world.register(1);
    await world.register(2);
    await world.post('one');
    world.answers.set(device, { outcome: 'later', reason: '429', retryAfterSeconds: 30 });
    expect(await world.run()).toBe('pushed');
  });

  test('is asked again after its time, for this device alone', async () => {
    expect(world.queued).toMatchObject([{ notBefore: world.clock() + 30_000, again: { deviceId: device, number: 1, tries: 1 } }]);
    world.answers.clear();
    expect(await world.runQueued()).toBe('pushed');
    expect(world.pushes.map((push) => push.device.id)).toHaveLength(3);
    expect(world.pushes[2]).toMatchObject({ device: { id: device }, ttlSeconds: 86_370 });
    expect(world.queued).toEqual([]);
  });

  test('is asked less and less often, until the time of the push is over', async () => {
    world.answers.set(device, { outcome: 'later', reason: '503' });
    const waits: number[] = [];
    let ended: string = 'pushed';
    for (; world.queued.length > 0; ended = await world.runQueued()) waits.push((world.queued[0]?.notBefore ?? 0) - world.clock());
    expect(waits.slice(0, 5)).toEqual([30_000, 5_000, 10_000, 20_000, 40_000]);
    expect(Math.max(...waits)).toBe(450_000);
    expect(waits.length).toBeGreaterThan(190);
    expect(ended).toBe('pushed');
  });

  test.each<[string, string, () => unknown]>([
    [
      'a newer push',
      'collapsed',
      async () => {
        minutes(2);
        await world.post('two');
        world.answers.clear();
        await world.run();
      },
    ],
    ['an acknowledgement', 'nothing', () => world.ack(1)],
    ['the end of the device', 'no device', () => world.call(`DELETE /v1/devices/${device}`, world.bo)],
    ['a mute', 'muted', () => world.call(`PATCH /v1/groups/${world.groupId}/membership`, world.bo, { mutedUntil: '2027-11-21T12:00:00Z' })],
    ['quiet hours', 'held', () => world.call('PATCH /v1/me', world.bo, { quietHours: { from: '09:00', to: '12:00', timeZone: 'UTC' } })],
    ['the end of its time', 'late', () => minutes(1_441)],
    ['the removal of the message', 'nothing', () => world.call(`DELETE /v1/groups/${world.groupId}/messages/1`, world.ann)],
  ])('is not asked again after %s', async (_, ended, happen) => {
    await happen();
    const sent = world.pushes.length;
    expect(await world.runQueued()).toBe(ended);
    expect(world.pushes).toHaveLength(sent);
  });
});

test('an endpoint of mobile push is kept for the next push', async () => {
  const { id } = await world.call('POST /v1/devices', world.bo, { kind: 'fcm', token: `a:${'b'.repeat(140)}` });
  world.answers.set(String(id), { outcome: 'sent', endpointArn: 'arn:endpoint' });
  await world.post('one');
  await world.run();
  await world.ack(1);
  await world.post('two');
  await world.run();
  expect(world.pushes.map(({ device }) => device.endpointArn)).toEqual([null, 'arn:endpoint']);
});
