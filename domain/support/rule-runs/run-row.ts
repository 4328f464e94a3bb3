import { hash } from 'node:crypto';
import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import type { Item } from '../../table/port.ts';
import type { FieldChange } from '../tickets/field-changes.ts';
import { type Cause, entriesOfLine, type LogEntry } from '../tickets/log-entry.ts';
import type { LeftOut } from '../tickets/room.ts';

/** One run of a rule on a ticket: its condition held, or something stopped it. */
export interface RuleRun {
  readonly ticketId: string;
  /** Number of the message that it ran on, or null. */
  readonly message: number | null;
  /** ISO */
  readonly at: string;
  /** The version of the rule set. */
  readonly ruleSet: number;
  readonly cause: Cause | null;
  /** What the rule changed of the ticket. Entries and calls change no field. */
  readonly changes: readonly FieldChange[];
  /** Changes for which the ticket had no room. */
  readonly leftOut: readonly LeftOut[];
  /** Why the rule, or one of its actions, was not executed. */
  readonly refused: { readonly code: string } | null;
  readonly correlationId: string;
}

export const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
/** Without shards, a rule that runs on every message of a large tenant would be one hot partition. */
export const SHARDS = 4;

/** ISO: older runs are not shown, whether the table has deleted them yet or not. */
export const oldestKept = (now: number): string => new Date(now - KEPT_DAYS * DAY_MS).toISOString();

export const runsPk = (tenantId: string, ruleId: string, shard: number): string => `T#${tenantId}#RUNS#${ruleId}#${shard}`;

/** Whether a line of a ticket's log is about rules, by its key and one attribute. */
export const isRuleLine = ({ sk, ruleSet }: Item): boolean => sk.startsWith('L#') && ruleSet !== undefined;

const messageOf = (cause: Cause | null): number | null => (cause?.type === 'message' ? Number(cause.id) : null);

const runOf = (ticketId: string, ruleId: string, entries: readonly LogEntry[]): RuleRun => {
  const own = entries.filter(({ by }) => by.type === 'rule' && by.id === ruleId);
  // If the rule changed nothing, the entry of the actor who triggered it has the time and the cause.
  const [told] = [...own, ...entries.filter(({ rules }) => rules?.includes(ruleId))] as [LogEntry, ...LogEntry[]];
  const trigger = entries.find(({ rules }) => rules?.includes(ruleId)) ?? told;
  return {
    ticketId,
    message: messageOf(told.cause) ?? messageOf(trigger.cause),
    at: told.at,
    ruleSet: told.ruleSet ?? 0,
    cause: told.cause ?? trigger.cause,
    changes: own.flatMap(({ changes }) => changes),
    leftOut: own.flatMap(({ leftOut = [] }) => leftOut),
    refused: own.findLast(({ refused }) => refused)?.refused ?? null,
    correlationId: told.correlationId,
  };
};

/** The rows of a line, one per rule; always the same for the same line. Each costs one write unit up to a KB. */
export const runRows = (line: Item): Item[] => {
  const thread = parseThreadPk(line.pk);
  if (!thread || !isRuleLine(line)) return [];
  const ticketId = line['ticketId'] as string;
  const entries = entriesOfLine(line);
  const ids = new Set(entries.flatMap(({ by, rules = [] }) => [...rules, ...(by.type === 'rule' && by.id ? [by.id] : [])]));
  return [...ids].map((ruleId) => {
    const { at, ...run } = runOf(ticketId, ruleId, entries);
    const shard = hash('sha256', ticketId, 'buffer').readUInt32BE(0) % SHARDS;
    return {
      pk: runsPk(thread.tenantId, ruleId, shard),
      sk: `${at}#${ticketId}#${line.sk}`,
      at,
      // As text, because custom fields may be nested as deeply as an item allows.
      run: JSON.stringify(run),
      ttl: Math.floor(Date.parse(at) / 1000) + (KEPT_DAYS * DAY_MS) / 1000,
    };
  });
};

export const runOfRow = (row: Item): RuleRun => ({ ...(JSON.parse(row['run'] as string) as Omit<RuleRun, 'at'>), at: row['at'] as string });
