import { loadRegexEngine } from '../automation/conditions/regex.ts';
import { usesRegex } from '../automation/conditions/validate.ts';
import { listHeadOf, loadEntries } from '../automation/enrichment/chunks.ts';
import { compileList } from '../automation/enrichment/enrich.ts';
import { byWeight, compileRule, ruleOf } from '../automation/rules/rule.ts';
import { configurationPk, tenantKey } from '../configuration/keys.ts';
import { notFound } from '../errors.ts';
import { byPriority, compileQueue, pastQueueOf, queueOf } from '../support/queues/queue.ts';
import type { Item, Table } from '../table/port.ts';
import type { AgentEntry, Configuration, OriginEntry, TeamEntry } from './configuration.ts';

/** Attempts at a quiet moment; after them the older generation is told, which only means one more loading. */
const ATTEMPTS = 5;

/**
 * The tenant's configuration, compiled. Its pages are read one after another while others may change it, so the generation is
 * read before and after: the parts belong together when it did not move. 1 + pages + lists round trips, strongly consistent.
 * @throws Problem not_found without such a tenant; TableUnavailable
 */
export const loadConfiguration = async (table: Table, tenantId: string): Promise<Configuration> => {
  for (let attempt = 1; ; attempt += 1) {
    const [before] = await table.get([tenantKey(tenantId)], { consistent: true });
    if (!before) throw notFound('tenant');
    const items = await partition(table, tenantId);
    const { configuration, isWhole } = await compile(table, tenantId, before, items);
    const after = items.find((item) => item.sk === 'TENANT');
    // A list whose entries are gone for good must not keep everything else of its tenant from working.
    if ((isWhole && after?.['generation'] === before['generation']) || attempt >= ATTEMPTS) return configuration;
  }
};

/** TENANT sorts behind everything that belongs to a generation, so a page read with it is no newer than what it says. */
const partition = async (table: Table, tenantId: string): Promise<Item[]> => {
  const items: Item[] = [];
  let after: Readonly<Record<string, string>> | null | undefined;
  do {
    const page = await table.query({ pk: configurationPk(tenantId), consistent: true, ...(after ? { after } : {}) });
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
};

interface Compiled {
  readonly configuration: Configuration;
  /** False when the entries of a list were not there: it was being changed. */
  readonly isWhole: boolean;
}

const compile = async (table: Table, tenantId: string, tenant: Item, items: readonly Item[]): Promise<Compiled> => {
  const of = (kind: string): Item[] => items.filter((item) => item.sk.startsWith(`${kind}#`));
  const queues = of('QUEUE').map(queueOf).sort(byPriority);
  const rules = of('RULE').map(ruleOf).sort(byWeight);
  if ([...queues, ...rules].some(({ condition }) => usesRegex(condition))) await loadRegexEngine();
  const heads = of('LIST')
    .map(listHeadOf)
    .sort((a, b) => (`${a.createdAt}${a.id}` < `${b.createdAt}${b.id}` ? -1 : 1));
  const lists = await Promise.all(heads.map((head) => loadEntries(table, tenantId, head)));
  const complete = lists.flatMap((list) => (list ? [compileList(list)] : []));
  const generation = Number(tenant['generation'] ?? 0);
  const configuration: Configuration = {
    tenantId,
    generation,
    queuesGeneration: Number(tenant['queuesGeneration'] ?? 0),
    tenant: {
      name: text(tenant['name']),
      slug: text(tenant['slug']),
      settings: (tenant['settings'] ?? {}) as Record<string, unknown>,
      createdAt: text(tenant['createdAt'], '1970-01-01T00:00:00.000Z'),
    },
    origins: byId(of('ORIGIN').map(originOf)),
    agents: byId(of('AGENT').map(agentOf)),
    teams: byId(of('TEAM').map(teamOf)),
    queues: queues.map(compileQueue),
    pastQueues: of('PASTQUEUE').map(pastQueueOf),
    rules: rules.map(compileRule),
    lists: complete,
  };
  return { configuration, isWhole: complete.length === lists.length };
};

const byId = <T extends { readonly id: string }>(entries: readonly T[]): ReadonlyMap<string, T> => new Map(entries.map((entry) => [entry.id, entry]));
const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise);
const idOf = (item: Item): string => item.sk.slice(item.sk.indexOf('#') + 1);

const originOf = (item: Item): OriginEntry => ({
  id: idOf(item),
  channel: item['channel'] as OriginEntry['channel'],
  name: text(item['name']),
  state: item['state'] === 'disabled' ? 'disabled' : 'enabled',
  item,
});
const agentOf = (item: Item): AgentEntry => ({
  id: idOf(item),
  name: text(item['name']),
  role: item['role'] as AgentEntry['role'],
  teamIds: (item['teamIds'] ?? []) as readonly string[],
  item,
});
const teamOf = (item: Item): TeamEntry => ({ id: idOf(item), name: text(item['name']), item });
