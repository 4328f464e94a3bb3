import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../../domain/context.ts';
import { Replayed } from '../../../../domain/idempotency/commit.ts';
import { retryMessage } from '../../../../domain/outbound/replies/retry-reply.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { deleteMessage, hideMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { bulkChange } from '../../../../domain/support/tickets/bulk-change.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { takeTicket } from '../../../../domain/support/tickets/take-ticket.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import { inbound, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const reply = { kind: 'reply' as const, text: 'hello', attachments: [] };

describe('a reply', () => {
  it('takes an unowned ticket into work, ends the wait, and is queued for sending', async () => {
    const { deps, ticketId } = await ticketHub();
    const { message } = await postMessage(deps, agent('eve'), ticketId, reply);
    expect(message).toMatchObject({ number: 2, kind: 'reply', inReplyTo: 1, delivery: { state: 'queued' }, author: { type: 'agent', id: 'eve' } });
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({
      status: 'working',
      owner: { agentId: 'eve' },
      waitingSince: null,
      version: 2,
      visibleMessageCount: 2,
    });
  });

  it('with thenStatus is one change of the version, and restarts closure each time', async () => {
    const { b, deps, ticketId } = await ticketHub();
    await postMessage(deps, agent('eve'), ticketId, { ...reply, thenStatus: 'pending' });
    const first = (await loadTicket(deps.table, TENANT, ticketId)) as Ticket;
    expect(first).toMatchObject({ status: 'pending', version: 2, deadlines: { closure: '2026-03-02T10:00:00.000Z' } });
    b.now += 60_000;
    await postMessage(deps, agent('eve'), ticketId, reply);
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({ status: 'pending', version: 2, deadlines: { closure: '2026-03-02T10:01:00.000Z' } });
  });

  it('is posted but does not set the status when the customer has written meanwhile', async () => {
    const { deps, ticketId, receive } = await ticketHub();
    await receive('m2');
    const posted = await postMessage(deps, agent('eve'), ticketId, { ...reply, thenStatus: 'solved', lastSeenNumber: 1 });
    expect(posted.statusSkipped).toBe(true);
    expect((await loadTicket(deps.table, TENANT, ticketId))?.status).toBe('working');
  });

  it('to a closed ticket or a disabled origin is refused', async () => {
    const { deps, ticketId } = await ticketHub();
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    await expect(postMessage(deps, agent('eve'), ticketId, reply)).rejects.toMatchObject({ code: 'illegal_transition' });
    await expect(postMessage(deps, agent('eve'), ticketId, { ...reply, kind: 'note' })).rejects.toMatchObject({ code: 'illegal_transition' });
    let state: 'enabled' | 'disabled' = 'enabled';
    const other = await ticketHub({ policy: plainPolicy({ originState: () => state }) });
    state = 'disabled';
    await expect(postMessage(other.deps, agent('eve'), other.ticketId, reply)).rejects.toMatchObject({ code: 'conflict' });
    await expect(postMessage(other.deps, agent('eve'), other.ticketId, { ...reply, kind: 'note' })).resolves.toBeDefined();
  });

  it('to a message that does not exist is refused', async () => {
    const { deps, ticketId } = await ticketHub();
    await expect(postMessage(deps, agent('eve'), ticketId, { ...reply, inReplyTo: 9 })).rejects.toMatchObject({ status: 422 });
  });

  it('answers the message that the agent names, on its surface and under its subject', async () => {
    const { b, deps, ticketId } = await ticketHub();
    await applyBatch(b.deps, [inbound('ann', 'm2', { content: { subject: 'Late', surface: 'mail' } }), inbound('ann', 'm3')]);
    const { message } = await postMessage(deps, agent('eve'), ticketId, {
      ...reply,
      html: '<p>hello</p>',
      cc: ['boss@shop.example'],
      bcc: ['log@shop.example'],
      inReplyTo: 2,
      attachments: [{ name: 'a.pdf', type: 'application/pdf', size: 3, url: null, mediaId: null, objectKey: 'T/acme/attachments/f1' }],
    });
    expect(message).toMatchObject({ inReplyTo: 2, surface: 'mail', subject: 'Late', html: '<p>hello</p>', cc: ['boss@shop.example'] });
    // Who was copied in secret is in no answer.
    expect(JSON.stringify(message)).not.toContain('log@shop.example');
    expect(message.attachments).toMatchObject([{ id: 'f1', url: 'link:T/acme/attachments/f1' }]);
  });

  it('a note on a message names it and neither wakes the ticket nor ends the wait', async () => {
    const { deps, ticketId } = await ticketHub();
    const { message } = await postMessage(deps, agent('eve'), ticketId, { ...reply, kind: 'note', inReplyTo: 1 });
    expect(message).toMatchObject({ kind: 'note', inReplyTo: 1, subject: null, delivery: null });
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({
      status: 'created',
      owner: { agentId: null },
      waitingSince: '2026-03-01T10:00:00.000Z',
    });
  });

  it('may solve or snooze the ticket in the same step; a snooze needs its time', async () => {
    const { deps, ticketId } = await ticketHub();
    await expect(postMessage(deps, agent('eve'), ticketId, { ...reply, thenStatus: 'followup' })).rejects.toMatchObject({ status: 400 });
    await postMessage(deps, agent('eve'), ticketId, { ...reply, kind: 'note', thenStatus: 'followup', followupAt: '2026-03-02T10:00:00Z' });
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({ status: 'followup', deadlines: { followup: '2026-03-02T10:00:00.000Z' } });
    await postMessage(deps, agent('eve'), ticketId, { ...reply, kind: 'note', thenStatus: 'solved', lastSeenNumber: 1 });
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({
      status: 'solved',
      deadlines: { closure: expect.any(String) as string },
      waitingSince: null,
      visibleMessageCount: 3,
    });
  });

  it.each<[string, Actor, unknown, string | null]>([
    ['an agent, who gets an unowned ticket', agent('eve').actor, { type: 'agent', id: 'eve', name: 'Agent eve' }, 'eve'],
    ['an integration by its key', { type: 'key', id: 'k1', role: 'agent', teamIds: [], name: 'Shop' }, { type: 'agent', id: 'k1', name: 'Shop' }, null],
    ['a rule', { type: 'rule', id: 'r1' }, { type: 'rule', id: 'r1', name: null }, null],
    ['the hub itself', { type: 'system' }, { type: 'system', id: 'system', name: null }, null],
  ])('says who wrote it: %s', async (_, actor, author, owner) => {
    const { deps, ticketId } = await ticketHub();
    const { message } = await postMessage(deps, { ...agent('eve'), actor }, ticketId, reply);
    expect(message.author).toMatchObject(author as object);
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({ status: 'working', owner: { agentId: owner } });
  });

  it('under one idempotency key happens once, also at the same instant', async () => {
    const { deps, ticketId } = await ticketHub();
    const context = { ...agent('eve'), once: { pk: `T#${TENANT}#I#eve#k1`, sk: 'POST', requestHash: 'h', expiresAt: 2_000_000_000 } };
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => postMessage(deps, context, ticketId, reply)));
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const failure of failures) expect(failure).toMatchObject({ answer: { status: 201, body: { number: 2 } } });
    expect(failures.every((failure) => failure instanceof Replayed)).toBe(true);
    expect((await loadTicket(deps.table, TENANT, ticketId))?.visibleMessageCount).toBe(2);
  });

  it('of which sending failed can be sent again, another cannot', async () => {
    const { deps, ticketId } = await ticketHub();
    await postMessage(deps, agent('eve'), ticketId, reply);
    await expect(retryMessage(deps, agent('eve'), ticketId, 2)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a change by hand', () => {
  it('with a stale version is refused and changes nothing', async () => {
    const { deps, ticketId } = await ticketHub();
    await patchTicket(deps, agent('eve'), { ticketId, patch: { priority: 'high' }, ifMatch: 1 });
    await expect(patchTicket(deps, agent('eve'), { ticketId, patch: { priority: 'low' }, ifMatch: 1 })).rejects.toMatchObject({
      code: 'stale',
      extra: { current: 2 },
    });
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({ priority: 'high', version: 2 });
  });

  it('that sets what is set already raises no version', async () => {
    const { deps, ticketId } = await ticketHub();
    expect((await patchTicket(deps, agent('eve'), { ticketId, patch: { priority: 'normal', tags: [] }, ifMatch: null })).version).toBe(1);
  });

  it('assigns agents and teams that exist, and being assigned is work', async () => {
    const { deps, ticketId } = await ticketHub({ policy: plainPolicy({ hasAgent: (id) => id === 'bob', hasTeam: () => false }) });
    await expect(patchTicket(deps, agent('eve'), { ticketId, patch: { owner: { agentId: 'nobody', teamId: 'none' } }, ifMatch: null })).rejects.toMatchObject({
      status: 422,
      errors: [{ path: 'owner.agentId' }, { path: 'owner.teamId' }],
    });
    expect(await patchTicket(deps, agent('eve'), { ticketId, patch: { owner: { agentId: 'bob' } }, ifMatch: null })).toMatchObject({
      status: 'working',
      owner: { agentId: 'bob', teamId: null },
    });
    expect(await patchTicket(deps, agent('eve'), { ticketId, patch: { owner: { agentId: null } }, ifMatch: null })).toMatchObject({
      status: 'working',
      owner: { agentId: null },
    });
  });

  it('snoozes until a time, moves it, and the timer of that time alone ends it', async () => {
    const { b, deps, ticketId } = await ticketHub();
    await expect(patchTicket(deps, agent('eve'), { ticketId, patch: { followupAt: '2026-03-01T12:00:00Z' }, ifMatch: null })).rejects.toMatchObject({
      status: 422,
    });
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'followup', followupAt: '2026-03-01T12:00:00Z' }, ifMatch: null });
    const moved = await patchTicket(deps, agent('eve'), { ticketId, patch: { followupAt: '2026-03-01T13:00:00Z' }, ifMatch: null });
    expect(moved).toMatchObject({ status: 'followup', deadlines: { followup: '2026-03-01T13:00:00.000Z' }, version: 3 });
    b.now = Date.parse('2026-03-01T13:00:00Z');
    expect(await timerDue(deps, agent('x'), { ticketId, kind: 'followup', dueAt: '2026-03-01T12:00:00.000Z' })).toBe(false);
    expect(await timerDue(deps, agent('x'), { ticketId, kind: 'followup', dueAt: '2026-03-01T13:00:00.000Z' })).toBe(true);
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({ status: 'working', deadlines: {} });
  });

  it('of owner and status at once means that status', async () => {
    const { deps, ticketId } = await ticketHub();
    const patch = { owner: { agentId: 'eve' }, status: 'pending', topic: 'refund', customFields: { order: 7 } } as const;
    expect(await patchTicket(deps, agent('eve'), { ticketId, patch, ifMatch: null })).toMatchObject({
      status: 'pending',
      owner: { agentId: 'eve' },
      topic: 'refund',
      customFields: { order: 7 },
      waitingSince: null,
      version: 2,
    });
  });

  it('closes for good: the ticket is still read by its id, and a customer opens another', async () => {
    const { deps, ticketId, receive } = await ticketHub();
    const closed = await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    expect(closed).toMatchObject({ status: 'closed', queueIds: ['q-closed'] });
    await expect(patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'working' }, ifMatch: null })).rejects.toMatchObject({
      code: 'illegal_transition',
      extra: { current: 'closed' },
    });
    await receive('m2');
    expect(await loadTicket(deps.table, TENANT, ticketId)).toEqual(closed);
    expect(await loadTicket(deps.table, TENANT, ticketId.replace('.1', '.2'))).toMatchObject({ status: 'created', sequence: 2 });
    expect(await patchTicket(deps, agent('eve'), { ticketId, patch: { tags: ['late'] }, ifMatch: null })).toMatchObject({
      status: 'closed',
      tags: ['late'],
      version: 3,
    });
  });

  it('of what cannot be seen is a 404', async () => {
    const { deps, ticketId } = await ticketHub();
    const walled = { ...deps, mayTouch: () => false };
    for (const id of [ticketId, 'nonsense', ticketId.replace('.1', '.7')]) {
      await expect(
        patchTicket(id === ticketId ? walled : deps, agent('eve'), { ticketId: id, patch: { priority: 'low' }, ifMatch: null }),
      ).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('in bulk answers for each ticket', async () => {
    const { deps, ticketId } = await ticketHub();
    expect(await bulkChange(deps, agent('eve'), [ticketId, 'nonsense', ticketId], { priority: 'urgent' })).toMatchObject([
      { status: 200, ticket: { priority: 'urgent' } },
      { status: 404, error: { code: 'not_found' } },
      { status: 200 },
    ]);
  });
});

describe('taking a ticket', () => {
  it('of several agents at the same instant one wins and the others learn who', async () => {
    const { deps, ticketId } = await ticketHub();
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map((id) => takeTicket(deps, agent(id), ticketId)));
    const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.owner.agentId] : []));
    expect(won).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'already_taken', extra: { owner: { agentId: won[0] } } });
    expect((await takeTicket(deps, agent(won[0] as string), ticketId)).owner.agentId).toBe(won[0]);
  });

  it('is for agents, and for tickets that are open', async () => {
    const { deps, ticketId } = await ticketHub();
    const integration = { ...agent('k'), actor: { type: 'key', id: 'k', role: 'agent', teamIds: [], name: 'Shop' } as const };
    await expect(takeTicket(deps, integration, ticketId)).rejects.toMatchObject({ code: 'forbidden' });
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    await expect(takeTicket(deps, agent('eve'), ticketId)).rejects.toMatchObject({ code: 'illegal_transition', extra: { current: 'closed' } });
    await expect(patchTicket(deps, agent('eve'), { ticketId, patch: { owner: { agentId: 'eve' } }, ifMatch: null })).rejects.toMatchObject({
      code: 'illegal_transition',
    });
  });
});

describe('a message that is moderated', () => {
  it('leaves the counts when hidden or deleted, and keeps its number', async () => {
    const { deps, ticketId, receive } = await ticketHub();
    await receive('m2');
    await hideMessage(deps, agent('eve'), ticketId, 2, true);
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({ visibleMessageCount: 1, lastMessage: { number: 1 }, version: 1 });
    await deleteMessage(deps, agent('eve'), ticketId, 1);
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({ visibleMessageCount: 0, lastMessage: null });
    await hideMessage(deps, agent('eve'), ticketId, 2, false);
    const { messages } = await listTicketMessages(deps.table, TENANT, (await loadTicket(deps.table, TENANT, ticketId)) as Ticket, { after: 0, limit: 10 });
    expect(messages).toMatchObject([
      { number: 1, deleted: true, text: null },
      { number: 2, hidden: false, text: 'text m2' },
    ]);
    await expect(hideMessage(deps, agent('eve'), ticketId, 7, true)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('may belong to a closed ticket, whose counts follow', async () => {
    const { deps, ticketId, receive } = await ticketHub();
    await receive('m2');
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    await receive('m3');
    await deleteMessage(deps, agent('eve'), ticketId, 2);
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({ status: 'closed', visibleMessageCount: 1, lastMessage: { number: 1 } });
    expect(await loadTicket(deps.table, TENANT, ticketId.replace('.1', '.3'))).toMatchObject({ visibleMessageCount: 1 });
  });
});
