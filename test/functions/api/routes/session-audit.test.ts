import { describe, expect, it } from 'vitest';
import { createHarness, type Harness, PASSWORD, type World } from '../harness.ts';

interface Line {
  readonly at: string;
  readonly object: { readonly type: string; readonly id: string };
  readonly by: { readonly type: string; readonly id: string | null };
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
}

const signIn = (harness: Harness, world: World, password = PASSWORD, more: { address?: string; email?: string } = {}) =>
  harness.call('POST /v1/sessions', {
    body: { tenant: world.slug, email: more.email ?? world.adminEmail, password },
    address: more.address ?? '192.0.2.7',
  });

/** What the audit tells of sign-ins, newest first. */
const sessionLines = async (harness: Harness, token: string): Promise<Line[]> => {
  const { body } = await harness.call('GET /v1/audit?limit=100', { token });
  expect(JSON.stringify(body)).not.toContain(PASSWORD);
  return (body.items as Line[]).filter((line) => line.object.type === 'session' || 'failedSignIns' in valuesOf(line));
};
const valuesOf = (line: Line | undefined) => Object.fromEntries((line?.changes ?? []).map(({ field, to }) => [field, to]));

const world = async (env = {}) => {
  const harness = createHarness({ env });
  const tenant = await harness.tenant();
  const { body } = await signIn(harness, tenant);
  return { harness, tenant, session: body as { accessToken: string; refreshToken: string } };
};

describe('the audit of sign-ins', () => {
  it('tells who signed in and out, from which address, and no secret', async () => {
    const { harness, tenant, session } = await world();
    harness.pass(1_000);
    const other = (await signIn(harness, tenant, PASSWORD, { address: '192.0.2.8' })).body;
    harness.pass(1_000);
    await harness.call('DELETE /v1/sessions', { token: other.accessToken });
    const [out, second, first] = await sessionLines(harness, session.accessToken);
    expect(out).toMatchObject({ by: { type: 'agent', id: tenant.adminId } });
    expect(valuesOf(out)).toEqual({ state: 'signed_out', agentId: tenant.adminId });
    expect(valuesOf(second)).toEqual({ state: 'open', address: '192.0.2.8' });
    expect(valuesOf(first)).toEqual({ state: 'open', address: '192.0.2.7' });
    expect(out?.object).toEqual(second?.object);
    expect(first?.object).not.toEqual(second?.object);
  });

  it('counts the failures of an agent in one entry an hour, as far as the limits let them through', async () => {
    const { harness, tenant, session } = await world({ SIGN_IN_FAILURES_PER_ACCOUNT: '3' });
    for (let at = 0; at < 9; at += 1) await signIn(harness, tenant, 'wrong', { address: `192.0.2.${10 + at}` });
    expect((await sessionLines(harness, session.accessToken)).map(valuesOf)).toContainEqual({ failedSignIns: 3, address: '192.0.2.12' });
    harness.pass(3_600_000);
    await signIn(harness, tenant, 'wrong');
    const { accessToken } = (await signIn(harness, tenant)).body;
    const failures = (await sessionLines(harness, accessToken)).filter(({ object }) => object.type === 'agent');
    expect(failures).toMatchObject([
      { by: { type: 'system', id: null }, object: { id: tenant.adminId } },
      { by: { type: 'system', id: null }, object: { id: tenant.adminId } },
    ]);
    expect(failures.map(valuesOf)).toEqual([
      { failedSignIns: 1, address: '192.0.2.7' },
      { failedSignIns: 3, address: '192.0.2.12' },
    ]);
  });

  it('is not written for unknown accounts, nor for users', async () => {
    const { harness, tenant, session } = await world();
    await harness.call('PATCH /v1/tenant', { token: session.accessToken, body: { registration: 'open' } });
    const email = 'uli@mail.example';
    expect((await harness.call('POST /v1/registrations', { body: { tenant: tenant.slug, name: 'Uli', email, password: PASSWORD } })).status).toBe(201);
    await signIn(harness, tenant, PASSWORD, { email: 'nobody@shop.example' });
    await signIn(harness, tenant, 'wrong', { email });
    const user = (await signIn(harness, tenant, PASSWORD, { email })).body;
    await harness.call('DELETE /v1/sessions', { token: user.accessToken });
    expect(await sessionLines(harness, session.accessToken)).toHaveLength(1);
  });

  it('tells once that a session was ended because its refresh token was used twice', async () => {
    const { harness, tenant, session } = await world();
    const refresh = (refreshToken: string) => harness.call('POST /v1/sessions/refresh', { body: { refreshToken } });
    await refresh(session.refreshToken);
    harness.pass(60_000);
    for (const { status } of await Promise.all([refresh(session.refreshToken), refresh(session.refreshToken)])) expect(status).toBe(401);
    const { accessToken } = (await signIn(harness, tenant)).body;
    const reused = (await sessionLines(harness, accessToken)).filter((line) => valuesOf(line)['state'] === 'token_reused');
    expect(reused).toMatchObject([{ by: { type: 'system', id: null }, object: { type: 'session' } }]);
    expect(valuesOf(reused[0])).toEqual({ state: 'token_reused', agentId: tenant.adminId });
  });
});
