import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ApiError, createClient } from '../../../client/api.ts';
import { CLIENT_FILE, currentClient } from '../../../client/generate.ts';
import { createHarness, type Harness, PASSWORD } from './harness.ts';

/** `fetch` into the API of a harness. */
const fetchOf =
  (harness: Harness): typeof fetch =>
  async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = Object.fromEntries(new Headers(init?.headers).entries());
    const reply = await harness.call(`${init?.method} ${url.pathname}${url.search}`, {
      headers,
      ...(typeof init?.body === 'string' ? { raw: init.body } : {}),
    });
    const body = reply.status === 204 ? null : typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    return new Response(body, { status: reply.status, headers: { ...reply.headers } });
  };

describe('the typed client', () => {
  it('is what the route table makes it: run `npm run client`', () => {
    expect(readFileSync(CLIENT_FILE, 'utf8')).toBe(currentClient());
  });

  it('calls operations with their parameters, query and body', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const call = createClient({ baseUrl: 'https://parley.test', fetch: fetchOf(harness), token: () => world.adminToken });
    const team = await call('POST /v1/teams', { body: { name: 'Returns & refunds' } });
    expect((await call('GET /v1/teams/{id}', { params: { id: team.id } })).name).toBe('Returns & refunds');
    expect((await call('GET /v1/teams', { query: { limit: 1, sort: '-name' } })).items).toEqual([team]);
    expect(await call('DELETE /v1/teams/{id}', { params: { id: team.id } })).toBeUndefined();
    expect(await call('GET /docs')).toContain('<!doctype html>');
  });

  it('rejects with the problem that the API answered', async () => {
    const harness = createHarness();
    const call = createClient({ baseUrl: 'https://parley.test', fetch: fetchOf(harness) });
    const error = await call('POST /v1/sessions', { body: { tenant: 'nobody', email: 'a@b.example', password: PASSWORD } }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 401, problem: { code: 'unauthenticated' }, retryAfter: undefined });
  });

  it('renews its token once after a 401 and tries again', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    let token = world.adminToken;
    let renewals = 0;
    const call = createClient({
      baseUrl: 'https://parley.test',
      fetch: fetchOf(harness),
      token: () => token,
      renew: async () => {
        renewals += 1;
        token = (
          await createClient({ baseUrl: 'https://parley.test', fetch: fetchOf(harness) })('POST /v1/sessions/refresh', {
            body: { refreshToken: world.refreshToken },
          })
        ).accessToken;
        return true;
      },
    });
    harness.pass(301_000);
    expect((await call('GET /v1/me')).id).toBe(world.adminId);
    expect(renewals).toBe(1);
  });

  it('makes a problem of an answer that is not JSON and keeps Retry-After', async () => {
    const call = createClient({
      baseUrl: 'https://parley.test',
      fetch: async () => new Response('<html>', { status: 503, statusText: 'Gone fishing', headers: { 'retry-after': '7' } }),
    });
    await expect(call('GET /v1/health')).rejects.toMatchObject({ status: 503, retryAfter: 7, problem: { code: 'internal', title: 'Gone fishing' } });
  });
});
