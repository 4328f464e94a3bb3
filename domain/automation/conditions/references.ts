import type { Reference } from '../../configuration/references.ts';
import { type Condition, leavesOf } from './condition.ts';

/** Fields whose values are ids of the tenant's agents, teams, origins or queues. */
const KINDS: Readonly<Record<string, Reference['kind']>> = {
  'owner.agentId': 'AGENT',
  'owner.teamId': 'TEAM',
  'escalations.teamIds': 'TEAM',
  queueIds: 'QUEUE',
  'origin.id': 'ORIGIN',
};
/** Operators that compare whole ids. */
const WHOLE: ReadonlySet<string> = new Set(['eq', 'ne', 'in', 'nin', 'contains']);

/** The ids that a condition names. `path`: their position in the body. */
export const referencesOf = (condition: Condition, path = 'condition'): Reference[] =>
  [...leavesOf(condition, path)].flatMap(([{ field, op, value }, at]) => {
    const kind = Object.hasOwn(KINDS, field) && WHOLE.has(op) ? KINDS[field] : undefined;
    if (!kind) return [];
    const ids = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter((id) => typeof id === 'string' && id !== '');
    return ids.map((id): Reference => ({ kind, id: id as string, path: `${at}.value` }));
  });
