import { describe, expect, test } from 'vitest';
import { othersOf, personQuery, ticketsOfThread } from '../../../console/src/data/other-tickets.ts';
import { ticketOf } from './samples.ts';

const me = ticketOf({ id: 't1', threadId: 'th1' });
const at = (day: number) => `2026-11-${day}T09:00:00.000Z`;

describe('other tickets of a person', () => {
  test('those of the thread come from its messages, newest first, each once', () => {
    const messages = ['t0', 't0', null, 't2', 't1'].map((ticketId) => ({ ticketId }));
    expect(ticketsOfThread(messages, 't1')).toEqual(['t2', 't0']);
  });

  test('a person is looked for by address, else by name', () => {
    expect(personQuery(me)).toBe('"+34600000000"');
    expect(personQuery(ticketOf({ author: { id: 'a', name: 'Ada "the" L', handle: null } }))).toBe('"Ada  the  L"');
    expect(personQuery(ticketOf({ author: { id: 'a', name: null, handle: null } }))).toBeUndefined();
  });

  test('namesakes are left out; the same address on another place is not', () => {
    const namesake = ticketOf({ id: 't9', threadId: 'th9', author: { id: 'a9', name: 'Diego Ramos', handle: '+34999' }, createdAt: at(20) });
    const elsewhere = ticketOf({ id: 't3', threadId: 'th3', createdAt: at(12) });
    const unnamed = ticketOf({ id: 't4', threadId: 'th4', author: { id: 'a', name: null, handle: null } });
    const older = ticketOf({ id: 't0', threadId: 'th1', author: { id: 'a1', name: null, handle: null }, createdAt: at(15) });
    expect(othersOf(me, [namesake, elsewhere, unnamed, me], [older, elsewhere]).map(({ id }) => id)).toEqual(['t0', 't3']);
  });
});
