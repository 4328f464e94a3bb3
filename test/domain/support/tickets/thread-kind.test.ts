import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { seeded } from '../../../../demo/random.ts';
import type { Participant } from '../../../../domain/conversations/kinds/kind.ts';
import { append, type LogDeps } from '../../../../domain/conversations/log/append.ts';
import { readPage } from '../../../../domain/conversations/log/read-page.ts';
import { messageAttributes, messageOf, newMessage } from '../../../../domain/support/messages/message.ts';
import { supportThread, threadHead } from '../../../../domain/support/tickets/head-store.ts';
import { parseHead } from '../../../../domain/support/tickets/thread-head.ts';

const THREAD = 'abcdefghijklmnop';
const mia = { id: 'mia', name: 'Mia', handle: null };
const first = { origin: { id: 'o1', channel: 'api' }, customer: mia } as const;

describe('the kind `thread` as support uses it', () => {
  it('keeps origin and customer of its first entry in its head, and the log keeps its messages', async () => {
    const table = memoryTable();
    const deps: LogDeps = { table, newId: () => 'token-1', random: seeded(1), sleep: async () => {} };
    const number = await append(deps, {
      head: threadHead('t', THREAD, 1, first),
      reads: [],
      decide(draft) {
        const message = newMessage({
          kind: 'customer',
          author: { type: 'customer', ...mia },
          createdAt: '2026-03-01T10:00:00.000Z',
          text: 'hello',
          reactions: { ann: '👍' },
        });
        return draft.append(messageAttributes({ ...message, number: 1, revision: draft.revision }));
      },
    });
    expect(number).toBe(1);
    const kind = supportThread('t', 1);
    const [head] = await table.get([kind.headKey('t', THREAD)]);
    expect(parseHead(head as NonNullable<typeof head>)).toMatchObject({ ...first, revision: 1, lastNumber: 1, lastAmendment: 0, ticket: null });
    const { items } = await readPage(table, kind.pk('t', THREAD), { order: 'desc', limit: 10 });
    expect(items.map(messageOf)).toMatchObject([{ number: 1, kind: 'customer', text: 'hello', reactions: { ann: '👍' }, hidden: false, delivery: null }]);
  });

  it('admits customers, agents and the hub, and no user', () => {
    const kind = supportThread('t', 1);
    const admits = (type: Participant['type']): boolean => kind.admits({ type, id: 'x' }, kind.shape.empty(), []);
    expect(kind.reads('t', THREAD, { type: 'agent', id: 'x' })).toEqual([]);
    expect((['customer', 'agent', 'key', 'rule', 'system', 'origin', 'user'] as const).map(admits)).toEqual([true, true, true, true, true, true, false]);
  });
});
