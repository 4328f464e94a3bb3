import type { Reference } from '../../configuration/references.ts';
import { type Condition, leavesOf } from './condition.ts';

/** Fields whose values are ids of something that the tenant has. */
const KINDS: Readonly<Record<string, Reference['kind']>> = {
  'owner.agentId': 'AGENT',
  'owner.teamId': 'TEAM',
  'escalations.teamIds': 'TEAM',
  queueIds: 'QUEUE',
  'origin.id': 'ORIGIN',
};
/** Operators that compare whole ids. */
const WHOLE: ReadonlySet<string> = new Set(['eq', 'ne', 'in', 'nin', 'contains']);

/** What a condition names by its id; `path`: where it stands in the body. */
export const referencesOf = (condition: Condition, path = 'condition'): Reference[] =>
  [...leavesOf(condition, path)].flatMap(([{ field, op, value }, at]) => {
    const kind = Object.hasOwn(KINDS, field) && WHOLE.has(op) ? KINDS[field] : undefined;
    if (!kind) return [];
    const ids = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter((id) => typeof id === 'string' && id !== '');
    return ids.map((id): Reference => ({ kind, id: id as string, path: `${at}.value` }));
  });
