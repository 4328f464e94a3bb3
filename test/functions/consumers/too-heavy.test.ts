import { expect, test } from 'vitest';
import { heavyLog } from '../../../functions/too-heavy.ts';

test('conditions that were too heavy make one log line for each tenant and kind, whatever the number of messages', () => {
  const lines: unknown[] = [];
  const log = heavyLog({ warn: (...line: unknown[]) => void lines.push(line) });
  expect(log.flush()).toBe(0);
  for (let n = 0; n < 100; n += 1) log.report({ tenantId: 'a', kind: 'rule', ids: ['r1', `r${n}`] });
  log.report({ tenantId: 'a', kind: 'queue', ids: ['q'] });
  log.report({ tenantId: 'b', kind: 'rule', ids: ['r1'] });
  expect(log.flush()).toBe(202);
  expect(lines).toEqual([
    ['too heavy to evaluate, counted as no match', { tenantId: 'a', kind: 'rule', ids: expect.arrayContaining(['r1', 'r18']), times: 200 }],
    ['too heavy to evaluate, counted as no match', { tenantId: 'a', kind: 'queue', ids: ['q'], times: 1 }],
    ['too heavy to evaluate, counted as no match', { tenantId: 'b', kind: 'rule', ids: ['r1'], times: 1 }],
  ]);
  expect((lines[0] as [string, { ids: string[] }])[1].ids).toHaveLength(20);
  expect(log.flush()).toBe(0);
});
