import { expect, test } from 'vitest';
import { type Message, messageOf } from '../../../../domain/messages/message.ts';
import { outgoingReply } from '../../../../domain/outbound/replies/reply-action.ts';
import { parseHead } from '../../../../domain/threads/head.ts';
import { headOf, messageItem, TENANT, threadOf, ticketOf } from '../../search/threads.ts';

const thread = threadOf(1);
const deps = { linkTo: async ({ objectKey }: { readonly objectKey: string }) => `link:${objectKey}`, causationKey: async () => 'key' };
const outgoing = (given: Partial<Message>, answered: Message | null = null) => {
  const outbound = { tenantId: TENANT, threadId: thread, number: 2, correlationId: 'c' };
  const message = messageOf(messageItem(thread, 2, { kind: 'reply', ...given }));
  return outgoingReply(deps, { outbound, head: parseHead(headOf(ticketOf(1))), message, ledgerItem: undefined }, answered);
};
const file = (objectKey: string | null) => ({ name: 'a.pdf', type: 'application/pdf', size: 7, url: null, mediaId: null, objectKey });

test('a reply of files alone has an empty text, and links to the files that we hold', async () => {
  const reply = await outgoing({ text: null, attachments: [file('T/acme/attachments/f1'), file(null)] });
  expect(reply).toMatchObject({ text: '', to: 'c1', replyId: `${thread}.2`, inReplyTo: null });
  expect(reply.files).toEqual([{ id: 'f1', name: 'a.pdf', type: 'application/pdf', size: 7, url: 'link:T/acme/attachments/f1' }]);
});

test('it names what it answers by the provider’s id, where the provider gave one', async () => {
  const answered = messageOf(messageItem(thread, 1));
  expect((await outgoing({}, { ...answered, providerId: 'p1' })).inReplyTo).toBe('p1');
  expect((await outgoing({}, { ...answered, providerId: null })).inReplyTo).toBeNull();
});

test('one of no ticket says so by an empty id', async () => {
  expect((await outgoing({ ticketId: null })).ticketId).toBe('');
});
