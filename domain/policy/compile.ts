import type { Condition } from '../automation/conditions/condition.ts';
import { loadRegexEngine } from '../automation/conditions/regex.ts';
import { usesRegex } from '../automation/conditions/validate.ts';
import { listHeadOf, loadEntries } from '../automation/enrichment/chunks.ts';
import { type CompiledList, compileList } from '../automation/enrichment/enrich.ts';
import { byWeight, type CompiledRule, compileRule, ruleOf } from '../automation/rules/rule.ts';
import type { Part } from '../configuration/keys.ts';
import { byPriority, type CompiledQueue, compileQueue, pastQueueOf, queueOf } from '../support/queues/queue.ts';
import type { Item, Table } from '../table/port.ts';
import type { AgentEntry, DirectorySet, ListSet, OriginEntry, PartSets, PolicySet, TeamEntry } from './configuration.ts';

/** The entries of a part as read, with the generations from the tenant's item. */
export interface Read {
  readonly tenantId: string;
  readonly generation: number;
  readonly queuesGeneration: number;
  readonly tenantSince: string;
  /** By sort key. */
  readonly entries: ReadonlyMap<string, Item>;
}

/** Compiled entries by their item, so that an edit recompiles only changed entries. */
const compiled = new WeakMap<Item, unknown>();
const once = <T>(item: Item, make: (item: Item) => T): T => {
  const known = compiled.get(item) as T | undefined;
  if (known !== undefined) return known;
  const made = make(item);
  compiled.set(item, made);
  return made;
};

const of = <T>({ entries }: Read, kind: string, make: (item: Item) => T): T[] =>
  [...entries].flatMap(([sk, item]) => (sk.startsWith(`${kind}#`) ? [once(item, make)] : []));
const byId = <T extends { readonly id: string }>(entries: readonly T[]): ReadonlyMap<string, T> => new Map(entries.map((entry) => [entry.id, entry]));

const policy = async (_table: Table, read: Read): Promise<PolicySet> => {
  const { tenantId, generation, queuesGeneration, tenantSince, entries } = read;
  const regex = [...entries.values()].some((item) => !compiled.has(item) && 'condition' in item && usesRegex(item['condition'] as Condition));
  if (regex) await loadRegexEngine();
  return {
    tenantId,
    generation,
    queuesGeneration,
    tenantSince,
    queues: of(read, 'QUEUE', (item): CompiledQueue => compileQueue(queueOf(item))).sort(byPriority),
    pastQueues: of(read, 'PASTQUEUE', pastQueueOf),
    rules: of(read, 'RULE', (item): CompiledRule => compileRule(ruleOf(item))).sort(byWeight),
  };
};

const directory = async (_table: Table, read: Read): Promise<DirectorySet> => ({
  origins: byId(of(read, 'ORIGIN', originOf)),
  agents: byId(of(read, 'AGENT', agentOf)),
  teams: byId(of(read, 'TEAM', teamOf)),
});

/** Undefined if the entries of a list were missing, because the list was being changed. */
const lists = async (table: Table, { tenantId, entries }: Read, isLast: boolean): Promise<ListSet | undefined> => {
  const found = await Promise.all(
    [...entries.values()].map(async (item): Promise<{ readonly sortKey: string; readonly list: CompiledList | undefined }> => {
      const head = listHeadOf(item);
      const sortKey = `${head.createdAt}${head.id}`;
      const known = compiled.get(item) as CompiledList | undefined;
      if (known) return { sortKey, list: known };
      const list = await loadEntries(table, tenantId, head);
      return { sortKey, list: list && once(item, () => compileList(list)) };
    }),
  );
  // A list whose entries are permanently missing must not disable the tenant's other lists.
  if (!isLast && found.some(({ list }) => list === undefined)) return undefined;
  return { lists: found.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1)).flatMap(({ list }) => list ?? []) };
};

/** How each part is compiled. Undefined: it must be read again, unless this is the last attempt. */
export const COMPILE: { readonly [P in Part]: (table: Table, read: Read, isLast: boolean) => Promise<PartSets[P] | undefined> } = { policy, directory, lists };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
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
