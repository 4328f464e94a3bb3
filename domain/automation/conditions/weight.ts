import { type Condition, leavesOf } from './condition.ts';
import { estimatedSize } from './pattern-size.ts';

/** The cost that a condition adds to each message: its leaves, and the estimated size of its patterns' programs. Compiles nothing. */
export interface Weight {
  readonly leaves: number;
  readonly programs: number;
}

export const weightOf = (condition: Condition): Weight => {
  let leaves = 0;
  let programs = 0;
  for (const [{ op, value }] of leavesOf(condition, '')) {
    leaves += 1;
    if (op === 'matches' && typeof value === 'string') programs += estimatedSize(value);
  }
  return { leaves, programs };
};
