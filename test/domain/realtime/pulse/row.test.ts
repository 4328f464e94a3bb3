import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { recordUnits } from '../../../../adapters/table/units.ts';
import { type Busy, beginPulse, endPulse, requestPulse, type Taken } from '../../../../domain/realtime/pulse/row.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { conflict, faultyTable } from '../../faulty-table.ts';

const open = (table = faultyTable()) => {
  let now = Date.parse('2026-11-01T09:00:00Z');
  const messages: number[] = [];
  const names: number[] = [];
  const deps = { table, clock: () => now, random: () => 0.5, sleep: async () => {} };
  return {
    table,
    deps,
    messages,
    pass: (ms: number) => void (now += ms),
    ask: (queueId: string, changes = false) =>
      requestPulse(deps, 'acme', { queueIds: queueId === '' ? [] : [queueId], changes }, async (body, seconds) => {
        messages.push(seconds);
        names.push(JSON.parse(body)[0].since);
      }),
    /** By the newest message, or by an older one that is shown again. */
    begin: async (since = names.at(-1)) => {
      const taken = await beginPulse(deps, 'acme', since);
      // It is put back under a new name.
      if (typeof taken === 'object' && 'again' in taken) names.push(taken.again);
      return taken;
    },
    end: (taken: Taken | 'nothing' | Busy) => endPulse(deps, 'acme', taken as Taken),
  };
};

test('many movements of many queues are one message and one pulse', async () => {
  const { ask, begin, end, messages, pass } = open();
  for (let n = 0; n < 100; n += 1) await ask(`q${n % 3}`);
  expect(messages).toEqual([0]);
  const taken = await begin();
  expect(taken).toMatchObject({ queueIds: ['q0', 'q1', 'q2'], changes: false });
  await end(taken);
  expect(await begin()).toBe('nothing');
  // The next one comes a second after the last one at the earliest.
  await ask('q1');
  pass(1_000);
  await end(await begin());
  pass(1_000);
  await ask('q1');
  expect(messages).toEqual([0, 1, 0]);
});

test('a movement that is under way already costs one read unit and no write', async () => {
  const inner = memoryTable();
  const { table, report, reset } = recordUnits(inner);
  const { ask } = open({ ...faultyTable(inner), ...table });
  await ask('q1', true);
  reset();
  await ask('q1', true);
  expect(report()).toMatchObject({ readUnits: 1, writeUnits: 0 });
});

test('one at a time: another waits; what comes meanwhile is told by the next; a pulse that died is done again', async () => {
  const { ask, begin, end, messages, pass } = open();
  await ask('a', true);
  const first = await begin();
  await ask('b');
  expect([await begin(), messages]).toEqual([{ again: expect.any(Number) }, [0, 1]]);
  // Others that are shown again meanwhile end: one waits.
  pass(10);
  expect(await begin(1)).toBe('nothing');
  await end(first);
  const second = await begin();
  expect(second).toMatchObject({ queueIds: ['b'], changes: false });
  // It dies. Whoever comes later takes over what it had taken.
  await ask('c');
  pass(14_999);
  expect(await begin()).toMatchObject({ again: expect.any(Number) });
  pass(1);
  const third = await begin();
  expect(third).toMatchObject({ queueIds: ['c', 'b'] });
  // The first holder is late: it ends nothing that is not its own.
  await end(second);
  expect(await begin()).toMatchObject({ again: expect.any(Number) });
  await end(third);
  expect(await begin()).toBe('nothing');
});

test('a message that was put back and finds nothing to tell ends, so that the next movement sends another', async () => {
  const { ask, begin, end, messages } = open();
  await ask('a');
  const first = await begin();
  const { again } = (await begin(0)) as { again: number };
  await end(first);
  expect(await begin(again)).toBe('nothing');
  await ask('b');
  expect(messages).toHaveLength(2);
  expect(await begin()).toMatchObject({ queueIds: ['b'] });
});

test('a message that could not be sent is sent by who comes next; one that was lost, after three seconds', async () => {
  const { deps, ask, messages, pass } = open();
  const away = () => Promise.reject(new Error('away'));
  await expect(requestPulse(deps, 'acme', { queueIds: ['a'], changes: false }, away)).rejects.toThrow('away');
  await ask('a');
  expect(messages).toEqual([0]);
  pass(2_999);
  await ask('a');
  expect(messages).toEqual([0]);
  pass(1);
  await ask('a');
  expect(messages).toEqual([0, 0]);
});

test('writers that meet read again; a row that is always taken is no loss, but an error', async () => {
  const { table, ask, begin } = open();
  table.nextWrites.push(conflict, conflict);
  await ask('a');
  expect(await begin()).toMatchObject({ queueIds: ['a'] });
  table.nextWrites.push(...Array.from({ length: 12 }, () => conflict));
  await expect(ask('b')).rejects.toBeInstanceOf(TableUnavailable);
  table.nextWrites.push({ fail: new TableUnavailable(new Error('down')), written: false });
  await expect(ask('b')).rejects.toThrow('unavailable');
});

type Step = { readonly do: 'ask'; readonly queue: string } | { readonly do: 'come' | 'end' | 'die' } | { readonly do: 'pass'; readonly ms: number };

test('every movement is told by a pulse that began after it, whatever dies in between', async () => {
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ do: fc.constant('ask' as const), queue: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ do: fc.constantFrom('come' as const, 'end' as const, 'die' as const) }),
    fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(10, 900, 4_000, 20_000) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { ask, begin, end, messages, pass } = open();
      const untold = new Set<string>();
      /** By the pulses that began and have not ended, what they told. */
      let running: { taken: Taken; told: Set<string> }[] = [];
      const come = async (): Promise<void> => {
        if (messages.length === 0) return;
        const taken = await begin();
        // A busy one puts its message back; one that dies is shown again by the queue.
        if (taken === 'nothing') messages.pop();
        if (taken === 'nothing' || 'again' in taken) return;
        running.push({ taken, told: new Set(taken.queueIds) });
        for (const queue of taken.queueIds) untold.delete(queue);
      };
      for (const one of steps) {
        if (one.do === 'ask') {
          await ask(one.queue);
          untold.add(one.queue);
        } else if (one.do === 'come') await come();
        else if (one.do === 'pass') pass(one.ms);
        else {
          const [oldest, ...others] = running;
          running = others;
          if (oldest && one.do === 'end') await end(oldest.taken);
          // What it had taken was not told, unless another pulse has taken it over and still runs.
          if (oldest && one.do === 'die') for (const queue of oldest.told) if (!running.some(({ told }) => told.has(queue))) untold.add(queue);
        }
      }
      for (const { taken } of running) await end(taken);
      running = [];
      for (let turns = 0; turns < 5 && messages.length > 0; turns += 1) {
        pass(20_000);
        await come();
        for (const { taken } of running) await end(taken);
        running = [];
      }
      expect([...untold]).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
