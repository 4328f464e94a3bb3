import { reader } from '../conditions/read-path.ts';
import type { TicketView } from '../ticket-view.ts';
import type { CompiledRule, Rule } from './rule.ts';
import { TIMER_FIELDS } from './timer-fields.ts';

const READERS = new Map(TIMER_FIELDS.map((path) => [path, reader(path)]));

/** What a ticket stores about the runs of its timer rules. */
export interface TimerMemory {
  /** ISO: all moments up to here are done. */
  readonly ranTo: string;
  /** Fields that a run itself changed: their new values, and the time from which minutes still count. */
  readonly kept?: Readonly<Record<string, { readonly now: string; readonly was: string | null }>>;
}

/** The rules of one tenant that are due some minutes after a time of the ticket. */
export interface RuleTimers {
  /** ISO: the earliest moment without a run; it may be in the past. */
  next(ticket: TicketView, memory: TimerMemory | undefined): string | null;
  /** Ids of the rules that are due at this time (epoch ms) and have not run yet. */
  due(ticket: TicketView, memory: TimerMemory | undefined, until: number): ReadonlySet<string>;
  /** The memory after a run. A change that the run itself made starts no new period. */
  ran(memory: TimerMemory | undefined, before: TicketView, after: TicketView, until: number): TimerMemory;
}

interface Waiting {
  readonly id: string;
  readonly ms: number;
  /** Epoch ms: earlier moments do not count, because the rule did not exist. */
  readonly since: number;
}

const MINUTE = 60_000;

const valueOf = (ticket: TicketView, field: string): string | null => {
  const value = READERS.get(field)?.({ ticket, message: null });
  return typeof value === 'string' ? value : null;
};

/** Start of the minutes of a field, epoch ms; NaN if it has no value. */
const baseOf = (ticket: TicketView, memory: TimerMemory | undefined, field: string): number => {
  const value = valueOf(ticket, field);
  const kept = memory?.kept?.[field];
  return Date.parse((kept?.now === value ? kept?.was : value) ?? '');
};

const waitingByField = (rules: readonly CompiledRule[]): ReadonlyMap<string, readonly Waiting[]> => {
  const byField = new Map<string, Waiting[]>();
  for (const { id, enabled, event, timer, timerSince } of rules) {
    if (!enabled || event !== 'timer' || !timer || !READERS.has(timer.field)) continue;
    const waiting = byField.get(timer.field) ?? [];
    byField.set(timer.field, waiting);
    waiting.push({ id, ms: timer.minutes * MINUTE, since: Date.parse(timerSince ?? '') || 0 });
  }
  for (const waiting of byField.values()) waiting.sort((a, b) => a.ms - b.ms);
  return byField;
};

/** Null if there is no such rule: tickets then cost nothing more. Pure. */
export const ruleTimers = (rules: readonly CompiledRule[]): RuleTimers | null => {
  const byField = waitingByField(rules);
  if (byField.size === 0) return null;
  const isOpen = (at: number, ranTo: number, { since }: Waiting): boolean => at > ranTo && at > since;
  const ranTo = (memory: TimerMemory | undefined): number => (memory ? Date.parse(memory.ranTo) : 0);
  return {
    next(ticket, memory) {
      const from = ranTo(memory);
      let earliest = Number.POSITIVE_INFINITY;
      for (const [field, waiting] of byField) {
        const base = baseOf(ticket, memory, field);
        // Sorted by minutes: the first open one is the field's earliest.
        const first = Number.isNaN(base) ? undefined : waiting.find((one) => isOpen(base + one.ms, from, one));
        if (first) earliest = Math.min(earliest, base + first.ms);
      }
      return Number.isFinite(earliest) ? new Date(earliest).toISOString() : null;
    },
    due(ticket, memory, until) {
      const from = ranTo(memory);
      const ids = new Set<string>();
      for (const [field, waiting] of byField) {
        const base = baseOf(ticket, memory, field);
        for (const one of waiting) if (base + one.ms <= until && isOpen(base + one.ms, from, one)) ids.add(one.id);
      }
      return ids;
    },
    ran(memory, before, after, until) {
      const kept: Record<string, { now: string; was: string | null }> = {};
      for (const field of TIMER_FIELDS) {
        const [had, has] = [valueOf(before, field), valueOf(after, field)];
        const known = memory?.kept?.[field];
        const own = known?.now === had ? known : undefined;
        if (has !== null && has !== had) kept[field] = { now: has, was: own ? own.was : had };
        else if (own && has !== null) kept[field] = own;
      }
      return { ranTo: new Date(until).toISOString(), ...(Object.keys(kept).length > 0 ? { kept } : {}) };
    },
  };
};

const fires = ({ enabled, event, timer }: Pick<Rule, 'enabled' | 'event' | 'timer'>): boolean => enabled && event === 'timer' && timer !== undefined;
const waitOf = (rule: Rule): string => (fires(rule) ? `${rule.timer?.field} ${rule.timer?.minutes}` : '');

/** Whether a change of a rule changes the timers of tickets; undefined: the rule is new, or deleted. */
export const changesTimers = (before: Rule | undefined, after: Rule | undefined): boolean => (before ? waitOf(before) : '') !== (after ? waitOf(after) : '');

/** The time since which the rule has had its present timer; earlier moments do not count. `now`: ISO. */
export const timerSinceOf = (rule: Rule, before: Rule | undefined, now: string): { readonly timerSince?: string } => {
  if (!fires(rule)) return {};
  return { timerSince: before && !changesTimers(before, rule) ? (before.timerSince ?? before.createdAt) : now };
};
