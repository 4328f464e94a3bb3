import { beforeEach, describe, expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import type { Role } from '../../../../domain/context.ts';
import { getAttachment } from '../../../../domain/support/attachments/attachments.ts';
import { type Asker, reachAttachment, reachAttachments } from '../../../../domain/support/attachments/reach.ts';
import { attachmentKey, objectKeyOf, useItem } from '../../../../domain/support/messages/attachment-keys.ts';
import type { Message } from '../../../../domain/support/messages/message.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { closedOf, headOf, messageItem, TENANT, threadOf, ticketOf } from '../../search/threads.ts';

const thread = threadOf(1);
const file = { name: 'a.pdf', type: 'application/pdf', size: 7, url: null, mediaId: null, objectKey: 'T/acme/inbound/x' };
let table: ReturnType<typeof memoryTable>;
beforeEach(() => {
  table = memoryTable();
});
const put = (item: Item) => table.write({ op: 'put', item });
const say = (number: number, given: Partial<Message>) => put(messageItem(thread, number, { attachments: [file], ...given }));
const asker = (role: Role, see: (ticket: Ticket) => boolean = () => false, id = 'eve'): Asker => ({
  tenantId: TENANT,
  actor: { type: 'agent', id, role },
  see: (ticket) => (see(ticket) ? ticket : null),
});
const reaches = async (by: Asker, id: string): Promise<boolean> => (await reachAttachment(table, by, id)) !== undefined;

describe('a file that is not in the store', () => {
  const shown = async (given: Partial<Message['attachments'][number]>) => {
    await say(1, { ticketId: null, attachments: [{ ...file, objectKey: null, mediaId: '7', ...given }] });
    const objects = { head: async () => undefined, presignUpload: async () => ({ url: '', fields: {} }), presignDownload: async () => '' };
    const { state, error, url } = await getAttachment({ table, objects }, asker('admin'), `${thread}.1.0`);
    return [state, error?.code, url];
  };

  test('says whether it is on its way, and why it is not', async () => {
    expect(await shown({ state: 'fetching' })).toEqual(['fetching', undefined, null]);
    expect(await shown({ state: 'failed', error: 'gone' })).toEqual(['failed', 'gone', null]);
    expect(await shown({ state: 'failed' })).toEqual(['failed', 'internal', null]);
    // From before files were fetched.
    expect(await shown({})).toEqual(['failed', 'not_fetched', null]);
    expect(await shown({ objectKey: 'T/acme/media/x', state: 'ready' })).toEqual(['failed', 'missing', null]);
  });
});

describe('a file of a message that belongs to no ticket', () => {
  test('is seen by whoever sees the thread’s open ticket, and by supervisors', async () => {
    await say(1, { ticketId: null });
    await put(headOf(ticketOf(1)));
    expect(await reaches(asker('agent'), `${thread}.1.0`)).toBe(false);
    expect(
      await reaches(
        asker('agent', ({ status }) => status === 'created'),
        `${thread}.1.0`,
      ),
    ).toBe(true);
    expect(await reaches(asker('supervisor'), `${thread}.1.0`)).toBe(true);
  });

  test('goes by the thread’s last closed ticket where none is open', async () => {
    const ticket = ticketOf(1);
    await say(2, { ticketId: null });
    await put({ ...headOf(ticket), ticket: null, closedFirst: 1 });
    await put(closedOf(ticket));
    expect(
      await reaches(
        asker('agent', ({ status }) => status === 'closed'),
        `${thread}.2.0`,
      ),
    ).toBe(true);
    expect(await reaches(asker('agent'), `${thread}.2.0`)).toBe(false);
  });

  test('is the supervisors’ alone where the thread never had a ticket', async () => {
    await say(1, { ticketId: null });
    expect(
      await reaches(
        asker('agent', () => true),
        `${thread}.1.0`,
      ),
    ).toBe(false);
    expect(await reaches(asker('admin'), `${thread}.1.0`)).toBe(true);
    const { ticket: _none, ...head } = headOf(ticketOf(1));
    await put(head);
    expect(
      await reaches(
        asker('agent', () => true),
        `${thread}.1.0`,
      ),
    ).toBe(false);
  });
});

test('a file of a ticket’s message is behind that ticket’s wall, for supervisors too', async () => {
  await say(1, {});
  await put(headOf(ticketOf(1)));
  expect(await reaches(asker('supervisor'), `${thread}.1.0`)).toBe(false);
  expect(
    await reachAttachment(
      table,
      asker('agent', () => true),
      `${thread}.1.0`,
    ),
  ).toEqual({ id: `${thread}.1.0`, file });
});

test.each<[string, Partial<Message>, string]>([
  ['of a deleted message', { deleted: true }, `${thread}.1.0`],
  ['of a shadowed message', { shadowed: true }, `${thread}.1.0`],
  ['at a place where the message has none', {}, `${thread}.1.5`],
  ['of a message that there is not', {}, `${thread}.9.0`],
])('a file %s is nobody’s', async (_, given, id) => {
  await say(1, given);
  await put(headOf(ticketOf(1)));
  expect(
    await reaches(
      asker('admin', () => true),
      id,
    ),
  ).toBe(false);
});

describe('an uploaded file', () => {
  const upload = (uploader: string | null) =>
    put({
      ...attachmentKey(TENANT, 'f1'),
      id: 'f1',
      name: 'a.pdf',
      type: 'application/pdf',
      size: 7,
      objectKey: objectKeyOf(TENANT, 'f1'),
      uploader,
      createdAt: '2026-11-01T08:00:00.000Z',
    });

  test('that no message carries is its uploader’s, and supervisors’', async () => {
    await upload('agent:eve');
    expect([
      await reaches(asker('agent'), 'f1'),
      await reaches(
        asker('agent', () => true, 'bob'),
        'f1',
      ),
      await reaches(
        asker('supervisor', () => false, 'bob'),
        'f1',
      ),
    ]).toEqual([true, false, true]);
  });

  test('that a message carries is seen as its ticket is, whoever uploaded it, until the message is deleted', async () => {
    await upload('agent:eve');
    await put(useItem(TENANT, 'f1', { threadId: thread, number: 1 }));
    await say(1, {});
    await put(headOf(ticketOf(1)));
    expect([
      await reaches(asker('agent'), 'f1'),
      await reaches(
        asker('agent', () => true, 'bob'),
        'f1',
      ),
    ]).toEqual([false, true]);
    await say(1, { deleted: true });
    expect([
      await reaches(asker('agent'), 'f1'),
      await reaches(
        asker('agent', () => true, 'bob'),
        'f1',
      ),
    ]).toEqual([true, false]);
  });

  test('that there is not stands as a gap among the others', async () => {
    await upload(null);
    const [none, found] = await reachAttachments(table, asker('admin'), ['f2', 'f1']);
    expect([none, found?.file.objectKey]).toEqual([undefined, objectKeyOf(TENANT, 'f1')]);
  });
});
