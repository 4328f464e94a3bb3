import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { makerOf, toldEntries } from '../../../domain/chat/frames-of-entries.ts';
import { changeGroup } from '../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { deleteInRoom, editInRoom, postToRoom } from '../../../domain/chat/room-messages.ts';
import { decodePosition, readAfter, START } from '../../../domain/conversations/log/cursor.ts';
import { ANN, BOB, groupWorld, UUID } from './groups/world.ts';

const GROUP = groupOf('t', UUID);

describe('entries of a log as they are told', () => {
  it('have the message as it is now, what happened to it, and the position after it', async () => {
    const { deps } = groupWorld(memoryTable());
    await createGroup(deps, ANN, { id: UUID, name: 'Friends', memberIds: ['bob'] });
    await postToRoom(deps, ANN, GROUP, 'helo');
    await postToRoom(deps, BOB, GROUP, 'secret');
    await editInRoom(deps, ANN, GROUP, 1, 'hello');
    await deleteInRoom(deps, BOB, GROUP, 2);
    await changeGroup(deps, ANN, UUID, { name: 'Mates', remove: ['bob'] });
    const pk = GROUP.kind.pk('t', GROUP.id);
    const entries = await readAfter(deps.table, pk, START);
    const told = await toldEntries(deps.table, { id: GROUP.id, pk }, entries);
    expect(told.map(({ type, number, body, senderId }) => [type, number, body, senderId])).toEqual([
      ['amended', null, null, 'ann'],
      ['amended', null, null, 'ann'],
      ['message', 1, 'hello', 'ann'],
      ['message', 2, null, 'bob'],
      ['amended', 1, 'hello', 'ann'],
      ['amended', 2, null, 'bob'],
      ['amended', null, null, 'ann'],
      ['amended', null, null, 'ann'],
    ]);
    const changes = told.flatMap((one) => (one.type === 'amended' ? [one.change] : []));
    const at = expect.any(String) as string;
    expect(changes).toEqual([
      { type: 'join', by: 'ann', at, users: ['ann'] },
      { type: 'join', by: 'ann', at, users: ['bob'] },
      { type: 'edit', by: 'ann', at },
      { type: 'tombstone', by: 'bob', at },
      { type: 'describe', by: 'ann', at, name: 'Mates' },
      { type: 'leave', by: 'ann', at, users: ['bob'] },
    ]);
    expect(told[4]).toMatchObject({ hidden: false, deleted: false, editedAt: at, delivery: null });
    expect(told[5]).toMatchObject({ deleted: true, editedAt: null });
    expect(told.map(({ cursor }) => decodePosition(cursor))).toEqual(entries.map(({ position }) => position));
    expect(entries.map(({ item }) => makerOf(item))).toEqual(['ann', 'ann', 'ann', 'bob', 'ann', 'bob', 'ann', 'ann']);
    expect(makerOf({ pk: '', sk: '' })).toBe('');
  });
});
