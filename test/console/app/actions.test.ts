import { describe, expect, test, vi } from 'vitest';
import { ParleyError } from '../../../client/rest/problem.ts';
import { createActions, UNDO_MS } from '../../../console/src/data/actions.ts';
import type { DraftFile } from '../../../console/src/data/draft-files.ts';
import { createDrafts } from '../../../console/src/data/drafts.ts';
import { createNotifier } from '../../../console/src/data/notifier.ts';
import type { Outbox, Write } from '../../../console/src/data/outbox.ts';
import { createThreads } from '../../../console/src/data/threads.ts';
import { createTickets } from '../../../console/src/data/tickets.ts';
import { messageOf, ticketOf } from './samples.ts';

const made = async () => {
  const notifier = createNotifier();
  const tickets = createTickets(notifier);
  const threads = createThreads(notifier);
  const none = { entries: () => Promise.resolve([]), set: () => Promise.resolve(), delete: () => Promise.resolve() };
  const drafts = await createDrafts({ store: none, account: 'me' });
  const lists = new Map<string, readonly DraftFile[]>();
  const files = {
    of: (ticketId: string, kind: string) => lists.get(`${ticketId} ${kind}`) ?? [],
    set: (ticketId: string, kind: string, list: readonly DraftFile[]) => void lists.set(`${ticketId} ${kind}`, list),
  };
  const written: Write[] = [];
  let next = 0;
  const outbox: Outbox = {
    add: (write) => Promise.resolve(void written.push(write)),
    undo: vi.fn(() => Promise.resolve(true)),
    release: () => Promise.resolve(),
    leave: () => undefined,
    waiting: () => written,
  };
  const told = vi.fn();
  const skipped = vi.fn();
  const heldBack = vi.fn();
  const newId = (): string => `w${(next += 1)}`;
  const actions = createActions({ me: 'me', tickets, threads, drafts, files, now: () => 1000, newId, told, skipped, heldBack }, () => outbox);
  tickets.put([ticketOf({ version: 3 })]);
  return { actions, tickets, threads, drafts, files, written, outbox, told, skipped, heldBack };
};
const refusal = new ParleyError({ code: 'already_taken', title: '', detail: '', errors: [], status: 409 });

describe('what an agent does', () => {
  test('a change shows at once and names the version that the agent saw', async () => {
    const { actions, tickets, written } = await made();
    await actions.change('t1', { status: 'solved' });
    expect(tickets.get('t1')?.status).toBe('solved');
    expect(written).toEqual([
      expect.objectContaining({ method: 'PATCH', path: '/v1/tickets/t1', ifMatch: 3, body: { status: 'solved' }, lane: 't1', notBefore: 1000 }),
    ]);
  });

  test('a change of a ticket that is not loaded names no version', async () => {
    const { actions, written } = await made();
    await actions.change('t 2', { status: 'solved' });
    expect(written[0]).toMatchObject({ path: '/v1/tickets/t%202' });
    expect(written[0]?.ifMatch).toBeUndefined();
    expect(actions.versionFor(written[0] as Write)).toBeUndefined();
  });

  test('a second change in a row is no conflict with the first', async () => {
    const { actions, tickets, written } = await made();
    await actions.change('t1', { priority: 'high' });
    await actions.change('t1', { status: 'solved' });
    expect(actions.versionFor(written[1] as Write)).toBe(3);
    actions.done(written[0] as Write, ticketOf({ version: 4, priority: 'high' }));
    expect(actions.versionFor(written[1] as Write)).toBe(4);
    expect(tickets.get('t1')).toMatchObject({ priority: 'high', status: 'solved', version: 4 });
  });

  test('taking a new ticket sets it working; a refused take is undone on the screen and told', async () => {
    const { actions, tickets, written, told } = await made();
    await actions.take('t1');
    expect(tickets.get('t1')).toMatchObject({ status: 'working', owner: { agentId: 'me' } });
    actions.refused(written[0] as Write, refusal);
    expect(tickets.get('t1')).toMatchObject({ status: 'created', owner: { agentId: null } });
    expect(told).toHaveBeenCalledWith(written[0], refusal);
  });

  test('taking a ticket in work keeps its status', async () => {
    const { actions, tickets } = await made();
    tickets.put([ticketOf({ version: 4, status: 'pending' })]);
    await actions.take('t1');
    expect(tickets.get('t1')?.status).toBe('pending');
  });

  test('a reply waits for a possible undo, a note does not; the draft is empty once the write is stored', async () => {
    const { actions, drafts, written } = await made();
    drafts.set('t1', 'reply', 'Hola');
    await actions.post('t1', { kind: 'reply', text: 'Hola', lastSeenNumber: 1 });
    await actions.post('t1', { kind: 'note', text: 'for us' });
    expect(written.map(({ notBefore }) => notBefore)).toEqual([1000 + UNDO_MS, 1000]);
    expect(written[0]).toMatchObject({ method: 'POST', path: '/v1/tickets/t1/messages', body: { kind: 'reply', text: 'Hola', lastSeenNumber: 1 } });
    expect(drafts.has('t1')).toBe(false);
  });

  test('an undone or refused text is back where it was written', async () => {
    const { actions, drafts, written } = await made();
    const id = await actions.post('t1', { kind: 'reply', text: 'Hola' });
    expect(await actions.undo(id)).toBe(true);
    expect(drafts.text('t1', 'reply')).toBe('Hola');
    await actions.post('t1', { kind: 'note', text: 'for us' });
    actions.refused(written[1] as Write, refusal);
    expect(drafts.text('t1', 'note')).toBe('for us');
  });

  test('what has left cannot be undone', async () => {
    const { actions, drafts, outbox } = await made();
    expect(await actions.undo('unknown')).toBe(false);
    const id = await actions.post('t1', { kind: 'reply', text: 'Hola' });
    vi.mocked(outbox.undo).mockResolvedValue(false);
    expect(await actions.undo(id)).toBe(false);
    expect(drafts.has('t1')).toBe(false);
  });

  test('an undone change shows what the hub has', async () => {
    const { actions, tickets, drafts } = await made();
    expect(await actions.undo(await actions.change('t1', { status: 'closed' }))).toBe(true);
    expect([tickets.get('t1')?.status, drafts.has('t1')]).toEqual(['created', false]);
  });

  test('an accepted message is in its thread; a status that was not set is told', async () => {
    const { actions, threads, written, skipped } = await made();
    await actions.post('t1', { kind: 'reply', text: 'Hola', thenStatus: 'pending' });
    actions.done(written[0] as Write, messageOf(2, { kind: 'reply' }));
    expect([threads.get('th1')?.messages.length, skipped.mock.calls.length]).toEqual([1, 0]);
    actions.done(written[0] as Write, messageOf(3, { kind: 'reply', statusSkipped: true }));
    expect(skipped).toHaveBeenCalledWith(written[0]);
  });

  const photo: DraftFile = { id: 'f1', name: 'a.png', type: 'image/png', size: 3, progress: 1, state: 'ready', attachmentId: 'at1' };
  test('uploaded files go with the message, and come back with its text', async () => {
    const { actions, files, drafts, written } = await made();
    files.set('t1', 'reply', [photo, { ...photo, id: 'f2', state: 'uploading', attachmentId: undefined as never }]);
    const id = await actions.post('t1', { kind: 'reply', text: 'see' });
    expect(written[0]?.body).toEqual({ kind: 'reply', text: 'see', attachmentIds: ['at1'] });
    expect(files.of('t1', 'reply')).toEqual([]);
    await actions.undo(id);
    expect([files.of('t1', 'reply'), drafts.text('t1', 'reply')]).toEqual([[photo], 'see']);
  });

  test('a template leaves the draft alone', async () => {
    const { actions, drafts, written } = await made();
    drafts.set('t1', 'reply', 'half a thought');
    const id = await actions.post('t1', { kind: 'reply', template: { name: 'hello' } });
    expect(drafts.text('t1', 'reply')).toBe('half a thought');
    await actions.undo(id);
    expect([drafts.text('t1', 'reply'), written.length]).toEqual(['half a thought', 1]);
  });

  test('another status takes the place of one that can still be taken back', async () => {
    const { actions, written, outbox } = await made();
    const first = await actions.change('t1', { status: 'closed' }, true);
    await actions.change('t1', { status: 'working' });
    expect(vi.mocked(outbox.undo).mock.calls).toEqual([[first]]);
    expect(written.at(-1)?.body).toEqual({ status: 'working' });
    await actions.change('t1', { priority: 'high' });
    expect(vi.mocked(outbox.undo).mock.calls).toHaveLength(1);
  });

  test('a customer who writes before that has left keeps the ticket from being closed; others and other news do not', async () => {
    const { actions, tickets, heldBack, outbox, written } = await made();
    const before = tickets.confirmed('t1')?.lastMessage;
    await actions.change('t1', { status: 'closed' }, true);
    actions.heard(['t1', 't2']);
    const said = (kind: string, number: number) => tickets.put([ticketOf({ version: 3, lastMessage: { ...before, kind, number } as never })]);
    said('note', 2);
    actions.heard(['t1']);
    expect(outbox.undo).not.toHaveBeenCalled();
    said('customer', 3);
    actions.heard(['t1']);
    await vi.waitFor(() => expect(heldBack).toHaveBeenCalledExactlyOnceWith(written[0]), 30_000);
    expect(tickets.get('t1')?.status).toBe('created');
  });

  test('what has consequences waits, and the newest of what waits is the one to undo', async () => {
    const { actions, written } = await made();
    await actions.change('t1', { priority: 'high' });
    expect(actions.lastUndoable()).toBeUndefined();
    await actions.change('t1', { status: 'closed' }, true);
    expect(written.at(-1)?.notBefore).toBe(1000 + UNDO_MS);
    expect(actions.lastUndoable()).toBe(written.at(-1));
  });
});
