import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHarness, type Harness, type World } from './harness.ts';

async function teams(harness: Harness, world: World, names: readonly string[]): Promise<void> {
  for (const name of names) expect((await harness.call('POST /v1/teams', { token: world.adminToken, body: { name } })).status).toBe(201);
}

async function walk(harness: Harness, token: string, query: string): Promise<{ names: string[]; pages: number }> {
  const names: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const reply = await harness.call(`GET /v1/teams?${query}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`, { token });
    expect(reply.status).toBe(200);
    names.push(...reply.body.items.map((t: { name: string }) => t.name));
    cursor = reply.body.nextCursor;
    pages += 1;
  } while (cursor !== null);
  return { names, pages };
}

describe('a list', () => {
  it('walked by its cursors shows everything once, in order, whatever the page size', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    // Names that repeat, so that only the id tells them apart.
    const names = ['b', 'a', 'C', 'c', 'b', 'd', 'Ä', 'a', 'e'];
    await teams(harness, world, names);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.constantFrom('name', '-name', 'createdAt', '-createdAt'), async (limit, sort) => {
        const walked = await walk(harness, world.adminToken, `limit=${limit}&sort=${sort}`);
        expect(walked.names.toSorted()).toEqual(names.toSorted());
        expect(walked.pages).toBe(Math.ceil(names.length / limit));
        if (sort === 'name') expect(walked.names.map((n) => n.toLowerCase())).toEqual(names.map((n) => n.toLowerCase()).toSorted());
        if (sort === '-name')
          expect(walked.names.map((n) => n.toLowerCase())).toEqual(
            names
              .map((n) => n.toLowerCase())
              .toSorted()
              .toReversed(),
          );
      }),
      { numRuns: 30 },
    );
  });

  it('answers an empty page without a cursor when there is nothing', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    expect((await harness.call('GET /v1/teams', { token })).body).toEqual({ items: [], nextCursor: null });
  });

  it('refuses a cursor that was tampered with, or given for another query, list or tenant', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    await teams(harness, world, ['a', 'b', 'c']);
    const token = world.adminToken;
    const cursor = String((await harness.call('GET /v1/teams?limit=1&sort=name', { token })).body.nextCursor);
    const status = async (target: string, by = token): Promise<number> => (await harness.call(target, { token: by })).status;
    const [payload = '', seal = ''] = cursor.split('.');
    const forged = Buffer.from(JSON.stringify(['z', ''])).toString('base64url');

    expect(await status(`GET /v1/teams?limit=1&sort=name&cursor=${cursor}`)).toBe(200);
    // How many to show is no part of what the list is.
    expect(await status(`GET /v1/teams?limit=2&sort=name&cursor=${cursor}`)).toBe(200);
    expect(await status(`GET /v1/teams?limit=1&sort=-name&cursor=${cursor}`)).toBe(400);
    expect(await status(`GET /v1/teams?limit=1&cursor=${cursor}`)).toBe(400);
    expect(await status(`GET /v1/agents?limit=1&sort=name&cursor=${cursor}`)).toBe(400);
    expect(await status(`GET /v1/teams?limit=1&sort=name&cursor=${cursor}`, (await harness.tenant()).adminToken)).toBe(400);
    for (const bad of [payload, `${payload}.`, `.${seal}`, `${forged}.${seal}`, `${payload}.${seal.slice(1)}x`, 'x', '.', `${cursor}a`]) {
      expect(await harness.call(`GET /v1/teams?limit=1&sort=name&cursor=${bad}`, { token }), bad).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'cursor' }] },
      });
    }
  });
});
