import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openGate } from '../../../../domain/people/sessions/gate.ts';

const LONG = 60_000;
/** Works that end when they are told to, in the order in which they began. */
const works = () => {
  const began: string[] = [];
  const ends: (() => void)[] = [];
  return {
    began,
    work: (name: string) => () =>
      new Promise<string>((resolve) => {
        began.push(name);
        ends.push(() => resolve(name));
      }),
    endOne: async () => {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};
const refused = { code: 'rate_limited', status: 429, retryAfter: 5 };

describe('a gate', () => {
  it('lets so many run at once and the others in their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 20 }), async (atOnce, count) => {
        const { began, work, endOne } = works();
        const gate = openGate({ atOnce, waiting: 100, waitMs: LONG });
        const names = Array.from({ length: count }, (_, i) => String(i));
        const all = Promise.all(names.map((name) => gate.run('a', work(name))));
        for (let ended = 0; ended < count; ended += 1) {
          expect(began.length).toBe(Math.min(count, ended + atOnce));
          await endOne();
        }
        expect(await all).toEqual(names);
        expect(began).toEqual(names);
      }),
      { numRuns: 40 },
    );
  });

  it('lets callers take turns: a flood of one delays another by one work', async () => {
    const { began, work, endOne } = works();
    const gate = openGate({ atOnce: 1, waiting: 100, waitMs: LONG });
    const all = [1, 2, 3, 4].map((n) => gate.run('flood', work(`flood ${n}`)));
    all.push(gate.run('other', work('other')));
    for (let i = 0; i < 5; i += 1) await endOne();
    await Promise.all(all);
    expect(began).toEqual(['flood 1', 'flood 2', 'other', 'flood 3', 'flood 4']);
  });

  it('turns away the last of the longest line when it is full, with the time to come back', async () => {
    const { began, work, endOne } = works();
    const gate = openGate({ atOnce: 1, waiting: 2, waitMs: LONG });
    const [running, first, second, third] = [1, 2, 3, 4].map((n) => gate.run('flood', work(`flood ${n}`)));
    await expect(third).rejects.toMatchObject(refused);
    const other = gate.run('other', work('other'));
    await expect(second).rejects.toMatchObject(refused);
    for (let i = 0; i < 3; i += 1) await endOne();
    expect(await Promise.all([running, first, other])).toEqual(['flood 1', 'flood 2', 'other']);
    expect(began).toEqual(['flood 1', 'flood 2', 'other']);
  });

  it('turns away who has waited too long, and goes on', async () => {
    const { work, endOne } = works();
    const gate = openGate({ atOnce: 1, waiting: 10, waitMs: 5 });
    const first = gate.run('a', work('first'));
    await expect(gate.run('a', work('late'))).rejects.toMatchObject(refused);
    await endOne();
    expect(await first).toBe('first');
    const again = gate.run('a', work('again'));
    await endOne();
    expect(await again).toBe('again');
  });

  it('goes on after works that fail', async () => {
    const gate = openGate({ atOnce: 1, waiting: 10, waitMs: LONG });
    const outcomes = await Promise.allSettled([1, 2, 3].map((n) => gate.run('a', () => Promise.reject(new Error(String(n))))));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await gate.run('a', async () => 'well')).toBe('well');
  });
});
