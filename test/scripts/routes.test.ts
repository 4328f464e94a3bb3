import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routeLines, routeText } from '../../scripts/routes.ts';
import { synthesise, text } from '../lib/synthesised.ts';

test('the table names every route that the stacks have, once, with its roles and an existing file', async () => {
  const lines = await routeLines();
  const app = await synthesise({ profile: 'dev' });
  const deployed = app
    .of('AWS::ApiGatewayV2::Route')
    .map(({ Properties }) => text(Properties['RouteKey']))
    .filter((key) => key.includes(' '));
  expect(lines.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(deployed.toSorted());
  for (const { path, roles, file } of lines) {
    expect(existsSync(file), file).toBe(true);
    expect(roles, path).not.toBe('');
  }
}, 60_000);

test('each row stands in the file that is named', async () => {
  for (const { path, file } of await routeLines()) {
    if (file !== 'functions/webhooks/handler.ts') expect(readFileSync(file, 'utf8'), file).toContain(`'${path}'`);
  }
});

test('it reads in columns, and can be narrowed', async () => {
  const lines = await routeLines();
  const all = routeText(lines).split('\n');
  expect(all).toHaveLength(lines.length);
  expect(new Set(all.map((line) => line.search(/functions\//))).size).toBe(1);
  const some = routeText(lines, '/v1/teams');
  expect(some.split('\n')).toHaveLength(5);
  expect(some).toMatch(/^GET +\/v1\/teams +admin supervisor agent +functions\/api\/routes\/teams\.ts$/m);
  expect(routeText(lines, 'no such thing')).toBe('');
});
