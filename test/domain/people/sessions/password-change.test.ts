import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import type { Context } from '../../../../domain/context.ts';
import { changeAgent, deleteAgent } from '../../../../domain/people/agents/change-agent.ts';
import { createAgent } from '../../../../domain/people/agents/create-agent.ts';
import { createApiKey, deleteApiKey } from '../../../../domain/people/api-keys/api-keys.ts';
import { createTenant } from '../../../../domain/people/registration/create-tenant.ts';
import { register } from '../../../../domain/people/registration/register.ts';
import { authenticate, type Principal } from '../../../../domain/people/sessions/authenticate.ts';
import { refresh } from '../../../../domain/people/sessions/refresh.ts';
import { signIn } from '../../../../domain/people/sessions/sign-in.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { changeTenant } from '../../../../domain/tenants/change-tenant.ts';
import { type FaultyTable, faultyTable } from '../../faulty-table.ts';

const [OLD, NEW] = ['correct horse battery staple', 'a stapler made of batteries'];
const EMAIL = 'bo@shop.example';
let items: Item[];
let tenantId: string;
let agentId: string;

const depsOn = (table: FaultyTable | ReturnType<typeof memoryTable>, clock = () => Date.parse('2026-11-21T10:00:00Z')) => ({
  table,
  tableOf: () => table,
  clock,
  newId: randomUUID,
  newSecret: () => randomUUID(),
  closeSockets: async () => undefined,
  tokenKey: 'a key for the tokens of tests',
  limits: { signInFailuresPerAccount: 100, signInFailuresPerAddress: 100, registrationsPerAddress: 100 },
});
const system = (): Context => ({ tenantId, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 });
const as = ({ actor, standing }: Principal): Context => ({ ...system(), actor, standing });

beforeAll(async () => {
  const table = memoryTable();
  const admin = { name: 'Ada', email: 'ada@shop.example', password: OLD };
  tenantId = (await createTenant(depsOn(table), {}, { name: 'S', slug: 's', registration: 'open', admin })).id;
  agentId = (await createAgent(depsOn(table), system(), { name: 'Bo', email: EMAIL, password: OLD, role: 'agent', teamIds: [] })).id;
  items = table.all();
});

/** The table as it was, with somebody else's hands (`other`) on it too. */
const world = async () => {
  const inner = memoryTable();
  for (const item of items) await inner.write({ op: 'put', item });
  const table = faultyTable(inner);
  return { inner, table, deps: depsOn(table), other: depsOn(inner) };
};

const enter = (deps: ReturnType<typeof depsOn>, password = OLD, email = EMAIL) =>
  signIn(deps, { slug: 's', email, password, address: '192.0.2.1', correlationId: 'c' });
const unauthenticated = { code: 'unauthenticated' };
const sessions = (table: ReturnType<typeof memoryTable>) => table.all().filter(({ sk }) => sk.startsWith('SS#'));

/** Has `happen` happen after so many looks at the table. A sign-in looks four times before it hashes and once after. */
const afterLooks = (table: FaultyTable, looks: number, happen: () => Promise<unknown>): void => {
  for (let i = 1; i < looks; i += 1) table.nextReads.push((found) => found);
  table.nextReads.push(async (found) => {
    await happen();
    return found;
  });
};

describe('a sign-in with the old password that is under way while the password changes', () => {
  it.each([4, 5])('opens no session, when it changes after look %i', async (looks) => {
    const { inner, table, deps, other } = await world();
    afterLooks(table, looks, () => changeAgent(other, system(), agentId, { password: NEW }));
    await expect(enter(deps)).rejects.toMatchObject(unauthenticated);
    expect(sessions(inner)).toEqual([]);
    expect((await enter(deps, NEW)).user.id).toBe(agentId);
  });

  it('opens none either when profile and credential are read around the change', async () => {
    const { inner, table, deps, other } = await world();
    const before = inner.all().find(({ pk, sk }) => pk.endsWith(agentId) && sk === 'CREDENTIAL');
    await changeAgent(other, system(), agentId, { password: NEW });
    table.nextReads.push(
      (found) => found,
      (found) => found,
      (found) => found,
      // The profile of after the change, the hash of before it: a batch is not read at one instant.
      ([profile]) => [profile, before],
    );
    await expect(enter(deps)).rejects.toMatchObject(unauthenticated);
  });

  it('opens none when the person is removed meanwhile', async () => {
    const { inner, table, deps, other } = await world();
    afterLooks(table, 5, () => deleteAgent(other, system(), agentId));
    await expect(enter(deps)).rejects.toMatchObject(unauthenticated);
    expect(sessions(inner)).toEqual([]);
  });
});

describe('a change of password', () => {
  it('ends every session, however many there are, and a refresh that is under way', async () => {
    const { inner, table, deps, other } = await world();
    const first = await enter(other);
    const [session] = sessions(inner);
    if (!session) throw new Error('there is no session');
    for (let i = 0; i < 150; i += 1) await inner.write({ op: 'put', item: { ...session, sk: `SS#more-${i}` } });
    afterLooks(table, 1, () => changeAgent(other, system(), agentId, { password: NEW }));
    const refreshed = await refresh(deps, first.refreshToken, 'c').catch(() => undefined);
    expect(sessions(inner)).toEqual([]);
    for (const token of [first.accessToken, refreshed?.accessToken ?? first.accessToken])
      await expect(authenticate(deps, token)).rejects.toMatchObject(unauthenticated);
  });

  it('counts whatever the clock does: one that steps back an hour lets nobody in and locks nobody out', async () => {
    const { inner } = await world();
    let now = Date.parse('2026-11-21T10:00:00Z');
    const deps = depsOn(inner, () => now);
    await enter(deps);
    const [kept] = sessions(inner);
    await changeAgent(deps, system(), agentId, { password: NEW });
    now -= 3_600_000;
    // A session of before the change that came back, as after a crash between the change and the clearing away.
    if (kept) await inner.write({ op: 'put', item: kept });
    const renewed = await enter(deps, NEW);
    expect((await authenticate(deps, renewed.accessToken)).actor.id).toBe(agentId);
    const before = { ...(await enter(deps, NEW)) };
    await changeAgent(deps, system(), agentId, { password: OLD });
    await expect(authenticate(deps, before.accessToken)).rejects.toMatchObject(unauthenticated);
  });

  it('is not undone by a change of name that read the profile just before', async () => {
    const { inner, table, deps, other } = await world();
    const stale = inner.all().find(({ pk, sk }) => pk.endsWith(agentId) && sk === 'PROFILE');
    await changeAgent(other, system(), agentId, { password: NEW });
    table.nextReads.push(([agent, admins]) => [agent, admins, stale]);
    await changeAgent(deps, system(), agentId, { name: 'Bob' });
    const renewed = await enter(deps, NEW);
    expect((await authenticate(deps, renewed.accessToken)).actor).toMatchObject({ id: agentId, name: 'Bob' });
  });

  it('works on an account of an older release, whose items have no version', async () => {
    const { inner, deps } = await world();
    for (const item of inner.all().filter(({ pk, sk }) => pk.endsWith(agentId) && (sk === 'PROFILE' || sk === 'CREDENTIAL')))
      await inner.write({ op: 'update', key: { pk: item.pk, sk: item.sk }, remove: ['credentialVersion', 'revision'] });
    const before = await enter(deps);
    expect((await authenticate(deps, before.accessToken)).actor.id).toBe(agentId);
    await changeAgent(deps, system(), agentId, { password: NEW });
    await expect(authenticate(deps, before.accessToken)).rejects.toMatchObject(unauthenticated);
    expect((await authenticate(deps, (await enter(deps, NEW)).accessToken)).actor.id).toBe(agentId);
  });
});

describe('rights that end while a request is under way', () => {
  const caller = async (deps: ReturnType<typeof depsOn>): Promise<{ context: Context; adminId: string }> => {
    const principal = await authenticate(deps, (await enter(deps, OLD, 'ada@shop.example')).accessToken);
    return { context: as(principal), adminId: principal.actor.id };
  };
  const ends: [string, (deps: ReturnType<typeof depsOn>, adminId: string) => Promise<unknown>][] = [
    [
      'signed out',
      async ({ table }) => Promise.all(sessions(table as ReturnType<typeof memoryTable>).map(({ pk, sk }) => table.write({ op: 'delete', key: { pk, sk } }))),
    ],
    ['demoted', (deps, adminId) => changeAgent(deps, system(), adminId, { role: 'agent' })],
    ['given another password', (deps, adminId) => changeAgent(deps, system(), adminId, { password: NEW })],
    ['removed', (deps, adminId) => deleteAgent(deps, system(), adminId)],
  ];

  it.each(ends)('leave no API key behind of an admin who is %s', async (_, end) => {
    const { inner, other } = await world();
    await createAgent(other, system(), { name: 'C', email: 'c@shop.example', password: OLD, role: 'admin', teamIds: [] });
    const { context, adminId } = await caller(other);
    await end(other, adminId);
    await expect(createApiKey(other, context, { name: 'k', role: 'admin' })).rejects.toMatchObject(unauthenticated);
    expect(inner.all().filter(({ pk, sk }) => pk.startsWith('DIR#key#') || sk.startsWith('KEY#'))).toEqual([]);
  });

  it.each(ends)('leave no agent and no changed agent behind of an admin who is %s', async (_, end) => {
    const { other } = await world();
    await createAgent(other, system(), { name: 'C', email: 'c@shop.example', password: OLD, role: 'admin', teamIds: [] });
    const { context, adminId } = await caller(other);
    await end(other, adminId);
    const made = createAgent(other, context, { name: 'D', email: 'd@shop.example', password: OLD, role: 'admin', teamIds: [] });
    await expect(made).rejects.toMatchObject(unauthenticated);
    await expect(changeAgent(other, context, agentId, { role: 'admin' })).rejects.toMatchObject(unauthenticated);
  });

  it('are no obstacle to a change of the own account, nor to somebody who was only renamed', async () => {
    const { other } = await world();
    const { context, adminId } = await caller(other);
    await changeAgent(other, context, adminId, { name: 'Ada L.' });
    expect(await createApiKey(other, context, { name: 'k', role: 'agent' })).toMatchObject({ role: 'agent' });
    await changeAgent(other, context, adminId, { password: NEW });
  });

  it('leave nothing behind of a key that is deleted', async () => {
    const { other } = await world();
    const key = await createApiKey(other, system(), { name: 'k', role: 'admin' });
    const context = as(await authenticate(other, key.key));
    await createApiKey(other, context, { name: 'l', role: 'agent' });
    await deleteApiKey(other, system(), key.id);
    await expect(createApiKey(other, context, { name: 'm', role: 'admin' })).rejects.toMatchObject(unauthenticated);
  });
});

describe('a registration that is under way while registration closes', () => {
  const input = { slug: 's', name: 'Uli', email: 'uli@mail.example', password: OLD, mobileNumber: null, address: '192.0.2.9' };
  it('makes no user', async () => {
    const { inner, table, deps, other } = await world();
    // The slug, then the tenant: it closes right after.
    afterLooks(table, 2, () => changeTenant(other, system(), { registration: 'closed' }));
    await expect(register(deps, {}, input)).rejects.toMatchObject({ code: 'forbidden' });
    expect(inner.all().filter(({ pk }) => pk.includes('#EM#uli'))).toEqual([]);
  });

  it('goes through when it stays open to them, or only the name of the tenant changes', async () => {
    const { table, deps, other } = await world();
    afterLooks(table, 2, () => changeTenant(other, system(), { registration: { domains: ['mail.example'] } }));
    expect(await register(deps, {}, input)).toMatchObject({ role: 'user' });
    afterLooks(table, 2, () => changeTenant(other, system(), { name: 'Shop' }));
    expect(await register(deps, {}, { ...input, email: 'ulrike@mail.example' })).toMatchObject({ role: 'user' });
  });
});
