import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CLOSING_TIME, closingTimeOf } from '../../../domain/configuration/closing-time.ts';
import { tenantKey } from '../../../domain/configuration/keys.ts';
import type { Context } from '../../../domain/context.ts';
import { createApiKey, deleteApiKey } from '../../../domain/people/api-keys/api-keys.ts';
import { getMe } from '../../../domain/people/me.ts';
import { createTenant } from '../../../domain/people/registration/create-tenant.ts';
import { mayRegister, register } from '../../../domain/people/registration/register.ts';
import { type Item, TableUnavailable } from '../../../domain/table/port.ts';
import { changeTenant, getTenant } from '../../../domain/tenants/change-tenant.ts';
import { conflict, faultyTable, refuse } from '../faulty-table.ts';

const input = { name: 'S', slug: 's', registration: 'open', admin: { name: 'Ada', email: 'ada@shop.example', password: 'correct horse' } } as const;
const registration = { slug: 's', name: 'Bo', email: 'bo@mail.example', password: 'correct horse', mobileNumber: null, address: '192.0.2.1' };
const down = { fail: new TableUnavailable(new Error('x')), written: false };

const world = async () => {
  const table = faultyTable();
  const deps = {
    table,
    tableOf: () => table,
    clock: () => 1000,
    newId: randomUUID,
    newSecret: () => randomUUID(),
    limits: { registrationsPerAddress: 100 },
    closeSockets: async () => undefined,
  };
  const { id: tenantId } = await createTenant(deps, {}, input);
  const context: Context = { tenantId, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 };
  const nowhere: Context = { ...context, tenantId: 'nowhere' };
  return { table, deps, context, nowhere };
};

describe('a tenant', () => {
  it('that is not there is not found, whatever is asked of it', async () => {
    const { deps, nowhere, context } = await world();
    await expect(getTenant(deps, nowhere)).rejects.toMatchObject({ code: 'not_found' });
    await expect(changeTenant(deps, nowhere, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    const actor = { type: 'user', id: 'p', role: 'user', teamIds: [], name: 'P' } as const;
    await expect(getMe(deps, { ...nowhere, actor })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getMe(deps, { ...context, actor })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getMe(deps, { ...context, actor: { type: 'rule', id: 'r' } })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getMe(deps, context)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('passes on that the table is down, or contended', async () => {
    const { table, deps, context } = await world();
    table.nextWrites.push(down, conflict);
    await expect(createTenant(deps, {}, { ...input, slug: 's2' })).rejects.toBeInstanceOf(TableUnavailable);
    await expect(createTenant(deps, {}, { ...input, slug: 's2' })).rejects.toMatchObject({ name: 'TransactionRefused' });
    table.nextWrites.push(down);
    await expect(changeTenant(deps, context, { name: 'x' })).rejects.toBeInstanceOf(TableUnavailable);
  });

  it('is read again where the engine answers nothing to a change', async () => {
    const { table, deps, context } = await world();
    const silent = {
      ...table,
      write: async (...args: Parameters<typeof table.write>) => {
        await table.write(...args);
        return undefined;
      },
    };
    expect(await changeTenant({ ...deps, table: silent }, context, { name: 'Renamed' })).toMatchObject({ name: 'Renamed' });
  });

  it('has a closing time of its own, until that is taken away; other changes leave it', async () => {
    const { table, deps, context } = await world();
    const item = async () => (await table.get([tenantKey(context.tenantId)]))[0] as Item;
    expect([(await getTenant(deps, context)).ticketClosedAfterMins, closingTimeOf(await item())]).toEqual([null, undefined]);
    expect(await changeTenant(deps, context, { ticketClosedAfterMins: 0.5 })).toMatchObject({ ticketClosedAfterMins: 0.5, name: 'S' });
    expect(closingTimeOf(await item())).toBe(30_000);
    await changeTenant(deps, context, { settings: { theme: 'dark' }, name: 'T' });
    expect(await getTenant(deps, context)).toMatchObject({ ticketClosedAfterMins: 0.5, name: 'T', settings: { theme: 'dark' } });
    expect(await changeTenant(deps, context, { ticketClosedAfterMins: null })).toMatchObject({ ticketClosedAfterMins: null });
    expect(await item()).not.toHaveProperty(CLOSING_TIME);
    expect(await changeTenant(deps, context, {})).toMatchObject({ ticketClosedAfterMins: null });
  });

  it.each([0, -1, '60', null, undefined])('without a sensible closing time (%j) has the deployment’s', (minutes) => {
    expect(closingTimeOf({ pk: 'T#t', sk: 'TENANT', ...(minutes === undefined ? {} : { [CLOSING_TIME]: minutes }) })).toBeUndefined();
  });
});

describe('registration', () => {
  it.each([
    ['open', 'a@b.example', true],
    ['closed', 'a@b.example', false],
    [{ domains: ['B.example'] }, 'a@b.EXAMPLE', true],
    [{ domains: ['b.example'] }, 'a@evil.example@b.example', true],
    [{ domains: ['b.example'] }, 'a@b.example.evil', false],
    [{ domains: ['b.example'] }, 'b.example', true],
    [{ domains: ['b.example'] }, '', false],
  ] as const)('%j lets %s in: %s', (policy, email, allowed) => {
    expect(mayRegister(policy, email)).toBe(allowed);
  });

  it('in a tenant whose slug outlived it is not found; a failing table is passed on', async () => {
    const { table, deps, context } = await world();
    table.nextWrites.push(down);
    await expect(register(deps, {}, registration)).rejects.toBeInstanceOf(TableUnavailable);
    // The first write counts for the limit, the second registers.
    table.nextWrites.push({ fail: new TableUnavailable(new Error('x')), written: true });
    await expect(register(deps, {}, registration)).rejects.toBeInstanceOf(TableUnavailable);
    await register(deps, {}, registration);
    await table.inner.write({ op: 'delete', key: { pk: `T#${context.tenantId}`, sk: 'TENANT' } });
    await expect(register(deps, {}, { ...registration, email: 'c@mail.example' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that cannot be written is passed on', async () => {
    const { table, deps } = await world();
    await register(deps, {}, registration);
    const contended = { ...table, transact: () => Promise.reject(new TableUnavailable(new Error('x'))) };
    await expect(register({ ...deps, table: contended, tableOf: () => contended }, {}, { ...registration, email: 'c@mail.example' })).rejects.toBeInstanceOf(
      TableUnavailable,
    );
  });
});

describe('an API key', () => {
  it('whose removal is refused by contention stays, and says so', async () => {
    const { table, deps, context } = await world();
    const { id } = await createApiKey(deps, context, { name: 'k', role: 'agent' });
    table.nextWrites.push(conflict);
    await expect(deleteApiKey(deps, context, id)).rejects.toMatchObject({ name: 'TransactionRefused' });
    table.nextWrites.push(down);
    await expect(deleteApiKey(deps, context, id)).rejects.toBeInstanceOf(TableUnavailable);
    table.nextWrites.push(refuse(0));
    await expect(deleteApiKey(deps, context, id)).rejects.toMatchObject({ code: 'not_found' });
    await deleteApiKey(deps, context, id);
  });
});
