import { beforeAll, describe, expect, it } from 'vitest';
import { memoryTable } from '../../adapters/table/memory.ts';
import { recordUnits } from '../../adapters/table/units.ts';
import { liveThroughADay } from './day.ts';
import { openConversationLoad } from './load.ts';
import { documented, observed, type Pattern } from './pattern.ts';

const row = ({ call, keys, units }: Pattern): string => `| … | ${call} | \`${keys}\` | ${units} |`;

describe('docs/data-model.md tells every access to the table', () => {
  let seen: Map<string, Pattern>;
  const told = documented();
  beforeAll(async () => {
    const engine = memoryTable();
    const recorder = recordUnits(engine);
    await liveThroughADay(recorder.table, engine.changes);
    seen = observed(recorder.report());
  }, 60_000);

  it('each call has a row', () => expect([...seen].filter(([name]) => !told.has(name)).map(([, pattern]) => row(pattern))).toEqual([]));
  it('each row is used', () => expect([...told].filter(([name]) => !seen.has(name)).map(([, pattern]) => row(pattern))).toEqual([]));
  it('its units are right', () => {
    const known = [...seen].filter(([name]) => told.has(name));
    expect(known.map(([, pattern]) => row(pattern))).toEqual(known.map(([name, pattern]) => row({ ...pattern, units: told.get(name)?.units ?? '' })));
  });
  it('nothing scans but the rebuild of search', () => expect([...seen.values()].filter(({ call }) => call === 'scan').length).toBeLessThanOrEqual(1));
});

describe('what a message costs', () => {
  const cost = async (before: number) => {
    const engine = memoryTable();
    const recorder = recordUnits(engine);
    const load = await openConversationLoad(recorder.table, engine.changes);
    for (let n = 0; n < before; n += 25) await load.receive(Array.from({ length: 25 }, (_, index) => load.event(`other-${n + index}`, 1)));
    await load.project();
    const fresh = (await recorder.measured(() => load.receive([load.event('mia', 1)]))).report;
    const next = (await recorder.measured(() => load.receive([load.event('mia', 2)]))).report;
    return { fresh, next };
  };

  it('on an existing ticket at most 8 write and 3 read units in 3 round trips, on a new one 9', async () => {
    const { fresh, next } = await cost(0);
    expect(next.writeUnits).toBeLessThanOrEqual(8);
    expect(fresh.writeUnits).toBeLessThanOrEqual(9);
    for (const { readUnits, roundTrips } of [fresh, next]) {
      expect(readUnits).toBeLessThanOrEqual(3);
      expect(roundTrips).toBeLessThanOrEqual(3);
    }
  });

  it('and the same when there are many tickets', async () => {
    const [few, many] = [await cost(0), await cost(2_000)];
    const figures = ({ fresh, next }: typeof few) => [fresh, next].map(({ readUnits, writeUnits, roundTrips }) => ({ readUnits, writeUnits, roundTrips }));
    expect(figures(many)).toEqual(figures(few));
  });

  it('all-in, with two queues and counters, at most 12 write units in batches of 25', async () => {
    const engine = memoryTable();
    const recorder = recordUnits(engine);
    const load = await openConversationLoad(recorder.table, engine.changes);
    recorder.reset();
    for (let n = 0; n < 1_000; n += 25) {
      await load.receive(Array.from({ length: 25 }, (_, index) => load.event(`author-${(n + index) % 300}`, n + index)));
      await load.project();
    }
    expect(recorder.report().writeUnits / 1_000).toBeLessThanOrEqual(12);
  });

  it('no partition is hot at 1,000 messages a second of one tenant, with the shards of production', async () => {
    const engine = memoryTable();
    const recorder = recordUnits(engine);
    const load = await openConversationLoad(recorder.table, engine.changes, { shards: 8 });
    recorder.reset();
    // A second's messages: half from customers who never wrote before.
    for (let n = 0; n < 1_000; n += 25) {
      await load.receive(Array.from({ length: 25 }, (_, index) => load.event(`author-${(n + index) % 500}`, n + index)));
      await load.project();
    }
    // DynamoDB gives one partition 1,000 write and 3,000 read units a second.
    const { partitions } = recorder.report();
    const hot = [...partitions].filter(([, { writeUnits, readUnits }]) => writeUnits > 1_000 || readUnits > 3_000);
    expect(hot.map(([name, units]) => ({ name: name.replaceAll(load.tenantId, 't'), ...units }))).toEqual([]);
  });
});
