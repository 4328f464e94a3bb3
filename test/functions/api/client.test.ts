import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createApi } from '../../../client/rest/create-api.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import { createSession } from '../../../client/rest/session.ts';
import { CLIENT_FILE, currentClient } from '../../../scripts/client/generate.ts';
import { createHarness, type Harness, PASSWORD } from './harness.ts';

const baseUrl = 'https://parley.test';

/** `fetch` into the API of a harness. */
const fetchOf =
  (harness: Harness) =>
  async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const raw = await request.text();
    const headers = Object.fromEntries(request.headers.entries());
    const reply = await harness.call(`${request.method} ${url.pathname}${url.search}`, { headers, ...(raw === '' ? {} : { raw }) });
    const body = reply.status === 204 ? null : typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    return new Response(body, { status: reply.status, headers: { ...reply.headers } });
  };

describe('the typed client', () => {
  it('has the types of the API document: run `npm run client`', async () => {
    expect(readFileSync(CLIENT_FILE, 'utf8')).toBe(await currentClient());
  });

  it('calls operations with their parameters, query and body', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const api = createApi({ baseUrl, fetch: fetchOf(harness), token: () => world.adminToken });
    const team = await api.POST('/v1/teams', { body: { name: 'Returns & refunds' } });
    expect((await api.GET('/v1/teams/{id}', { params: { path: { id: team.id } } })).name).toBe('Returns & refunds');
    expect((await api.GET('/v1/teams', { params: { query: { limit: 1, sort: '-name' } } })).items).toEqual([team]);
    expect(await api.DELETE('/v1/teams/{id}', { params: { path: { id: team.id } } })).toBeUndefined();
    expect(await api.GET('/docs', { parseAs: 'text' })).toContain('<!doctype html>');
  });

  it('rejects with the problem of the response', async () => {
    const harness = createHarness();
    const api = createApi({ baseUrl, fetch: fetchOf(harness) });
    const error = await api.POST('/v1/sessions', { body: { tenant: 'nobody', email: 'a@b.example', password: PASSWORD } }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ParleyError);
    expect(error).toMatchObject({ status: 401, code: 'unauthenticated', errors: [], retryAfter: undefined });
  });

  it('creates one thing for one intent, however often the request arrives', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const send = fetchOf(harness);
    let lost = 1;
    const api = createApi({
      baseUrl,
      token: () => world.adminToken,
      random: () => 0,
      fetch: async (request) => {
        const response = await send(request);
        if (lost-- > 0) throw new TypeError('the response is lost');
        return response;
      },
    });
    await api.POST('/v1/teams', { body: { name: 'Once' } });
    expect((await api.GET('/v1/teams')).items.map(({ name }) => name)).toEqual(['Once']);
  });

  it('signs in, renews an expired token, and signs out', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    let ended = 0;
    const session = createSession({ baseUrl, fetch: fetchOf(harness), onSignedOut: () => (ended += 1) });
    const api = createApi({ baseUrl, fetch: fetchOf(harness), ...session });
    const user = await session.signIn({ tenant: world.slug, email: world.adminEmail, password: PASSWORD });
    expect(await session.user()).toEqual(user);
    const before = await session.token();
    harness.pass(301_000);
    expect((await api.GET('/v1/me')).id).toBe(world.adminId);
    expect(await session.token()).not.toBe(before);
    await session.signOut();
    expect(await session.user()).toBeUndefined();
    await expect(api.GET('/v1/me')).rejects.toMatchObject({ status: 401 });
    expect(ended).toBe(0);
  });
});
