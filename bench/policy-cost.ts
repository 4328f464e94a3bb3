/**
 * `npm run policy-cost`: the cost of one customer message in a tenant with many queues and rules. Everything runs in this process over a table in
 * memory that counts what AWS bills. `--messages 400`. A test runs it small.
 */
import { memoryTable } from '../adapters/table/memory.ts';
import { recordUnits } from '../adapters/table/units.ts';
import type { Condition } from '../domain/automation/conditions/condition.ts';
import { createRule } from '../domain/automation/rules/commands.ts';
import type { RuleDraft } from '../domain/automation/rules/rule-schema.ts';
import type { Context } from '../domain/context.ts';
import { createQueue } from '../domain/support/queues/commands.ts';
import { openConversationLoad } from '../test/data-model/load.ts';

export interface PolicyCost {
  /** With the two that hold the ticket. */
  readonly queues: number;
  readonly rules: number;
  /** Of a message on an existing ticket: the command alone, and with its queue rows and counters. */
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Of this process, the table in memory and the counting in it. */
  readonly cpuMs: number;
}

const EVENTS = ['message.received', 'ticket.created', 'ticket.updated', 'timer'] as const;

/** A tenant's usual queues: by tag, custom field, topic and owner. The load's ticket is in none of them. */
const queueCondition = (n: number): Condition =>
  [
    {
      all: [
        { field: 'status', op: 'eq', value: 'created' },
        { field: 'tags', op: 'contains', value: `area-${n}` },
      ],
    } as const,
    {
      all: [
        { field: 'customFields.country', op: 'eq', value: `c${n}` },
        { field: 'priority', op: 'in', value: ['high', 'urgent'] },
      ],
    } as const,
    {
      any: [
        { field: 'topic', op: 'eq', value: `topic-${n}` },
        { field: 'tags', op: 'contains', value: `topic-${n}` },
      ],
    } as const,
    { all: [{ field: 'owner.teamId', op: 'eq', value: `team-${n}` }] } as const,
  ][n % 4] as Condition;

/** Half of the rules look at words of the message, which no index answers; none matches. */
const ruleOf = (n: number): RuleDraft => ({
  name: `Rule ${n}`,
  event: EVENTS[(n >> 1) % EVENTS.length] ?? 'message.received',
  weight: n,
  stop: false,
  enabled: true,
  condition: n % 2 === 0 ? { all: [{ field: 'message.text', op: 'contains', value: `word${n}` }] } : queueCondition(n),
  actions: [{ type: 'tag', add: [`rule-${n}`] }],
});

const NOTHING_OUTSIDE = { refusalOf: () => null, longestReplyOf: () => null };

export const policyCost = async (queues: number, rules: number, messages: number): Promise<PolicyCost> => {
  const engine = memoryTable();
  const recorder = recordUnits(engine);
  const load = await openConversationLoad(recorder.table, engine.changes);
  const context: Context = { tenantId: load.tenantId, actor: { type: 'system' }, correlationId: 'bench', causationId: null, depth: 0 };
  const visibleTo = { teamIds: [], agentIds: [] };
  // The load has two queues of its own.
  for (let n = 0; n < queues - 2; n += 1)
    await createQueue(load.deps, context, { name: `Queue ${n}`, priority: n + 10, condition: queueCondition(n), visibleTo });
  for (let n = 0; n < rules; n += 1) await createRule({ ...load.deps, outside: NOTHING_OUTSIDE }, context, ruleOf(n));
  const send = async (n: number): Promise<void> => {
    await load.receive([load.event('author', n)]);
    await load.project();
  };
  // The configuration is compiled once a process, and the code warm.
  for (let n = 0; n < 50; n += 1) await send(n);
  recorder.reset();
  const before = process.cpuUsage();
  for (let n = 0; n < messages; n += 1) await send(50 + n);
  const { user, system } = process.cpuUsage(before);
  const { writeUnits, readUnits } = recorder.report();
  return { queues, rules, writeUnits: writeUnits / messages, readUnits: readUnits / messages, cpuMs: (user + system) / 1000 / messages };
};

const option = (name: string, otherwise: number): number => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? otherwise : Number(process.argv[place + 1]);
};

if (import.meta.main) {
  const messages = option('messages', 400);
  console.log('| queues | rules | write units | read units | CPU ms |\n| ---: | ---: | ---: | ---: | ---: |');
  // The first lines would otherwise pay for what V8 compiles.
  await policyCost(2, 0, messages);
  for (const queues of [2, 50, 500])
    for (const rules of [0, 200, 2_000]) {
      const { writeUnits, readUnits, cpuMs } = await policyCost(queues, rules, messages);
      console.log(`| ${queues} | ${rules.toLocaleString('en')} | ${writeUnits.toFixed(1)} | ${readUnits.toFixed(1)} | ${cpuMs.toFixed(2)} |`);
    }
}
