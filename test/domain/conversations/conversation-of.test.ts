import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationOf, conversationOfPk } from '../../../domain/conversations/conversation-of.ts';
import { applicationKey, chatId, listedChatKey } from '../../../domain/conversations/kinds/chat.ts';
import { directId } from '../../../domain/conversations/kinds/direct.ts';
import { groupId, MEMBER_SHARDS, memberKey } from '../../../domain/conversations/kinds/group.ts';
import { KINDS } from '../../../domain/conversations/kinds/kind.ts';
import { threadIdOf } from '../../../domain/support/threads/thread-id.ts';

const word = fc.string({ minLength: 1, maxLength: 40 });
const ids = {
  thread: fc.tuple(word, word).map(([origin, author]) => threadIdOf(origin, author)),
  chat: fc.tuple(word, fc.integer({ min: 1 })).map(([token, chat]) => chatId(token, chat)),
  group: fc.uuid().map(groupId),
  direct: fc.tuple(word, word).map(([one, other]) => directId(one, other)),
};

describe('a conversation', () => {
  it.each(KINDS)('of kind %s is found by its id and by its partition', (kind) => {
    fc.assert(
      fc.property(ids[kind], (id) => {
        const named = conversationOf('acme', id);
        expect(named).toMatchObject({ kind, tenantId: 'acme', id });
        expect(conversationOfPk(named?.pk ?? '')).toEqual(named);
      }),
    );
  });

  it('is not found by what is no id', () => {
    for (const text of ['', 'x', 'x.abc', 'c.', 'g.a#b', 'd.ä', `g.${'a'.repeat(65)}`, 'a'.repeat(17)]) expect(conversationOf('t', text)).toBeNull();
    for (const pk of ['', 'T#t#CV#', 'T#t#CV#nothing', 'T#t#TH#', 'T##TH#abcdefghijklmnop', 'T#t#TH#a#b', 'T#t#Q#1#0', 'DIR#slug', 'T#t'])
      expect(conversationOfPk(pk)).toBeNull();
  });

  it('of two users is the same for both', () => expect(directId('ann', 'bob')).toBe(directId('bob', 'ann')));

  it('keeps the application’s token out of its id', () => expect(chatId('s3cret-token', 1)).not.toContain('s3cret'));
});

describe('keys', () => {
  it('list the chats of an application in the order of their numbers', () => {
    const { pk } = applicationKey('t', 'token');
    const keys = [2, 10, 9].map((chat) => listedChatKey('t', 'token', chat));
    expect(new Set(keys.map((key) => key.pk))).toEqual(new Set([pk]));
    expect(keys.map(({ sk }) => sk).sort()).toEqual([2, 9, 10].map((chat) => listedChatKey('t', 'token', chat).sk));
  });

  it('spread the members of a group evenly', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 50_000; n += 1) {
      const { pk } = memberKey('t', 'g.1', `user-${n.toString(36)}`);
      counts.set(pk, (counts.get(pk) ?? 0) + 1);
    }
    expect(counts.size).toBe(MEMBER_SHARDS);
    expect(Math.max(...counts.values())).toBeLessThan((50_000 / MEMBER_SHARDS) * 1.2);
  });
});
