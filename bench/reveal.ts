import { recordUnits } from '../adapters/table/units.ts';
import { generationAttributes } from '../domain/configuration/generations.ts';
import { tenantKey } from '../domain/configuration/keys.ts';
import { applyBatch } from '../domain/support/inbound/apply-batch.ts';
import { revealOrigin } from '../domain/support/inbound/reveal.ts';
import { headKey } from '../domain/support/threads/keys.ts';
import { threadIdOf } from '../domain/support/threads/thread-id.ts';
import { listTicketMessages } from '../domain/support/tickets/list-ticket-messages.ts';
import { sequences } from '../domain/support/tickets/sequence.ts';
import { parseHead } from '../domain/support/tickets/thread-head.ts';
import type { Ticket } from '../domain/support/tickets/ticket.ts';
import { bench, inbound, ORIGIN, plainPolicy, TENANT } from '../test/domain/support/inbound/events.ts';
import { startTable } from '../test/harness/table.ts';

/**
 * Reveals an origin that received many messages while it was disabled, while new ones arrive: half of them are in one thread, the others in threads of ten. The job
 * runs in stretches, each of which ends early and continues, as in the bulk lane. Prints how long the one step of the long thread took, the rate of the whole, units
 * as AWS bills them, memory, and how long new messages took before and during. `npm run reveal -- [messages]` (20,000).
 */
const MESSAGES = Number(process.argv[2] ?? 20_000);
const STRETCH_MS = 2_000;
const BATCH = 25;

const engine = startTable();
const recorder = recordUnits(engine.table);
const { table } = recorder;
const origin = { state: 'disabled' as 'enabled' | 'disabled' };
const { deps: given } = bench({ policy: plainPolicy({ originState: () => origin.state }) });
const deps = { ...given, table, sequences: sequences(table), clock: Date.now };
await table.write({ op: 'put', item: { ...tenantKey(TENANT), ...generationAttributes({ policy: 1, directory: 1, lists: 1 }) } });

let sent = 0;
const receive = async (authors: readonly string[]): Promise<void> => {
  const outcomes = await applyBatch(
    deps,
    authors.map((author) => inbound(author, `m${(sent += 1)}`, { text: `message ${sent}, with some words in it`.padEnd(200, '.') })),
  );
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
};
const began = performance.now();
for (let n = 0; n < MESSAGES; n += BATCH)
  await receive(Array.from({ length: BATCH }, (_, at) => (n < MESSAGES / 2 ? 'long' : `a${Math.floor((n + at) / 10)}`)));
const filled = (performance.now() - began) / 1_000;

const percentile = (values: readonly number[], part: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;
const latencies = { before: [] as number[], during: [] as number[] };
const live = async (into: number[], author: string): Promise<void> => {
  const start = performance.now();
  await receive([author]);
  into.push(performance.now() - start);
};
for (let n = 0; n < 50; n += 1) await live(latencies.before, `new${n}`);

const ticket = async (): Promise<Ticket | null> => {
  const [item] = await engine.table.get([headKey(TENANT, threadIdOf(ORIGIN, 'long'))], { consistent: true });
  return item ? parseHead(item).ticket : null;
};
origin.state = 'enabled';
recorder.reset();
const start = performance.now();
let shown: number | null = null;
const over = new AbortController();
let peak = 0;
const customers = (async () => {
  for (let n = 0; !over.signal.aborted; n += 1) {
    // Also into the threads that wait to be revealed.
    await live(latencies.during, n % 3 === 0 ? `a${Math.floor(MESSAGES / 20) + n}` : n % 50 === 1 ? 'long' : `other${n}`);
    if (shown === null && (await ticket())) shown = performance.now() - start;
    peak = Math.max(peak, process.memoryUsage().heapUsed);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
})();
let stretches = 0;
for (let state = 'more'; state === 'more'; stretches += 1) {
  state = await revealOrigin(deps, { tenantId: TENANT, originId: ORIGIN, budgetMs: STRETCH_MS });
}
const took = (performance.now() - start) / 1_000;
over.abort();
await customers;
const { readUnits, writeUnits } = recorder.report();
const long = (await ticket()) as Ticket;
recorder.reset();
const listing = performance.now();
const page = await listTicketMessages(table, TENANT, long, { order: 'desc', after: 0, limit: 50 });
const listed = performance.now() - listing;
const rest = (await engine.table.query({ pk: `T#${TENANT}#SH#${ORIGIN}`, index: 'byActivity', limit: 10 })).items.length;
engine.stop();

const ms = (value: number): string => `${value.toFixed(1)} ms`;
console.log(
  [
    `| | ${MESSAGES} messages |`,
    '| --- | --- |',
    `| received while disabled | ${Math.round(MESSAGES / filled)}/s |`,
    `| the long thread of ${MESSAGES / 2} is visible after | ${ms(shown ?? Number.NaN)} |`,
    `| everything revealed and rewritten | ${took.toFixed(1)} s in ${stretches} stretches, ${Math.round(MESSAGES / took)}/s |`,
    `| units per message, live traffic included | ${(readUnits / MESSAGES).toFixed(2)} read, ${(writeUnits / MESSAGES).toFixed(2)} write |`,
    `| largest heap | ${Math.round(peak / 1024 / 1024)} MB |`,
    `| a new message, p50 / p99, before | ${ms(percentile(latencies.before, 0.5))} / ${ms(percentile(latencies.before, 0.99))} |`,
    `| a new message, p50 / p99, during (${latencies.during.length}) | ${ms(percentile(latencies.during, 0.5))} / ${ms(percentile(latencies.during, 0.99))} |`,
    `| the newest 50 messages of ${long.visibleMessageCount} | ${page.messages.length} in ${ms(listed)}, ${recorder.report().readUnits} read units |`,
    `| spans left | ${rest} |`,
  ].join('\n'),
);
