import { memoryTable } from '../adapters/table/memory.ts';
import { recordUnits } from '../adapters/table/units.ts';
import { generationAttributes } from '../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../domain/configuration/keys.ts';
import { configurationCache } from '../domain/policy/cache.ts';
import { openPolicies } from '../domain/policy/open-policies.ts';
import { applyBatch } from '../domain/support/inbound/apply-batch.ts';
import { sequences } from '../domain/support/tickets/sequence.ts';
import { ticketOfItem } from '../domain/support/tickets/store.ts';
import { timerDue } from '../domain/support/tickets/timer-due.ts';
import type { Item, Table } from '../domain/table/port.ts';
import { bench, inbound, ORIGIN, TENANT } from '../test/domain/support/inbound/events.ts';

/**
 * What one customer's message costs with many queues and rules: CPU of the command, in this process on a table in memory, and units as AWS bills them.
 * Half of the rules are of `message.received`; every queue and rule asks for a value of its own, as those of a large tenant do, and one of a hundred reads
 * the text. Then the same with rules that wait for a moment of the ticket, and what the run costs when the moment has come.
 * `npm run rules-cost`; `-- --messages 2000` for steadier figures.
 */
const QUEUES = [0, 50, 500];
const RULES = [0, 200, 2_000];
const TIMERS = [0, 1, 200];
const at = process.argv.indexOf('--messages');
const MESSAGES = at === -1 ? 400 : Number(process.argv[at + 1]);
const ROUNDS = 3;

const condition = (n: number): object => {
  if (n % 100 === 98) return { field: 'message.text', op: 'contains', value: `word${n}` };
  const of = [
    { field: 'tags', op: 'contains', value: `tag${n}` },
    { field: 'customFields.tier', op: 'eq', value: `tier${n}` },
    { field: 'topic', op: 'eq', value: `topic${n}` },
    { field: 'owner.teamId', op: 'eq', value: `team${n}` },
  ][n % 4];
  return { all: [{ field: 'status', op: 'in', value: ['created', 'working'] }, of] };
};
const NOBODY = { teamIds: [], agentIds: [] };
const queue = (n: number): Item => ({
  ...configurationKey(TENANT, 'QUEUE', `q${n}`),
  id: `q${n}`,
  name: `q${n}`,
  priority: n,
  condition: condition(n),
  visibleTo: NOBODY,
});
const rule = (n: number): Item => ({
  ...configurationKey(TENANT, 'RULE', `r${n}`),
  id: `r${n}`,
  name: `r${n}`,
  event: n % 2 === 0 ? 'message.received' : 'ticket.updated',
  weight: n,
  stop: false,
  enabled: true,
  condition: condition(n),
  actions: [{ type: 'tag', add: ['ruled'] }],
});

/** All have a moment of their own; the first one matches every ticket. */
const timer = (n: number): Item => ({
  ...rule(n),
  ...configurationKey(TENANT, 'RULE', `t${n}`),
  id: `t${n}`,
  event: 'timer',
  timer: { field: ['waitingSince', 'updatedAt', 'lastMessage.createdAt', 'createdAt'][n % 4], minutes: 5 + n },
  condition: n === 0 ? { all: [] } : condition(n),
  actions: [{ type: 'tag', add: ['timed'] }],
});

const measured = async (queues: number, rules: number, timers = 0) => {
  const engine = memoryTable();
  const recorder = recordUnits(engine);
  const items: Item[] = [
    { ...tenantKey(TENANT), ...generationAttributes({ policy: 2, directory: 2, lists: 2 }), queuesGeneration: 2 },
    { ...configurationKey(TENANT, 'ORIGIN', ORIGIN), channel: 'whatsapp', state: 'enabled' },
    ...Array.from({ length: queues }, (_, n) => queue(n)),
    ...Array.from({ length: rules }, (_, n) => rule(n)),
    ...Array.from({ length: timers }, (_, n) => timer(n)),
  ];
  for (const item of items) await engine.write({ op: 'put', item });
  const depsOn = (table: Table) => ({
    ...bench().deps,
    table,
    clock: () => (now += 1_000),
    policies: openPolicies({}, configurationCache({ table })),
    sequences: sequences(table),
    newId: () => String(++id),
  });
  let id = 0;
  let now = Date.parse('2026-03-01T10:00:00Z');
  const plain = depsOn(engine);
  /** Each ticket's first moment: the mean CPU of a run, the units of the last one. */
  const measuredRuns = async (counting: typeof plain) => {
    const waiting = engine.all().flatMap((item) => {
      const ticket = item.sk === 'HEAD' ? ticketOfItem(item) : undefined;
      const dueAt = ticket?.deadlines.rules;
      return ticket && dueAt ? [{ ticketId: ticket.id, kind: 'rules' as const, dueAt }] : [];
    });
    const context = { tenantId: TENANT, actor: { type: 'system' as const }, correlationId: 'bench', causationId: null, depth: 0 };
    const last = waiting.pop();
    if (!last) throw new Error('no ticket waits for a timer rule');
    now = Math.max(now, ...[...waiting, last].map(({ dueAt }) => Date.parse(dueAt)));
    const before = process.cpuUsage();
    for (const due of waiting) if (!(await timerDue(plain, context, due))) throw new Error('a timer rule did not run');
    const { user, system } = process.cpuUsage(before);
    const { report } = await recorder.measured(() => timerDue(counting, context, last));
    if (!ticketOfItem(engine.all().find((item) => ticketOfItem(item)?.id === last.ticketId))?.tags.includes('timed')) throw new Error('nothing was timed');
    return { micros: (user + system) / waiting.length, writes: report.writeUnits, reads: report.readUnits };
  };
  const receive = (deps: ReturnType<typeof depsOn>) =>
    applyBatch(deps, [inbound(`author-${++id % 50}`, `m${id}`, { text: 'where is my parcel, please? I have waited for a week' })]);
  for (let n = 0; n < 100; n += 1) await receive(plain);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let n = 0; n < MESSAGES; n += 1) await receive(plain);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / MESSAGES);
  }
  const counting = depsOn(recorder.table);
  await receive(counting);
  const { report } = await recorder.measured(() => receive(counting));
  const run = timers === 0 ? null : await measuredRuns(counting);
  // A bench whose rules do not run would be cheap too.
  await applyBatch(plain, [inbound('somebody', 'spoken', { text: 'they said word98' })]);
  const ran = engine.all().some((item) => JSON.stringify(item).includes('"ruled"') && item.sk === 'HEAD');
  if (ran !== rules > 0) throw new Error('the rules did not run');
  return { micros: best, writes: report.writeUnits, reads: report.readUnits, run };
};

console.log('| queues | rules | CPU of a message, µs | write units | read units |\n| --- | --- | --- | --- | --- |');
for (const queues of QUEUES) {
  for (const rules of RULES) {
    const { micros, writes, reads } = await measured(queues, rules);
    console.log(`| ${queues} | ${rules.toLocaleString('en')} | ${Math.round(micros)} | ${writes} | ${reads} |`);
  }
}

console.log(
  '\n| queues | rules | timer rules | CPU of a message, µs | write, read units | CPU of a run, µs | write, read units |\n| --- | --- | --- | --- | --- | --- | --- |',
);
for (const [queues, rules] of [
  [0, 0],
  [500, 2_000],
] as const) {
  for (const timers of TIMERS) {
    const { micros, writes, reads, run } = await measured(queues, rules, timers);
    const ran = run ? `${Math.round(run.micros)} | ${run.writes}, ${run.reads}` : '– | –';
    console.log(`| ${queues} | ${rules.toLocaleString('en')} | ${timers} | ${Math.round(micros)} | ${writes}, ${reads} | ${ran} |`);
  }
}
