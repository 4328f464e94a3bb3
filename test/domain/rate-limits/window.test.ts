import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { count, requireRoom } from '../../../domain/rate-limits/window.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { faultyTable, refuse } from '../faulty-table.ts';

const limit = (most: number, who = 'a') => ({ what: 'tries', who, most });

describe('a limit', () => {
  it('lets exactly so many through in the minute from the first, however they are spread', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 12 }), async (most, gaps) => {
        let now = 1_000_000;
        const deps = { table: memoryTable(), clock: () => now };
        let startedAt = -Infinity;
        let counted = 0;
        for (const gap of gaps) {
          now += gap;
          if (now >= startedAt + 60_000) [startedAt, counted] = [now, 0];
          counted += 1;
          const outcome = await count(deps, limit(most)).then(
            () => 'ok',
            (error: { retryAfter?: number }) => error.retryAfter,
          );
          expect(outcome).toBe(counted <= most ? 'ok' : Math.max(1, Math.ceil((startedAt + 60_000 - now) / 1000)));
          const room = await requireRoom(deps, [limit(most)]).then(
            () => true,
            () => false,
          );
          expect(room).toBe(counted < most);
        }
      }),
    );
  });

  it('of nothing lets nothing through', async () => {
    const deps = { table: memoryTable(), clock: () => 5 };
    await expect(count(deps, limit(0))).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 60 });
    await expect(count(deps, limit(0))).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('holds nobody up when the clock steps back an hour, and counts on from there', async () => {
    let now = 10_000_000;
    const deps = { table: memoryTable(), clock: () => now };
    await count(deps, limit(1));
    await expect(count(deps, limit(1))).rejects.toMatchObject({ code: 'rate_limited' });
    now -= 3_600_000;
    await requireRoom(deps, [limit(1)]);
    await count(deps, limit(1));
    await expect(count(deps, limit(1))).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 60 });
    now += 60_000;
    await count(deps, limit(1));
  });

  it('is one limit for processes whose clocks differ by seconds', async () => {
    const table = memoryTable();
    const [ahead, behind] = [
      { table, clock: () => 1_010_000 },
      { table, clock: () => 1_000_000 },
    ];
    await count(ahead, limit(2));
    await count(behind, limit(2));
    await expect(count(ahead, limit(2))).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(count(behind, limit(2))).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 60 });
  });

  it("is somebody's own", async () => {
    const deps = { table: memoryTable(), clock: () => 5 };
    await count(deps, limit(1, 'a'));
    await expect(count(deps, limit(1, 'a'))).rejects.toMatchObject({ code: 'rate_limited' });
    await count(deps, limit(1, 'b'));
    await expect(requireRoom(deps, [limit(1, 'c'), limit(1, 'b')])).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('passes on that the table is down, and survives a counter that is cleared away between its two steps', async () => {
    const table = faultyTable();
    table.nextWrites.push({ fail: new TableUnavailable(new Error('x')), written: false });
    await expect(count({ table, clock: () => 5 }, limit(1))).rejects.toBeInstanceOf(TableUnavailable);
    table.nextWrites.push(refuse(0));
    await count({ table, clock: () => 5 }, limit(1));
    table.nextWrites.push(refuse(0));
    // No start is known: the whole minute is.
    await expect(count({ table, clock: () => 5 }, limit(1))).rejects.toMatchObject({ retryAfter: 60 });
  });
});
