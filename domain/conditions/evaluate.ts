import { PRIORITIES } from '../tickets/ticket.ts';
import { type Condition, isLeaf, type Leaf, type Scalar } from './condition.ts';
import { fieldOf } from './fields.ts';
import { compileRegex } from './regex.ts';

/** What a condition is asked about: the ticket as it would be stored, and the message at hand, if there is one. */
export interface Snapshot {
  readonly ticket: object;
  readonly message: object | null;
}

export type Predicate = (snapshot: Snapshot) => boolean;

/**
 * A condition as a function, compiled once per configuration generation. Pure, total, and linear in the texts it looks at.
 * An absent value (missing, null, or an empty list) makes a leaf false, but `ne`, `nin` and `exists:false` true.
 * Conditions with `matches` need `loadRegexEngine` before. @throws for a condition that `validateCondition` would refuse
 */
export const compileCondition = (condition: Condition): Predicate => {
  if (isLeaf(condition)) return compileLeaf(condition);
  if ('not' in condition) {
    const inner = compileCondition(condition.not);
    return (snapshot) => !inner(snapshot);
  }
  const all = 'all' in condition;
  const parts = (all ? condition.all : condition.any).map(compileCondition);
  return all ? (snapshot) => parts.every((part) => part(snapshot)) : (snapshot) => parts.some((part) => part(snapshot));
};

/** For a single question; who asks often compiles. */
export const evaluate = (condition: Condition, snapshot: Snapshot): boolean => compileCondition(condition)(snapshot);

const compileLeaf = (leaf: Leaf): Predicate => {
  const { op, value } = leaf;
  const read = reader(leaf.field);
  if (op === 'exists') {
    const wanted = value !== false;
    return (snapshot) => (read(snapshot) !== undefined) === wanted;
  }
  const negated = op === 'ne' || op === 'nin';
  const test = tester(leaf);
  return (snapshot) => {
    const found = read(snapshot);
    if (found === undefined) return negated;
    const holds = Array.isArray(found) ? found.some((one) => test(one, true)) : test(found, false);
    return holds !== negated;
  };
};

/** The value at a path, `undefined` when absent. Lists of objects are read through: `attachments.type` is the list of types. */
const reader = (path: string): ((snapshot: Snapshot) => unknown) => {
  const parts = path.split('.');
  const ofMessage = parts[0] === 'message';
  const steps = ofMessage ? parts.slice(1) : path === 'conversationId' ? ['threadId'] : parts;
  return (snapshot) => {
    let at: unknown = ofMessage ? snapshot.message : snapshot.ticket;
    for (const step of steps) {
      if (at === null || at === undefined) return undefined;
      at = Array.isArray(at) ? at.map((one: unknown) => own(one, step)).filter((one) => one !== null && one !== undefined) : own(at, step);
    }
    return at === null || (Array.isArray(at) && at.length === 0) ? undefined : at;
  };
};

const own = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;

/** Whether one present value satisfies the leaf; `ne` and `nin` are negated by the caller. */
const tester = (leaf: Leaf): ((found: unknown, inList: boolean) => boolean) => {
  const { op, value } = leaf;
  const measure = measureOf(leaf.field);
  if (op === 'matches') {
    const matches = compileRegex(value as string);
    return (found) => typeof found === 'string' && matches(found);
  }
  if (op === 'contains') return containing(leaf);
  if (op === 'in' || op === 'nin') {
    const wanted = new Set((value as readonly Scalar[]).map(measure));
    return (found) => wanted.has(measure(found));
  }
  const wanted = measure(value);
  if (op === 'eq' || op === 'ne') return (found) => measure(found) === wanted;
  const compare = ORDERS[op as keyof typeof ORDERS];
  return (found) => {
    const present = measure(found);
    return typeof present === typeof wanted && compare(present as number, wanted as number);
  };
};

const ORDERS = {
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
};

/** Values made comparable: times by their instant, priorities by their rank, everything else as it is. */
const measureOf = (path: string): ((value: unknown) => unknown) => {
  const field = fieldOf(path);
  if (field?.type === 'time') return (value) => (typeof value === 'string' ? Date.parse(value) : value);
  if (field?.ordered) return (value) => PRIORITIES.indexOf(value as (typeof PRIORITIES)[number]);
  return (value) => value;
};

/** In a text: a part of it, in a list: an element; capital letters make no difference. */
const containing = (leaf: Leaf): ((found: unknown, inList: boolean) => boolean) => {
  const wanted = String(leaf.value).toLowerCase();
  return (found, inList) => {
    if (typeof found !== 'string') return false;
    const present = found.toLowerCase();
    return inList ? present === wanted : present.includes(wanted);
  };
};
