import { describe, expect, test } from 'vitest';
import { GROUPS, groupedRouter } from '../../../functions/api/route-groups/grouped.ts';
import { ROUTES } from '../../../functions/api/routes.ts';

const routerOf = groupedRouter();
const asked = (path: string): string => path.replaceAll(/\{\w+\}/g, '1');

test.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))('%s is found in its group as in the whole table', async (_, route) => {
  const router = await routerOf(asked(route.path));
  expect(router.find(route.method, asked(route.path))?.route).toBe(route);
  const methods = ROUTES.filter(({ path }) => path === route.path).map(({ method }) => method);
  expect(router.methodsOf(asked(route.path))).toEqual(expect.arrayContaining(methods));
});

describe('a group', () => {
  test('is loaded once', async () => {
    expect(await routerOf('/v1/tickets/1')).toBe(await routerOf('/v1/queues'));
    expect(await routerOf('/v1/tickets')).not.toBe(await routerOf('/v1/agents'));
  });

  test('has a path for each part that names it', async () => {
    for (const { parts, load } of GROUPS) {
      const paths = (await load()).map(({ path }) => path.split('/')[2]);
      for (const part of parts) expect(paths).toContain(part);
    }
  });

  test.each(['/', '/v1', '/v2/tickets', '/tickets', '/v1/nothing', '/v1/toString'])('that nobody has is the whole table: %s', async (path) => {
    const router = await routerOf(path);
    expect(router).toBe(await routerOf('/docs'));
    if (path !== '/') expect(router.find('GET', path)).toBeUndefined();
  });
});
