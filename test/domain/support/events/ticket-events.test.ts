import { describe, expect, it } from 'vitest';
import { signCausation } from '../../../../domain/automation/causation.ts';
import { applyTicketEvents } from '../../../../domain/support/events/apply-ticket-events.ts';
import { entriesOfLine } from '../../../../domain/support/tickets/log-entry.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from '../tickets/hub.ts';
import { event, metadata, set, type TicketEvent, tag } from './world.ts';

const world = async (options: Parameters<typeof ticketHub>[0] = {}) => {
  const { b, deps, ticketId } = await ticketHub(options);
  return {
    b,
    deps,
    ticketId,
    apply: (...events: readonly TicketEvent[]) => applyTicketEvents(deps, events, 3),
    ticket: () => loadTicket(deps.table, TENANT, ticketId),
    lines: () => b.table.all().filter(({ sk }) => sk.startsWith('L#')),
    trail: () =>
      b.table
        .all()
        .filter(({ sk }) => sk.startsWith('L#'))
        .flatMap(entriesOfLine),
    marks: () => b.table.all().filter(({ sk }) => sk === 'EV'),
  };
};

describe('ticket.set', () => {
  it('sets what a PATCH sets, by the state machine, and the trail names the event', async () => {
    const { apply, ticketId, ticket, trail } = await world();
    const data = { status: 'pending', priority: 'urgent', tags: ['a', 'b', 'a'], topic: 'bill', customFields: { tier: 1 }, owner: { agentId: 'eve' } };
    expect(await apply(set('e1', ticketId, data))).toEqual([{ ok: true, effect: 'applied' }]);
    expect(await ticket()).toMatchObject({
      status: 'pending',
      priority: 'urgent',
      tags: ['a', 'b'],
      topic: 'bill',
      customFields: { tier: 1 },
      owner: { agentId: 'eve' },
      waitingSince: null,
      queueIds: ['q-pending'],
      version: 2,
    });
    expect(trail()).toMatchObject([{ by: { type: 'event', id: 'e1' }, correlationId: 'c' }]);
  });

  it('lays custom fields over those that are there, null takes one away, and tags replace', async () => {
    const { apply, ticketId, ticket } = await world();
    await apply(set('e1', ticketId, { customFields: { a: 1, b: 2 }, tags: ['x'] }), set('e2', ticketId, { customFields: { b: null, c: 3 }, tags: ['y'] }));
    expect(await ticket()).toMatchObject({ customFields: { a: 1, c: 3 }, tags: ['y'] });
  });

  it('sleeps until a time in the future, and no other', async () => {
    const { apply, ticketId, ticket } = await world();
    const outcomes = await apply(
      set('e1', ticketId, { status: 'followup', followupAt: '2026-02-01T00:00:00Z' }),
      set('e2', ticketId, { status: 'followup' }),
      set('e3', ticketId, { status: 'followup', followupAt: '2026-04-01T00:00:00Z' }),
    );
    expect(outcomes).toMatchObject([
      { permanent: true, error: { code: 'unprocessable' } },
      { permanent: true, error: { code: 'invalid_request' } },
      { ok: true, effect: 'applied' },
    ]);
    expect(await ticket()).toMatchObject({ status: 'followup', deadlines: { followup: '2026-04-01T00:00:00.000Z' } });
  });

  it('that the state machine forbids changes nothing of the ticket, is told in its trail, and is done', async () => {
    const { apply, deps, ticketId, ticket, trail } = await world();
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    const refused = set('e1', ticketId, { status: 'working', priority: 'high' });
    expect(await apply(refused, set('e2', ticketId, { owner: { agentId: 'eve' } }))).toEqual([
      { ok: true, effect: 'refused' },
      { ok: true, effect: 'refused' },
    ]);
    expect(await ticket()).toMatchObject({ status: 'closed', priority: 'normal', owner: { agentId: null }, version: 2 });
    expect(trail().slice(1)).toMatchObject([
      { by: { type: 'event', id: 'e1' }, changes: [], refused: { code: 'illegal_transition' } },
      { by: { type: 'event', id: 'e2' }, changes: [], refused: { code: 'illegal_transition' } },
    ]);
    expect(await apply(refused)).toEqual([{ ok: true, effect: 'duplicate' }]);
    expect(trail()).toHaveLength(3);
  });

  it('of an active ticket that it cannot go back to created leaves its queues and version', async () => {
    const { apply, ticketId, ticket, trail } = await world();
    expect(await apply(set('e1', ticketId, { status: 'created' }))).toEqual([{ ok: true, effect: 'refused' }]);
    expect(await ticket()).toMatchObject({ status: 'created', version: 1, queueIds: ['q-created'] });
    expect(trail()).toMatchObject([{ refused: { code: 'illegal_transition' } }]);
  });

  it('about a ticket that is not there, or an owner that does not exist, is never tried again and leaves no mark', async () => {
    const { apply, ticketId, marks } = await world({ policy: plainPolicy({ hasAgent: () => false }) });
    const outcomes = await apply(
      set('e1', `${'x'.repeat(16)}.1`, { priority: 'high' }),
      set('e2', 'no-ticket', { priority: 'high' }),
      set('e3', ticketId, { owner: { agentId: 'nobody' }, priority: 'high' }),
    );
    expect(outcomes).toMatchObject([
      { ok: false, permanent: true, error: { code: 'not_found' } },
      { ok: false, permanent: true, error: { code: 'not_found' } },
      { ok: false, permanent: true, error: { code: 'unprocessable' } },
    ]);
    expect(marks()).toEqual([]);
  });

  it('runs rules as a change by hand does, as deep as the call that brought it', async () => {
    const depths: number[] = [];
    const policy = plainPolicy({
      runRules: (_event, _ticket, _message, { depth }) => {
        depths.push(depth);
        return { effects: [], matched: [] };
      },
    });
    const { b, apply, ticketId } = await world({ policy });
    await b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { causationKey: 'k' } });
    depths.length = 0;
    const change = { ticketId, priority: 'high' };
    await apply(
      event('tickets', 'e1', 'ticket.set', change, { causation: signCausation('k', TENANT, { depth: 4, id: 'x' }) }),
      event('tickets', 'e2', 'ticket.set', { ...change, priority: 'low' }, { causation: signCausation('other', TENANT, { depth: 4, id: 'x' }) }),
    );
    expect(depths).toEqual([4, 0]);
  });
});

describe('ticket.tag', () => {
  it('adds and removes single tags by their word, and leaves the others', async () => {
    const { apply, ticketId, ticket } = await world();
    await apply(tag('e1', ticketId, { add: ['vip', 'new'] }), tag('e2', ticketId, { add: ['late', 'VIP'], remove: ['NEW'] }), tag('e3', ticketId, {}));
    expect((await ticket())?.tags).toEqual(['vip', 'late']);
  });

  it('that finds no room adds none of its tags', async () => {
    const { apply, ticketId, ticket } = await world();
    const many = Array.from({ length: 49 }, (_, n) => `t${n}`);
    expect(await apply(tag('e1', ticketId, { add: many }), tag('e2', ticketId, { add: ['one', 'two'] }))).toMatchObject([
      { ok: true },
      { ok: false, permanent: true, error: { code: 'unprocessable' } },
    ]);
    expect((await ticket())?.tags).toHaveLength(49);
  });
});

describe('metadata.changed', () => {
  it('sets what others know, and queues follow', async () => {
    const { apply, ticketId, ticket } = await world({ policy: plainPolicy({ queueIds: ({ sentiment, tags }) => [`q-${sentiment}-${tags.length}`] }) });
    await apply(metadata('e1', ticketId, { tags: ['a'], topic: 'bill', customFields: { tier: 'gold' }, sentiment: 'negative' }));
    expect(await ticket()).toMatchObject({ tags: ['a'], topic: 'bill', customFields: { tier: 'gold' }, sentiment: 'negative', queueIds: ['q-negative-1'] });
    await apply(metadata('e2', ticketId, { topic: null, customFields: { tier: null } }), metadata('e3', ticketId, { sentiment: null }));
    expect(await ticket()).toMatchObject({ tags: ['a'], topic: null, customFields: {}, sentiment: null });
  });

  it('with more custom fields than a ticket may have changes nothing', async () => {
    const { apply, ticketId, ticket } = await world();
    const fields = (from: number, count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${from + n}`, n]));
    const outcomes = await apply(
      metadata('e1', ticketId, { customFields: fields(0, 50) }),
      metadata('e2', ticketId, { topic: 't', customFields: fields(49, 2) }),
    );
    expect(outcomes).toMatchObject([{ ok: true }, { ok: false, permanent: true, error: { code: 'unprocessable' } }]);
    expect((await ticket())?.topic).toBeNull();
  });
});

it('the same id on two topics is two events', async () => {
  const { apply, ticketId, marks } = await world();
  expect(await apply(set('e1', ticketId, { topic: 'a' }), metadata('e1', ticketId, { topic: 'b' }))).toMatchObject([
    { effect: 'applied' },
    { effect: 'applied' },
  ]);
  expect(marks()).toHaveLength(2);
});
