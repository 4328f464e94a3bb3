import { expect, test } from 'vitest';
import { openPeopleLookUp } from '../../../../domain/people/user-service/look-up.ts';
import { type PeopleState, peopleStateKey } from '../../../../domain/people/user-service/state.ts';

/** A hub whose question is answered `answersAfter` ms later; null: never. */
const world = (first: Partial<PeopleState> | null, answersAfter: number | null) => {
  let now = 1_000_000;
  let state: Partial<PeopleState> | null = first;
  let reads = 0;
  const asked: string[] = [];
  const failures: unknown[] = [];
  let answersAt = Infinity;
  const answer = (): void => {
    if (now < answersAt) return;
    state = { askedAt: answersAt, syncedAt: answersAt, dueAt: answersAt + 60_000, error: null };
    answersAt = Infinity;
  };
  const table = {
    get: async () => {
      reads += 1;
      answer();
      return [state ? { ...peopleStateKey('t'), ...state } : undefined];
    },
  };
  const lookUp = openPeopleLookUp({
    clock: () => now,
    sleep: async (ms) => void (now += ms),
    ask: async (tenantId, bucket) => {
      asked.push(`${tenantId}.${bucket}`);
      if (answersAfter !== null) answersAt = now + answersAfter;
    },
    onFailure: (error) => void failures.push(error),
  });
  return {
    asked,
    failures,
    table,
    look: (patient = false, tenantId = 't') => lookUp.look(table, tenantId, patient),
    pass: (ms: number) => void (now += ms),
    elapsed: () => now - 1_000_000,
    reads: () => reads,
    fail: () => void (table.get = async () => Promise.reject(new Error('no table'))),
  };
};
const old = { askedAt: 1, syncedAt: 1, dueAt: 2, error: null };

test('the first copy is waited for, whoever asks', async () => {
  const { asked, look, elapsed } = world(null, 40);
  expect([await look(), asked.length]).toEqual([true, 1]);
  expect(elapsed()).toBeLessThan(200);
});

test('a service that does not answer is waited for once, and not for long', async () => {
  const { asked, look, elapsed } = world(null, null);
  expect(await look()).toBe(false);
  expect(elapsed()).toBeLessThan(3_200);
  expect(await look(true)).toBe(false);
  expect(asked).toHaveLength(1);
});

test('a fresh copy costs one read a minute', async () => {
  const { asked, look, reads, pass } = world({ ...old, dueAt: 1_060_000 }, 5);
  for (let n = 0; n < 5; n += 1) expect(await look(true)).toBe(false);
  expect([reads(), asked]).toEqual([1, []]);
  pass(60_000);
  expect(await look(true)).toBe(true);
});

test('only who asks for people waits for a fresh copy, and nobody for a service that is down', async () => {
  const impatient = world(old, 40);
  expect([await impatient.look(), impatient.elapsed(), impatient.asked.length]).toEqual([false, 0, 1]);
  const patient = world(old, 40);
  expect(await patient.look(true)).toBe(true);
  const down = world({ ...old, error: 'HTTP 503' }, 40);
  expect([await down.look(true), down.elapsed(), down.asked.length]).toEqual([false, 0, 1]);
});

test('requests at one instant ask once, and all see what came', async () => {
  const { asked, look } = world(null, 40);
  expect(await Promise.all([look(), look(true), look()])).toEqual([true, true, true]);
  expect(asked).toHaveLength(1);
});

test('questions that are due again have another name', async () => {
  const { asked, look, pass } = world(old, null);
  await look();
  pass(30_000);
  await look();
  expect(new Set(asked).size).toBe(2);
});

test('a table or a queue that is away holds nobody', async () => {
  const { look, fail, failures } = world(null, null);
  fail();
  expect(await look(true)).toBe(false);
  expect(failures).toHaveLength(1);
});

test('a process keeps no more than some thousand tenants in mind', async () => {
  const { look, reads } = world({ ...old, dueAt: 2_000_000 }, null);
  for (let n = 0; n <= 10_000; n += 1) await look(false, `t${n}`);
  expect(reads()).toBe(10_001);
  await look(false, 't0');
  expect(reads()).toBe(10_002);
});
