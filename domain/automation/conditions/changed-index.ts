import { isDeepStrictEqual } from 'node:util';
import { type Condition, leavesOf } from './condition.ts';
import { follow, stepsOf } from './read-path.ts';

/**
 * Finds the conditions whose result may have changed, by the fields that they read: one flag per condition; 0: it reads nothing that differs
 * between the two tickets. `message.…` is the newest message that the ticket stores, as for queues.
 */
export type ChangedIndex = (before: object, after: object) => Uint8Array;

interface Reading {
  /** The steps after the first. */
  readonly steps: readonly string[];
  readonly readers: number[];
}

export const changedIndex = (conditions: readonly Condition[]): ChangedIndex => {
  const roots = new Map<string, Map<string, Reading>>();
  for (const [at, condition] of conditions.entries()) {
    for (const path of new Set([...leavesOf(condition, '')].map(([{ field }]) => field))) {
      const [root, steps] = rootOf(path);
      const readings = roots.get(root) ?? new Map<string, Reading>();
      roots.set(root, readings);
      const reading = readings.get(steps.join('.')) ?? { steps, readers: [] };
      readings.set(steps.join('.'), reading);
      reading.readers.push(at);
    }
  }
  return (before, after) => {
    const flags = new Uint8Array(conditions.length);
    for (const [root, readings] of roots) {
      const [old, now] = [follow(before, [root]), follow(after, [root])];
      if (isDeepStrictEqual(old, now)) continue;
      for (const { steps, readers } of readings.values()) {
        if (isDeepStrictEqual(follow(old, steps), follow(now, steps))) continue;
        for (const at of readers) flags[at] = 1;
      }
    }
    return flags;
  };
};

const rootOf = (path: string): readonly [root: string, steps: readonly string[]] => {
  const { from, steps } = stepsOf(path);
  return from === 'message' ? ['lastMessage', steps] : [steps[0] ?? '', steps.slice(1)];
};
