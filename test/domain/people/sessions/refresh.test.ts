import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { credentialWrite } from '../../../../domain/people/credentials/credential.ts';
import { type Person, profileItem } from '../../../../domain/people/person.ts';
import { authenticate } from '../../../../domain/people/sessions/authenticate.ts';
import { refresh } from '../../../../domain/people/sessions/refresh.ts';
import { GRACE_MS } from '../../../../domain/people/sessions/session.ts';
import { openSession } from '../../../../domain/people/sessions/sign-in.ts';

const CALLER = { address: '192.0.2.1', correlationId: 'c' };
const tokenKey = 'a key for the tokens of tests';
const START = Date.parse('2026-11-21T10:00:00Z');
const person: Person = { id: 'p', kind: 'user', name: 'Bo', email: 'bo@mail.example', role: 'user', teamIds: [], mobileNumber: null, createdAt: '2026-11-21' };

/** Two processes at one table, each with a clock of its own; `pass` moves both. */
const world = async (offsets: readonly [number, number] = [0, 0]) => {
  const table = memoryTable();
  let now = START;
  const closed: string[] = [];
  const [first, second] = offsets.map((offset) => ({
    table,
    tableOf: () => table,
    clock: () => now + offset,
    newId: randomUUID,
    tokenKey,
    closeSockets: async ({ sessionId }: { sessionId: string }) => void closed.push(sessionId),
  }));
  if (!first || !second) throw new Error('there are two processes');
  await table.write({ op: 'put', item: { ...profileItem('t', person), credentialVersion: 1 } });
  await table.write(credentialWrite('t', person.id, 'a hash', 1));
  const session = await openSession(first, 't', person, 1, CALLER);
  return { table, processes: [first, second] as const, session, closed, time: () => now, pass: (ms: number) => void (now += ms) };
};

const generationOf = (token: string): number => Number(decodeJwt(token)['gen']);

/** Who does what next: a tab refreshes with the token that it holds, by one of the processes; its answer arrives or is lost. */
const step = fc.record({ tab: fc.nat(2), process: fc.nat(1), wait: fc.integer({ min: 0, max: 12_000 }), lost: fc.boolean() });

describe('refreshing from several tabs by two processes', () => {
  it('signs nobody out whose token was replaced at most 30 s ago, whatever the order, and ends the session for an older one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.integer({ min: -2_000, max: 2_000 }), async (steps, skew) => {
        const { processes, session, time, pass } = await world([0, skew]);
        const held = [session.refreshToken, session.refreshToken, session.refreshToken];
        const replacedAt = new Map<number, number>();
        let newest = 1;
        for (const { tab, process, wait, lost } of steps) {
          pass(wait);
          const token = held[tab] ?? '';
          const age = time() - (replacedAt.get(generationOf(token)) ?? time());
          const outcome = await refresh(processes[process] ?? processes[0], token, 'c').catch(() => undefined);
          if (outcome === undefined) {
            // Ended: only a token that was replaced too long ago does that, give or take the difference of the clocks.
            expect(age).toBeGreaterThan(GRACE_MS - Math.abs(skew));
            for (const other of held) await expect(refresh(processes[0], other, 'c')).rejects.toMatchObject({ code: 'unauthenticated' });
            return;
          }
          expect(age).toBeLessThanOrEqual(GRACE_MS + Math.abs(skew));
          expect((await authenticate(processes[0], outcome.accessToken)).actor.id).toBe('p');
          const generation = generationOf(outcome.refreshToken);
          if (generation > newest) {
            replacedAt.set(newest, time());
            newest = generation;
          }
          expect(generation).toBe(newest);
          if (!lost) held[tab] = outcome.refreshToken;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('at one instant makes one new generation, however many ask', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1), { minLength: 2, maxLength: 12 }), async (asked) => {
        const { processes, session, closed } = await world();
        const answers = await Promise.all(asked.map((process) => refresh(processes[process] ?? processes[0], session.refreshToken, 'c')));
        expect(new Set(answers.map(({ refreshToken }) => generationOf(refreshToken)))).toEqual(new Set([2]));
        expect(closed).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('beside a sign-out never brings the session back', async () => {
    const { table, processes, session } = await world();
    const item = table.all().find(({ sk }) => sk.startsWith('SS#'));
    const [refreshed] = await Promise.allSettled([
      refresh(processes[1], session.refreshToken, 'c'),
      table.write({ op: 'delete', key: { pk: String(item?.pk), sk: String(item?.sk) } }),
    ]);
    expect(table.all().filter(({ sk }) => sk.startsWith('SS#'))).toEqual([]);
    if (refreshed.status === 'fulfilled')
      await expect(authenticate(processes[0], refreshed.value.accessToken)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('goes on when the clock steps back an hour', async () => {
    const { processes, session, pass } = await world();
    const next = await refresh(processes[0], session.refreshToken, 'c');
    pass(-3_600_000);
    const again = await refresh(processes[0], session.refreshToken, 'c');
    expect(generationOf(again.refreshToken)).toBe(generationOf(next.refreshToken));
    expect((await authenticate(processes[0], again.accessToken)).actor.id).toBe('p');
    expect(generationOf((await refresh(processes[0], again.refreshToken, 'c')).refreshToken)).toBe(3);
  });

  it('remembers only the last replaced generations', async () => {
    const { table, processes, session, pass } = await world();
    let token = session.refreshToken;
    for (let i = 0; i < 30; i += 1) token = (await refresh(processes[0], token, 'c')).refreshToken;
    expect(table.all().find(({ sk }) => sk.startsWith('SS#'))?.['replacedAt']).toHaveLength(20);
    pass(GRACE_MS + 1);
    await refresh(processes[0], token, 'c');
    expect(table.all().find(({ sk }) => sk.startsWith('SS#'))?.['replacedAt']).toHaveLength(1);
  });
});
