import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { assignable } from '../../../domain/availability/assignable.ts';
import { type Candidate, mayBeAssigned, storeAvailability } from '../../../domain/availability/availability.ts';

const NOW = Date.parse('2026-11-01T09:00:00Z');
const candidate: Candidate = { availability: 'online', until: null, load: 3, capacity: null };

describe('who may be given a ticket', () => {
  it.each<[string, Partial<Candidate>, boolean]>([
    ['somebody online', {}, true],
    ['somebody away', { availability: 'away' }, false],
    ['somebody out of office', { availability: 'out_of_office' }, false],
    ['somebody whose absence is over', { availability: 'away', until: new Date(NOW).toISOString() }, true],
    ['somebody whose absence goes on', { availability: 'away', until: new Date(NOW + 1).toISOString() }, false],
    ['somebody below their capacity', { capacity: 4 }, true],
    ['somebody at their capacity', { capacity: 3 }, false],
    ['somebody who takes none', { capacity: 0, load: 0 }, false],
  ])('%s', (_, given, expected) => expect(mayBeAssigned({ ...candidate, ...given }, NOW)).toBe(expected));

  it('tickets are counted only of those who are available and have a capacity', async () => {
    const table = memoryTable();
    await storeAvailability(table, 't', 'away', { availability: 'away', until: null });
    const asked: string[] = [];
    const deps = {
      table,
      clock: () => NOW,
      loadOf: async (id: string) => {
        asked.push(id);
        return 2;
      },
      capacityOf: (id: string) => ({ away: 9, full: 2, busy: 3 })[id] ?? null,
    };
    expect(await assignable(deps, 't', ['away', 'full', 'busy', 'free'])).toEqual(['busy', 'free']);
    expect(asked).toEqual(['full', 'busy']);
    expect(await assignable(deps, 't', [])).toEqual([]);
  });
});
