import { memoryTable } from '../adapters/table/memory.ts';
import { recordUnits } from '../adapters/table/units.ts';
import { generationAttributes } from '../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../domain/configuration/keys.ts';
import { configurationCache } from '../domain/policy/cache.ts';
import { openPolicies } from '../domain/policy/open-policies.ts';
import { applyBatch } from '../domain/support/inbound/apply-batch.ts';
import { sequences } from '../domain/support/tickets/sequence.ts';
import type { Item, Table } from '../domain/table/port.ts';
import { bench, inbound, ORIGIN, TENANT } from '../test/domain/support/inbound/events.ts';

/**
 * The cost of a customer's message with many queues and rules: CPU of the command, in this process on a table in memory, and units as AWS bills them.
 * Half of the rules are for `message.received`; every queue and rule compares with its own value, as in a large tenant, and one in a hundred reads the
 * text. `npm run rules-cost`; `-- --messages 2000` for steadier figures.
 */
const QUEUES = [0, 50, 500];
const RULES = [0, 200, 2_000];
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

const measured = async (queues: number, rules: number) => {
  const engine = memoryTable();
  const recorder = recordUnits(engine);
  const items: Item[] = [
    { ...tenantKey(TENANT), ...generationAttributes({ policy: 2, directory: 2, lists: 2 }), queuesGeneration: 2 },
    { ...configurationKey(TENANT, 'ORIGIN', ORIGIN), channel: 'whatsapp', state: 'enabled' },
    ...Array.from({ length: queues }, (_, n) => queue(n)),
    ...Array.from({ length: rules }, (_, n) => rule(n)),
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
  // Checks that the rules run, because a bench without them would be cheap too.
  await applyBatch(plain, [inbound('somebody', 'spoken', { text: 'they said word98' })]);
  const ran = engine.all().some((item) => JSON.stringify(item).includes('"ruled"') && item.sk === 'HEAD');
  if (ran !== rules > 0) throw new Error('the rules did not run');
  return { micros: best, writes: report.writeUnits, reads: report.readUnits };
};

console.log('| queues | rules | CPU of a message, µs | write units | read units |\n| --- | --- | --- | --- | --- |');
for (const queues of QUEUES) {
  for (const rules of RULES) {
    const { micros, writes, reads } = await measured(queues, rules);
    console.log(`| ${queues} | ${rules.toLocaleString('en')} | ${Math.round(micros)} | ${writes} | ${reads} |`);
  }
}
