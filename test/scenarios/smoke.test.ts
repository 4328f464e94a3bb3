import { expect, inject, test } from 'vitest';
import { outputOf } from '../../scripts/deploy-local/deployment.ts';
import { steps } from '../../scripts/deploy-local/steps.ts';
import { answers, smoke } from '../../scripts/smoke/smoke.ts';

const hub = inject('hub');

test('the story that the pipeline tells over a deployment holds on this hub', async () => {
  const told: string[] = [];
  const step = steps((line) => told.push(line));
  await answers(hub.baseUrl, step);
  await smoke({ apiUrl: hub.baseUrl, wsUrl: hub.wsUrl, adminToken: hub.adminToken, step, patienceMs: 45_000 });
  expect(told.map((line) => line.slice(0, 2))).toEqual(Array.from({ length: 8 }, () => 'ok'));
});

test('an output is found in whichever stack has it', () => {
  expect(outputOf({ 'parley-dev-data': {}, 'parley-dev-api': { apiUrl: 'x' } }, 'apiUrl')).toBe('x');
  expect(() => outputOf({}, 'apiUrl')).toThrow('no stack has the output apiUrl');
});
