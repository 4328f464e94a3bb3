import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordUnits } from '../adapters/table/units.ts';
import { append, type LogDeps, type LogJob } from '../domain/conversations/log/append.ts';
import type { HeadStore, LogHead } from '../domain/conversations/log/head.ts';
import { Problem } from '../domain/errors.ts';
import { startTable } from '../test/harness/table.ts';

/**
 * How fast one conversation can grow: 1, 16 and 64 writers append to the same log, one message a transaction, and one writer many
 * messages a transaction. Prints appends a second, transactions per append of this width, and units as AWS bills them.
 */
const APPENDS = 640;

const headOf = (name: string): HeadStore<LogHead> => ({
  key: { pk: `T#t#CV#${name}`, sk: 'HEAD' },
  empty: () => ({ revision: 0, lastNumber: 0, lastAmendment: 0 }),
  parse: (item) => item as unknown as LogHead,
  item: (head) => ({ pk: `T#t#CV#${name}`, sk: 'HEAD', ...head }),
});

const engine = startTable();
const rows: string[] = [];
for (const [writers, width, apart] of [
  [1, 1, false],
  [16, 1, false],
  [64, 1, false],
  [16, 1, true],
  [64, 1, true],
  [1, 25, false],
] as const) {
  const recorder = recordUnits(engine.table);
  let transactions = 0;
  const table = {
    ...recorder.table,
    transact: (writes: Parameters<typeof recorder.table.transact>[0]) => ((transactions += 1), recorder.table.transact(writes)),
  };
  let refused = 0;
  const depsOf = (): LogDeps => ({ table: apart ? { ...table } : table, newId: randomUUID, random: Math.random, sleep: (ms) => sleep(ms) });
  const shared = depsOf();
  const name = `${writers}-${width}-${apart}`;
  const each = APPENDS / writers / width;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      // A separate table object simulates a separate process: writers queue only within a process.
      const deps = apart ? depsOf() : shared;
      for (let n = 0; n < each; ) {
        const job: LogJob<LogHead, void> = {
          head: headOf(name),
          reads: [],
          shares: true,
          decide(draft) {
            for (let k = 0; k < width; k += 1) {
              const id = `${writer}.${n}.${k}`;
              draft.put(
                { pk: `T#t#I#${name}#${id}`, sk: 'SEND', n: draft.append({ kind: 'message', senderId: 'u', body: 'x'.repeat(120) }) },
                { absent: true },
              );
            }
          },
        };
        try {
          await append(deps, job);
          n += 1;
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          refused += 1;
        }
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const { writeUnits } = recorder.report();
  rows.push(
    `| ${writers}${apart ? ', each a process' : ''} | ${width} | ${Math.round(APPENDS / seconds)} | ${((transactions * width) / APPENDS).toFixed(2)} | ${(writeUnits / APPENDS).toFixed(2)} | ${refused} |`,
  );
}
console.log(
  [
    '| writers | messages a transaction | appends/s | transactions per append of this width | write units per append, including failed attempts | failed with 503 |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n'),
);
engine.stop();
