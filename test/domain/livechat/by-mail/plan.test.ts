import { expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { spokenBetween, visitorMailTimers } from '../../../../domain/livechat/by-mail/plan.ts';
import { originKey } from '../../../../domain/origins/origin.ts';
import { isProjected, type ProjectorDeps, project } from '../../../../domain/projections/relay/project.ts';
import { timersProjection } from '../../../../domain/projections/timers.ts';
import { PROJECTOR_QUEUES } from '../../../harness/projector-queues.ts';
import { MINUTE_MS, mailingShop } from './mailing-shop.ts';

const thread = { tenantId: 't', threadId: 'th' };
const at = '2026-11-21T10:00:00.000Z';
const last = (number: number, kind = 'reply') => ({ number, kind, text: '', createdAt: at });
const ticket = (lastMessage: ReturnType<typeof last> | null, channel = 'livechat') => ({ lastMessage, origin: { id: 'o', channel } }) as never;

it.each([
  ['a reply', last(1, 'customer'), last(2), 1],
  ['a ticket that was closed at once', null, last(2), 1],
  ['a note, which may hide a reply', last(1), last(3, 'note'), 1],
  ['a message of the visitor alone', last(1), last(2, 'customer'), 0],
  ['the visitor’s first message', null, last(1, 'customer'), 0],
  ['a reply and a message of the visitor', last(1), last(3, 'customer'), 1],
  ['another change', last(2), last(2), 0],
  ['a deleted last message', last(2), last(1), 0],
  ['nothing said', null, null, 0],
] as const)('%s arms a timer or not', (_, before, after, timers) => {
  expect(spokenBetween(thread, before && ticket(before), ticket(after))).toHaveLength(timers);
  expect(spokenBetween(thread, null, ticket(after, 'whatsapp'))).toEqual([]);
  expect(spokenBetween(thread, null, null)).toEqual([]);
});

it('a timer is due after the time of its origin, which is read once; without that, there is none', async () => {
  const table = memoryTable();
  const origin = (id: string, continuity?: object) =>
    table.write({ op: 'put', item: { ...originKey('t', id), id, channel: 'livechat', ...(continuity ? { continuity } : {}) } });
  await origin('far', { mailOriginId: 'm', afterMinutes: 60 });
  await origin('off');
  const keys: number[] = [];
  const reading: Pick<typeof table, 'get'> = { get: async (asked, options) => (keys.push(asked.length), table.get(asked, options)) };
  const spoken = ['far', 'far', 'off', 'gone'].map((originId, n) => ({ tenantId: 't', threadId: `th${n}`, originId, at }));
  const steps = await visitorMailTimers(reading, spoken, Date.parse(at));
  expect(keys).toEqual([3]);
  expect(steps).toMatchObject([
    { step: 'schedule', name: expect.stringMatching(/^visitorMail-[0-9a-f]{40}$/), timer: { threadId: 'th0', dueAt: '2026-11-21T11:00:00.000Z' } },
    { step: 'schedule', timer: { threadId: 'th1' } },
  ]);
  expect(new Set(steps.map((step) => 'name' in step && step.name)).size).toBe(2);
  expect(await visitorMailTimers(reading, [], 0)).toEqual([]);
  expect(keys).toEqual([3]);
});

it('the projector arms it when a reply is written, and again after a rebuild', async () => {
  const shop = await mailingShop();
  const { table } = shop.harness;
  const sent: { url: string; body: string; delaySeconds?: number }[] = [];
  const deps: ProjectorDeps = {
    table,
    clock: shop.harness.deps.clock,
    random: () => 0,
    sleep: async () => {},
    counterShards: 1,
    answering: new Map(),
    queues: { send: async (url, messages) => void sent.push(...messages.map((message) => ({ url, ...message }))) },
    schedules: { arm: async () => {}, disarm: async () => {} },
    ...PROJECTOR_QUEUES,
  };
  let seen = 0;
  const mails = async () => {
    const changes = table.changes.slice(seen).map((change, n) => ({ ...change, sequence: String(seen + n) }));
    seen = table.changes.length;
    sent.length = 0;
    await project(
      deps,
      changes.filter(({ key }) => isProjected(key)),
    );
    return sent.filter(({ body }) => body.includes('visitor-mail/1'));
  };
  const guest = await shop.leaver();
  expect(await mails()).toEqual([]);
  await shop.said(guest, 'hi');
  const dueAt = new Date(shop.harness.deps.clock() + 10 * MINUTE_MS).toISOString();
  const [armed, ...others] = await mails();
  expect(JSON.parse(armed?.body ?? '')).toEqual({ schema: 'visitor-mail/1', ...shop.conversation(guest), dueAt });
  expect([armed?.delaySeconds, others]).toEqual([600, []]);
  await shop.staff(`PATCH /v1/tickets/${guest.ticketId}`, { tags: ['a'] });
  expect(await mails()).toEqual([]);

  const head = table.all().find(({ pk, sk }) => sk === 'HEAD' && pk.includes(guest.threadId));
  const projection = timersProjection(deps);
  sent.length = 0;
  await projection.of([projection.again(head as never, true)]);
  expect(sent.map(({ body }) => JSON.parse(body))).toMatchObject([{ schema: 'visitor-mail/1', dueAt }]);
});
