import { memoryTable } from '../../../../adapters/table/memory.ts';
import { seeded } from '../../../../demo/random.ts';
import { openConversation } from '../../../../domain/conversations/entries/open.ts';
import type { EntryDeps } from '../../../../domain/conversations/entries/post.ts';
import { CHAT, chatId } from '../../../../domain/conversations/kinds/chat.ts';
import { DIRECT, directId, directMembers } from '../../../../domain/conversations/kinds/direct.ts';
import { GROUP, groupId, memberKey } from '../../../../domain/conversations/kinds/group.ts';
import type { Conversation, Participant } from '../../../../domain/conversations/kinds/kind.ts';
import type { LogHead } from '../../../../domain/conversations/log/head.ts';
import type { Table } from '../../../../domain/table/port.ts';

export const AT = '2026-03-01T10:00:00.000Z';
export const ANN: Participant = { type: 'user', id: 'ann' };
export const BOB: Participant = { type: 'user', id: 'bob' };
/** In no group and no direct. */
export const EVE: Participant = { type: 'user', id: 'eve' };

let ids = 0;
export const entryDeps = (table: Table = memoryTable(), random = seeded(1)): EntryDeps => {
  let now = Date.parse(AT);
  return {
    table,
    random,
    clock: () => (now += 1000),
    newId: () => (ids++).toString(36).padStart(8, '0'),
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
  };
};

interface Opened {
  readonly kind: 'chat' | 'group' | 'direct';
  /** The same conversation for every call on one table. */
  open(deps: EntryDeps): Promise<Conversation<LogHead>>;
}

const opened = async <Head extends LogHead>(deps: EntryDeps, conversation: Conversation<Head>, fields: Omit<Head, keyof LogHead>) => {
  await openConversation(deps, conversation, fields);
  return conversation as unknown as Conversation<LogHead>;
};

/** Chat's kinds, each with Ann and Bob in it. */
export const OPENED: readonly Opened[] = [
  {
    kind: 'chat',
    open: (deps) => opened(deps, { kind: CHAT, tenantId: 't', id: chatId('token', 1) }, { application: 'token', chat: 1, name: null, createdAt: AT }),
  },
  {
    kind: 'group',
    open: async (deps) => {
      const id = groupId('0f8fad5b-d9cb-469f-a165-70867728950e');
      for (const { id: user } of [ANN, BOB]) await deps.table.transact([{ op: 'put', item: { ...memberKey('t', id, user), role: 'member' } }]);
      return opened(
        deps,
        { kind: GROUP, tenantId: 't', id },
        {
          name: 'Friends',
          owner: 'ann',
          admins: [],
          members: 2,
          large: false,
          bans: 0,
          slowMode: 0,
          createdAt: AT,
          lastAt: null,
        },
      );
    },
  },
  {
    kind: 'direct',
    open: (deps) =>
      opened(
        deps,
        { kind: DIRECT, tenantId: 't', id: directId('bob', 'ann') },
        {
          members: directMembers('ann', 'bob'),
          blockedBy: [],
          createdAt: AT,
          lastAt: null,
        },
      ),
  },
];
