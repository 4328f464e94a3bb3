import { beforeAll, expect, it } from 'vitest';
import { ROUTES } from '../../../functions/api/routes.ts';
import { createHarness, type Harness, type Reply, type World } from './harness.ts';

let harness: Harness;
let world: World;
beforeAll(async () => {
  harness = createHarness();
  world = await harness.tenant();
});

const expectSafe = ({ headers, status }: Reply): void => {
  expect(headers, String(status)).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
};

it.each(ROUTES.map(({ method, path }) => `${method} ${path}`))('%s answers with safe headers, whoever asks and however it ends', async (id) => {
  const target = id.replace(/\{\w+\}/g, 'none-of-these');
  for (const token of [undefined, world.adminToken, (await world.person('user')).token]) {
    expectSafe(await harness.call(target, { ...(token === undefined ? {} : { token }), body: {} }));
    expectSafe(await harness.call(target, { ...(token === undefined ? {} : { token }), raw: '{' }));
  }
});

it('so do pages, what is not there, what is too large, and an engine that is down', async () => {
  for (const path of ['/docs', '/api-docs', '/openapi.json', '/nowhere', '/v1/tickets/%']) expectSafe(await harness.call(`GET ${path}`));
  expectSafe(await harness.call('POST /v1/sessions', { raw: `"${'x'.repeat(1_100_000)}"` }));
  const down = createHarness({ deps: { keys: () => Promise.reject(new Error('down')) } });
  const answer = await down.call('GET /v1/me', { token: 'x' });
  expect(answer.status).toBe(500);
  expectSafe(answer);
});
