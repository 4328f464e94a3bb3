import { expect, test } from 'vitest';
import { policyCost } from '../../bench/policy-cost.ts';

test('queues and rules that a message does not concern cost no units', async () => {
  const few = await policyCost(2, 0, 5);
  const many = await policyCost(12, 20, 5);
  expect(few.writeUnits).toBeGreaterThan(0);
  expect({ ...many, queues: 0, rules: 0, cpuMs: 0 }).toEqual({ ...few, queues: 0, rules: 0, cpuMs: 0 });
});
