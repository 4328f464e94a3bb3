import { expect, test } from 'vitest';
import { replyAction } from '../../../../domain/outbound/replies/reply-action.ts';
import { type Message, messageOf } from '../../../../domain/support/messages/message.ts';
import { parseHead } from '../../../../domain/support/tickets/thread-head.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { reply } from '../../../channels/exchange.ts';
import { headOf, messageItem, TENANT, threadOf, ticketOf } from '../../search/threads.ts';
import { TALKATIVE } from '../../support/tickets/hub.ts';

const thread = threadOf(1);
const deps = {
  linkTo: async ({ objectKey }: { readonly objectKey: string }) => `link:${objectKey}`,
  openFile: async function* () {
    yield Buffer.from('bytes');
  },
  sizeOf: async ({ objectKey }: { readonly objectKey: string }) => (objectKey.endsWith('gone') ? null : 5),
  causationKey: async () => 'key',
};
const outgoing = (given: Partial<Message>, answered: Message | null = null, ledgerItem?: Item, earlier: readonly Message[] = []) => {
  const outbound = { tenantId: TENANT, threadId: thread, number: 2, correlationId: 'c' };
  const message = messageOf(messageItem(thread, 2, { kind: 'reply', ...given }));
  const found = { outbound, head: parseHead(headOf(ticketOf(1))), message, ledgerItem };
  return replyAction(deps, found, { answered, earlier, customerWroteAt: null }, TALKATIVE, reply.notes);
};
const file = (objectKey: string | null) => ({ name: 'a.pdf', type: 'application/pdf', size: 7, url: null, mediaId: null, objectKey });

test('a reply of files alone has an empty text, and links to the files that we hold', async () => {
  const action = await outgoing({ text: null, attachments: [file('T/acme/attachments/f1'), file('T/acme/attachments/gone'), file(null)] });
  expect(action).toMatchObject({ text: '', to: 'c1', id: `${thread}.2`, inReplyTo: null });
  const known = { name: 'a.pdf', type: 'application/pdf', open: expect.any(Function) as unknown };
  // The size is the store's, not the one that was announced.
  expect(action.files).toEqual([
    { ...known, id: 'f1', size: 5, url: 'link:T/acme/attachments/f1' },
    { ...known, id: 'gone', size: null, url: 'link:T/acme/attachments/gone' },
  ]);
  const pieces: Uint8Array[] = [];
  for await (const piece of action.files[0]?.open() ?? []) pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toBe('bytes');
});

test('its subject is its own, or that of what it answers', async () => {
  const answered = { ...messageOf(messageItem(thread, 1)), subject: 'Order 77' };
  expect((await outgoing({}, answered)).subject).toBe('Order 77');
  expect((await outgoing({ subject: 'Order 78' }, answered)).subject).toBe('Order 78');
  expect((await outgoing({})).subject).toBeNull();
});

test('it names the earlier messages that have ids, and says whether a machine wrote it', async () => {
  const earlier = [1, 3, 4].map((number) => ({ ...messageOf(messageItem(thread, number)), providerId: number === 3 ? null : `p${number}` }));
  expect((await outgoing({}, null, undefined, earlier)).references).toEqual(['p1', 'p4']);
  const author = { type: 'agent', id: 'a', name: 'Ada', handle: null } as const;
  expect((await outgoing({ author })).automatic).toBe(false);
  expect((await outgoing({ author: { ...author, type: 'rule' } })).automatic).toBe(true);
});

test('it names what it answers by the provider’s id, where the provider gave one', async () => {
  const answered = messageOf(messageItem(thread, 1));
  expect((await outgoing({}, { ...answered, providerId: 'p1' })).inReplyTo).toBe('p1');
  expect((await outgoing({}, { ...answered, providerId: null })).inReplyTo).toBeNull();
});

test('a template goes with its values and without a text of its own', async () => {
  const template = { name: 'order_update', language: 'de', parameters: [{ component: 'body', text: 'Ann' }] } as const;
  const action = await outgoing({ text: '[template order_update] Ann', template });
  expect(action).toMatchObject({ kind: 'template', template });
  expect(action).not.toHaveProperty('text');
});

test('one of no ticket says so by an empty id', async () => {
  expect((await outgoing({ ticketId: null })).ticketId).toBe('');
});

test('it goes on after the parts that earlier tries have sent', async () => {
  expect((await outgoing({})).sentParts).toEqual([]);
  const ledger = { pk: 'p', sk: 's', state: 'waiting', tries: 1, firstAt: 1, error: null, sentParts: ['p1', 'p2'] };
  expect((await outgoing({}, null, ledger)).sentParts).toEqual(['p1', 'p2']);
});

test('its surface is one of the channel’s', async () => {
  expect((await outgoing({ surface: 'dm' })).surface).toBe('dm');
  expect((await outgoing({ surface: 'review' })).surface).toBe('dm');
});
