import { expect, it } from 'vitest';
import { type Message, newMessage } from '../../../../domain/support/messages/message.ts';
import { presentMessage } from '../../../../domain/support/messages/present.ts';

const MAIL = 'It has come.\n\nOn Mon, Help <help@shop.example> wrote:\n> Has it come?';
const shown = (given: Partial<Message>) => {
  const author = { type: 'customer', id: 'ann', name: 'Ann', handle: null } as const;
  const message = newMessage({ kind: 'customer', author, createdAt: '2026-11-30T10:00:00.000Z', surface: 'mail', text: MAIL, ...given });
  return presentMessage('th', { ...message, number: 1, revision: 1 }, async () => '');
};

it('a customer’s mail says where its quote begins, and keeps it', async () => {
  const { text, quotedAt } = await shown({});
  expect([text, text?.slice(0, quotedAt).trimEnd()]).toEqual([MAIL, 'It has come.']);
});

it.each<[string, Partial<Message>]>([
  ['a mail without a quote', { text: 'It has come.' }],
  ['a mail without text', { text: null }],
  ['a reply of the business', { kind: 'reply' }],
  ['a message elsewhere', { surface: 'chat' }],
])('%s has no such place', async (_, given) => expect(await shown(given)).not.toHaveProperty('quotedAt'));
