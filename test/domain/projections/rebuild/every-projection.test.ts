import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../domain/automation/actions/registry.ts';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import type { Projection } from '../../../../domain/projections/projection.ts';
import { projectionsOf } from '../../../../domain/projections/projections.ts';
import { rebuildable, runStretch } from '../../../../domain/projections/rebuild/run.ts';
import { beginJob, jobOf } from '../../../../domain/projections/rebuild/start.ts';
import { feedPk } from '../../../../domain/realtime/positions/keys.ts';
import { readUnseen } from '../../../../domain/realtime/positions/segments.ts';
import { timerName, timersOf } from '../../../../domain/support/deadlines/plan.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { padded } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket, ticketOfItem } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { type Item, type Table, TableRejected } from '../../../../domain/table/port.ts';
import { inbound, ORIGIN, plainPolicy, TENANT } from '../../support/inbound/events.ts';
import { agent } from '../../support/tickets/hub.ts';
import { projectorWorld } from '../relay/world.ts';
import { type DriveOptions, drive } from './drive.ts';

const idOf = (author: string): string => `${threadIdOf(ORIGIN, author)}.1`;
const reply = (text: string) => ({ kind: 'reply' as const, text, attachments: [] });

/** A hub of many tickets, all projected; what was sent and armed until now is lost. */
const open = async (tickets = 0, options: Parameters<typeof projectorWorld>[0] = {}) => {
  const world = await projectorWorld(options);
  await world.b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { createdAt: '2026-02-01T00:00:00.000Z' } });
  const names = Array.from({ length: tickets }, (_, n) => `author${n}`);
  for (let at = 0; at < names.length; at += 50)
    await applyBatch(
      world.b.deps,
      names.slice(at, at + 50).map((name) => inbound(name, `m-${name}`)),
    );
  await world.catchUp();
  const lane = (table: Table = world.b.table) => drive(table, world.b.deps.clock);
  const named = (name: string): Projection => projectionsOf(world.projector).find((one) => one.name === name) as Projection;
  const lose = (): void => {
    world.sent.length = 0;
    world.armed.length = 0;
  };
  const rebuild = (name: string, more: Partial<DriveOptions> = {}) => lane().toEnd(rebuildable(named(name)), { tenantId: TENANT, ...more });
  const tell = (ticketId: string, patch: Parameters<typeof patchTicket>[2]['patch']) =>
    patchTicket(world.deps, agent('eve'), { ticketId, patch, ifMatch: null });
  const present = (): Ticket[] => world.b.table.all().flatMap((item) => ticketOfItem(item) ?? []);
  return { ...world, names, lane, named, lose, rebuild, tell, present };
};

describe('a rebuild of timers', () => {
  it('arms what active tickets ask for, beside live traffic and wherever its worker dies', async () => {
    const world = await open(130);
    for (const [n, name] of world.names.entries()) {
      if (n % 3 === 0) await world.tell(idOf(name), { status: 'followup', followupAt: new Date(world.b.now + 86_400_000 + n).toISOString() });
      if (n % 3 === 1) await postMessage(world.deps, agent('eve'), idOf(name), reply('done?'));
    }
    await world.catchUp();
    world.lose();
    const row = await world.rebuild('timers', {
      async before(stretch) {
        await applyBatch(world.b.deps, [inbound(`author${stretch % 130}`, `live-${stretch}`), inbound(`new${stretch}`, `n-${stretch}`)]);
        await world.catchUp();
        return stretch % 2 ? 'dies' : undefined;
      },
    });
    expect(row).toMatchObject({ projection: 'timers', state: 'done', skipped: 0 });
    await world.retry();
    expect(world.marks()).toEqual([]);
    const wanted = world.present().flatMap((ticket) => timersOf(TENANT, ticket).map((timer) => `arm ${timerName(timer)}`));
    expect(wanted.length).toBeGreaterThan(30);
    expect(wanted.filter((name) => !world.armed.includes(name))).toEqual([]);
  });

  it('leaves what the scheduler does not take to the relay', async () => {
    const world = await open();
    await world.tell(world.ticketId, { status: 'followup', followupAt: new Date(world.b.now + 86_400_000).toISOString() });
    await world.catchUp();
    world.lose();
    world.away.add('schedules');
    expect(await world.rebuild('timers')).toMatchObject({ state: 'done', carried: 2 });
    await world.retry();
    expect([world.armed, world.marks()]).toEqual([[], ['R#timers#HEAD']]);
    world.away.delete('schedules');
    world.later(300_000);
    await world.retry();
    expect(world.armed).toHaveLength(1);
    expect(world.marks()).toEqual([]);
  });
});

describe('a rebuild whose edge is away', () => {
  it('waits, says why, and goes on from where it stood', async () => {
    const world = await open(150);
    for (const name of world.names) await postMessage(world.deps, agent('eve'), idOf(name), reply('hi'));
    await world.catchUp();
    world.lose();
    const { deps } = world.lane();
    const work = rebuildable(world.named('outbox'));
    let step = await runStretch(deps, work, jobOf(TENANT, (await beginJob(deps, TENANT, 'outbox')).row), 0);
    const visited = step.row?.visited ?? 0;
    world.away.add('outbound');
    while (step.state === 'more' && !step.row?.trouble) step = await runStretch(deps, work, step.job, 0);
    expect(step).toMatchObject({ state: 'more', delaySeconds: 5, row: { trouble: expect.stringContaining('QueueUnavailable'), troubles: 1 } });
    expect(step.row?.visited).toBeGreaterThanOrEqual(visited);
    world.away.delete('outbound');
    world.later(60_000);
    while (step.state === 'more') step = await runStretch(deps, work, step.job, 0);
    expect(step).toMatchObject({ state: 'done', row: { trouble: null } });
    expect(new Set(world.bodies('outbound')).size).toBe(150);
  });
});

describe('a rebuild of the feed', () => {
  it('names every active ticket once more for whoever resumes, and sends no live frame', async () => {
    const world = await open(120);
    await world.tell(idOf('author5'), { status: 'closed' });
    await world.catchUp();
    const { items } = await world.b.table.query({ pk: feedPk(TENANT, 0), beginsWith: 'S#' });
    const last = items.length;
    // All but the last, which keeps the number.
    for (const item of items.slice(0, -1)) await world.b.table.write({ op: 'delete', key: item });
    world.lose();
    expect(await world.rebuild('feed', { before: (stretch) => (stretch === 1 ? 'dies' : undefined) })).toMatchObject({ state: 'done', skipped: 0 });
    const page = await readUnseen(world.b.table, { tenantId: TENANT, shard: 0, seen: [[1, last]], limit: 100 });
    const told = page.segments.flatMap(({ changes }) => changes.map(({ ticketId }) => ticketId));
    const active = world.present().filter(({ status }) => status !== 'closed');
    expect(new Set(told)).toEqual(new Set(active.map(({ id }) => id)));
    expect(world.sent).toEqual([]);
  });

  it('names a ticket that cannot be told, and tells of the others', async () => {
    const world = await open(20);
    const head = world.b.table.all().find(({ pk, sk }) => sk === 'HEAD' && pk.endsWith(threadIdOf(ORIGIN, 'author7'))) as Item;
    await world.b.table.write({ op: 'put', item: { ...head, ticket: { ...(head['ticket'] as object), owner: null } } });
    const { toEnd, letters } = world.lane();
    const row = await toEnd(rebuildable(world.named('feed')), { tenantId: TENANT });
    expect(row.state).toBe('done');
    expect(row.skipped).toBeGreaterThan(0);
    expect(letters[0]).toMatchObject({ tenantId: TENANT, letter: { projection: 'feed', pk: head.pk, sk: 'HEAD' } });
    expect(new Set(letters.map(({ letter }) => ('pk' in letter ? letter.pk : ''))).size).toBe(1);
  });
});

describe('a rebuild of the outbox', () => {
  const sentTo = (world: Awaited<ReturnType<typeof open>>, ticketId: string): number[] =>
    world
      .bodies('outbound')
      .map((body) => JSON.parse(body) as { threadId: string; number: number })
      .filter(({ threadId }) => ticketId.startsWith(threadId))
      .map(({ number }) => number);
  const setState = (world: Awaited<ReturnType<typeof open>>, author: string, number: number, state: string): Promise<unknown> =>
    world.b.table.write({
      op: 'update',
      key: { pk: threadPk(TENANT, threadIdOf(ORIGIN, author)), sk: `M#${padded(number)}` },
      set: { delivery: { state, providerId: null, error: null, at: '2026-03-01T10:00:00.000Z' } },
    });

  it('sends on what is queued, in its order, and nothing that has left', async () => {
    const world = await open(30);
    for (const name of world.names.slice(0, 10)) for (let n = 1; n <= 4; n += 1) await postMessage(world.deps, agent('eve'), idOf(name), reply(`reply ${n}`));
    await world.catchUp();
    for (const name of world.names.slice(0, 10)) {
      await setState(world, name, 2, 'sent');
      await setState(world, name, 4, 'failed');
    }
    // A closed ticket owes its replies too.
    await world.tell(idOf('author3'), { status: 'closed' });
    await world.catchUp();
    world.lose();
    const before = world.b.table.all().filter(({ sk }) => sk.startsWith('M#'));
    expect(await world.rebuild('outbox', { before: (stretch) => (stretch === 0 ? 'dies' : undefined) })).toMatchObject({ state: 'done', skipped: 0 });
    for (const name of world.names.slice(0, 10)) expect([...new Set(sentTo(world, idOf(name)))], name).toEqual([3, 5]);
    for (const name of world.names.slice(10)) expect(sentTo(world, idOf(name))).toEqual([]);
    expect(world.b.table.all().filter(({ sk }) => sk.startsWith('M#'))).toEqual(before);
  });

  it('leaves conversations alone in which a reply waits already: nothing overtakes it', async () => {
    const world = await open(2);
    world.away.add('outbound');
    await postMessage(world.deps, agent('eve'), idOf('author0'), reply('first'));
    await world.catchUp();
    world.away.delete('outbound');
    await postMessage(world.deps, agent('eve'), idOf('author0'), reply('second'));
    world.lose();
    await world.rebuild('outbox');
    expect(sentTo(world, idOf('author0'))).toEqual([]);
    await world.catchUp();
    world.later(120_000);
    await world.retry();
    expect(sentTo(world, idOf('author0'))).toEqual([2, 3]);
  });

  it('names an entry that cannot be read, and sends the others', async () => {
    const world = await open(3);
    for (const name of world.names) await postMessage(world.deps, agent('eve'), idOf(name), reply('hi'));
    await world.catchUp();
    const key = { pk: threadPk(TENANT, threadIdOf(ORIGIN, 'author1')), sk: `M#${padded(2)}` };
    const [item] = await world.b.table.get([key]);
    await world.b.table.write({ op: 'put', item: { ...item, ...key, delivery: 'queued' } as Item });
    world.lose();
    const table: Table = {
      ...world.b.table,
      // As an item that another release wrote and this one cannot read.
      query: async (query) => {
        const page = await world.b.table.query(query);
        const unreadable = (one: Item): Item =>
          one.sk === key.sk && one.pk === key.pk
            ? Object.defineProperty({ ...one }, 'ticketId', {
                get: () => {
                  throw new TypeError('odd');
                },
              })
            : one;
        return { ...page, items: page.items.map(unreadable) };
      },
    };
    const { toEnd, letters } = world.lane(table);
    const row = await toEnd(rebuildable(world.named('outbox')), { tenantId: TENANT });
    expect(row.state).toBe('done');
    expect(row.skipped).toBeGreaterThan(0);
    expect(letters[0]).toMatchObject({ letter: { projection: 'outbox', ...key } });
    expect([sentTo(world, idOf('author0')), sentTo(world, idOf('author1')), sentTo(world, idOf('author2'))].map((sent) => [...new Set(sent)])).toEqual([
      [2],
      [],
      [2],
    ]);
  });
});

describe('a rebuild of rules’ calls', () => {
  const webhook: Effect = { type: 'webhook', ruleId: 'r1', action: { url: 'https://shop.example/hook' } };
  const policy = plainPolicy({ runRules: (event) => ({ effects: event === 'message.received' ? [webhook] : [], matched: ['r1'] }) });

  it('has those made that have not ended, and no other', async () => {
    const world = await open(5, { policy });
    const calls = world.b.table.all().filter(({ sk }) => sk.startsWith('O#'));
    expect(calls).toHaveLength(6);
    const [done, refused, unknown, expired] = calls as [Item, Item, Item, Item];
    await world.b.table.write({ op: 'update', key: done, set: { settled: 'done' } });
    await world.b.table.write({ op: 'update', key: refused, set: { settled: 'refused' } });
    // Planned by a release that did not write down how calls end.
    await world.b.table.write({ op: 'update', key: unknown, remove: ['settles'] });
    await world.b.table.write({ op: 'update', key: expired, set: { ttl: Math.floor(world.b.now / 1000) - 1 } });
    world.lose();
    expect(await world.rebuild('actions')).toMatchObject({ state: 'done', skipped: 0 });
    const made = world.bodies('actions').map((body) => (JSON.parse(body) as { threadId: string }).threadId);
    expect(new Set(made)).toEqual(new Set(calls.slice(4).map(({ pk }) => pk.slice(pk.lastIndexOf('#') + 1))));
  });
});

describe('a rebuild of rules’ commands', () => {
  const choose: Effect = { type: 'assign', agentId: null, teamId: 'red', choose: 'round_robin', ruleId: 'r1' };
  const policy = plainPolicy({
    membersOf: () => ['ann', 'bob'],
    runRules: (event) => ({ effects: event === 'ticket.created' ? [choose] : [], matched: ['r1'] }),
  });

  it('starts those whose ticket still waits where the rule put it; one that was given back is not assigned again', async () => {
    const world = await open(5, { policy });
    const [waits, assigned, givenBack, moved, closed] = world.names.map(idOf) as [string, string, string, string, string];
    world.later(5_000);
    await world.tell(assigned, { owner: { agentId: 'ann', teamId: 'red' } });
    await world.tell(givenBack, { owner: { agentId: 'ann', teamId: 'red' } });
    await world.tell(givenBack, { owner: { agentId: null, teamId: 'red' } });
    await world.tell(moved, { owner: { agentId: null, teamId: 'blue' } });
    await world.tell(closed, { status: 'closed' });
    expect((await loadTicket(world.b.table, TENANT, givenBack))?.owner).toEqual({ agentId: null, teamId: 'red' });
    world.lose();
    expect(await world.rebuild('commands')).toMatchObject({ state: 'done', skipped: 0 });
    const started = world.bodies('timers').map((body) => (JSON.parse(body) as { ticketId: string }).ticketId);
    expect(new Set(started)).toEqual(new Set([waits, world.ticketId]));
    // A week later nothing of it counts any more.
    world.later(8 * 86_400_000);
    world.lose();
    await world.rebuild('commands');
    expect(world.bodies('timers')).toEqual([]);
  });
});

describe('a rebuild of the others', () => {
  it('evaluates active tickets again', async () => {
    const world = await open();
    await world.b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { queuesGeneration: 7 } });
    world.lose();
    expect(await world.rebuild('reevaluation')).toMatchObject({ state: 'done', visited: 1, carried: 1 });
    expect(world.bodies('bulk').map((body) => JSON.parse(body) as unknown)).toEqual([{ job: 'reevaluate', tenantId: TENANT, generation: 7 }]);
  });

  it('has nothing to do for objects that messages left behind: marks remember them', async () => {
    expect(await (await open()).rebuild('leftovers')).toMatchObject({ state: 'done', visited: 0 });
  });

  it('ends at once for a tenant that is gone', async () => {
    const world = await open();
    await world.b.table.write({ op: 'delete', key: { pk: `T#${TENANT}`, sk: 'TENANT' } });
    for (const name of ['timers', 'reevaluation', 'queues']) expect((await world.rebuild(name)).state).toBe('overtaken');
  });
});

it('a ticket that the table does not give is named, in every rebuild, and stops none', async () => {
  const world = await open(20);
  await world.tell(idOf('author2'), { status: 'followup', followupAt: new Date(world.b.now + 86_400_000).toISOString() });
  await world.catchUp();
  const pk = threadPk(TENANT, threadIdOf(ORIGIN, 'author9'));
  const table: Table = {
    ...world.b.table,
    async get(keys, options) {
      if (keys.some((key) => key.pk === pk)) throw new TableRejected('odd');
      return world.b.table.get(keys, options);
    },
  };
  world.lose();
  for (const name of ['timers', 'feed', 'outbox', 'actions', 'commands']) {
    const { toEnd, letters } = world.lane(table);
    const row = await toEnd(rebuildable(world.named(name)), { tenantId: TENANT });
    expect(row.state, name).toBe('done');
    expect(row.skipped, name).toBeGreaterThan(0);
    for (const one of letters)
      expect(one, name).toMatchObject({ tenantId: TENANT, letter: { projection: name, pk, sk: 'HEAD', reason: 'TableRejected: odd' } });
  }
  expect(world.marks()).toHaveLength(1);
});
