import { expect, it } from 'vitest';
import { presentChatMessage } from '../../../domain/chat/log-messages.ts';
import { whole } from '../../../domain/chat/reactions.ts';
import { mentionedIn } from '../../../domain/chat/write-message.ts';
import { newChatMessage } from '../../../domain/conversations/entries/chat-message.ts';
import { MENTIONS } from '../../../domain/limits.ts';

it('the same emoji in two forms is one', () => {
  expect(whole({ emoji: '\u2764', removed: true })).toEqual({ emoji: '\u2764\uFE0F', removed: true });
  expect(() => whole({ emoji: 'x' })).toThrow(expect.objectContaining({ code: 'unprocessable' }));
});

it('reactions are counted by emoji, and tell which are mine', () => {
  const message = {
    ...newChatMessage(
      { author: { type: 'user', id: 'ann' }, text: 'x', createdAt: '', replyTo: 3, threadOf: null, mentions: ['bob'], attachments: [] },
      { number: 4, revision: 1 },
    ),
    reactions: { bob: '👍 🎉', eve: '🎉' },
  };
  const { reactions, inReplyTo, mentions } = presentChatMessage(message, { id: 'bob' });
  expect([inReplyTo, mentions]).toEqual([3, ['bob']]);
  expect(reactions).toEqual([
    { emoji: '👍', count: 1, mine: true },
    { emoji: '🎉', count: 2, mine: true },
  ]);
  expect(presentChatMessage(message, { id: 'eve' }).reactions.map(({ mine }) => mine)).toEqual([false, true]);
  expect(presentChatMessage(message).reactions.map(({ mine }) => mine)).toEqual([false, false]);
});

it('people in a text are found once, in their order, up to a limit', () => {
  expect(mentionedIn('no one')).toEqual([]);
  expect(mentionedIn('@[ann], @[bob] and @[ann]; not @eve, @[], @[a b]')).toEqual(['ann', 'bob']);
  expect(mentionedIn(Array.from({ length: 50 }, (_, n) => `@[u${n}]`).join(' '))).toHaveLength(MENTIONS);
});
