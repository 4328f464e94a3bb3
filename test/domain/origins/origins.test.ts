import { beforeEach, describe, expect, it } from 'vitest';
import { Replayed } from '../../../domain/idempotency/commit.ts';
import { type CreateOrigin, createOrigin } from '../../../domain/origins/create-origin.ts';
import { deleteOrigin } from '../../../domain/origins/delete-origin.ts';
import { originDirectoryKey, originKey, shadowSpansPk } from '../../../domain/origins/origin.ts';
import { getOrigin, listOrigins } from '../../../domain/origins/read-origin.ts';
import { originsByAccount, resolveOrigin } from '../../../domain/origins/resolve-origin.ts';
import { updateOrigin } from '../../../domain/origins/update-origin.ts';
import { merged, ROTATION_MS, readStored, rotated, validCredentials, vaultName } from '../../../domain/origins/vault.ts';
import { TableUnavailable, TransactionRefused } from '../../../domain/table/port.ts';
import { contextOf, originWorld, WHATSAPP } from './world.ts';

let world: Awaited<ReturnType<typeof originWorld>>;
beforeEach(async () => {
  world = await originWorld();
});

const stored = async (id: string) => {
  const found = await readStored(world.deps.vault, 't1', id, 0);
  if (!found) throw new Error('nothing is stored');
  return found;
};

describe('connecting a place', () => {
  it('answers its path and nothing secret, and moves the configuration on', async () => {
    const origin = await world.create();
    expect(origin).toEqual({
      id: 'origin-1',
      channel: 'whatsapp',
      name: 'Hotline',
      state: 'enabled',
      webhookPath: '/webhooks/whatsapp/origin-1',
      createdAt: '2026-11-21T10:00:00.000Z',
      accountId: '106',
    });
    expect(await world.generation()).toBe(2);
  });

  it('puts its credentials into the secret store and never into the table', async () => {
    await world.create();
    expect(JSON.parse(world.deps.vault.kept.get('t1/origins/origin-1') ?? '')).toEqual({ current: WHATSAPP.credentials, previous: [] });
    expect(JSON.stringify(world.table.all())).not.toMatch(/secret-1|token-1/);
  });

  it('lets a webhook’s path find its tenant', async () => {
    const { id } = await world.create();
    expect(await resolveOrigin(world.table, id)).toEqual({ tenantId: 't1', originId: id, channel: 'whatsapp', accountId: '106' });
    expect(await resolveOrigin(world.table, 'nobody')).toBeUndefined();
  });

  it('says what is missing to answer', async () => {
    // As if they were built.
    const create = (channel: CreateOrigin['channel'], credentials: object) =>
      createOrigin({ ...world.deps, rules: { ...world.deps.rules, isBuilt: () => true } }, world.context, { channel, name: channel, credentials });
    const given = await create('trustpilot', { businessUnitId: 'b', webhookSecret: 'webhook-secret', apiKey: 'k' });
    expect(given).toMatchObject({ receiveOnly: true, missingCredentials: ['apiSecret', 'businessUserId'], accountId: 'b' });
    expect(await create('telegram', { botToken: 'b', secretToken: 'secret-token' })).not.toHaveProperty('accountId');
  });

  it('of a channel that is not built is refused by the name of the field', async () => {
    const { deps, context } = world;
    const asked = createOrigin({ ...deps, rules: { ...deps.rules, isBuilt: () => false } }, context, { channel: 'api', name: 'Shop', credentials: {} });
    await expect(asked).rejects.toMatchObject({ status: 422, errors: [{ path: 'channel', message: 'is not available yet' }] });
    expect([world.deps.vault.kept.size, await world.generation()]).toEqual([0, 1]);
  });

  it('whose account another origin has is saved with a warning that says which one gets what', async () => {
    const first = await world.create({ name: 'First' });
    expect(first).not.toHaveProperty('warnings');
    world.pass(1000);
    const second = await world.create({ name: 'Second' });
    expect(second.warnings).toMatchObject([
      { path: 'credentials.accountId', message: expect.stringContaining(`goes to the oldest of them, First (${first.id})`) },
    ]);
    expect((await world.create({ credentials: { ...(WHATSAPP.credentials as object), accountId: '107' } })).warnings).toBeUndefined();
    const again = await updateOrigin(world.deps, world.context, first.id, { credentials: { accessToken: 'other' } });
    expect(again.origin.warnings).toMatchObject([{ message: expect.stringMatching(/^Second .* the oldest of them, this origin\.$/) }]);
    expect((await updateOrigin(world.deps, world.context, first.id, { name: 'Premier' })).origin).not.toHaveProperty('warnings');
    const mail = (address: string, inTenant = world.context) =>
      createOrigin(world.deps, inTenant, { channel: 'mail', name: address, credentials: { address, inboundSecret: 'inbound-secret' } });
    await mail('Help@Shop.example');
    expect((await mail('help@shop.EXAMPLE')).warnings).toMatchObject([{ path: 'credentials.address' }]);
    expect((await mail('help@shop.example', world.other)).warnings).toBeUndefined();
  });

  it('refuses credentials of another shape and keeps nothing', async () => {
    await expect(world.create({ credentials: { appSecret: 's' } })).rejects.toMatchObject({ code: 'invalid_request' });
    expect(world.deps.vault.kept.size).toBe(0);
    expect(await world.generation()).toBe(1);
  });

  it('asked twice under one key, connects once', async () => {
    const once = { pk: 'T#t1#I#x#k', sk: 'POST /v1/origins', requestHash: 'h', expiresAt: 2_000_000_000 };
    const first = await createOrigin(world.deps, contextOf('t1', once), WHATSAPP);
    const again = await createOrigin(world.deps, contextOf('t1', once), WHATSAPP).catch((error: unknown) => error);
    expect(again).toBeInstanceOf(Replayed);
    expect(again).toMatchObject({ answer: { status: 201, body: first } });
    expect([...world.deps.vault.kept.keys()]).toEqual([vaultName('t1', first.id)]);
  });

  it('a lost answer of the table leaves the secret, because the origin may be there', async () => {
    const table = { ...world.table, transact: () => Promise.reject(new TableUnavailable(new Error('gone'))) };
    await expect(createOrigin({ ...world.deps, table }, world.context, WHATSAPP)).rejects.toBeInstanceOf(TableUnavailable);
    expect(world.deps.vault.kept.size).toBe(1);
    const refused = { ...world.table, transact: () => Promise.reject(new TransactionRefused([{ index: 0, reason: 'condition' }])) };
    const vault = { ...world.deps.vault, delete: () => Promise.reject(new Error('gone too')) };
    await expect(createOrigin({ ...world.deps, table: refused, vault }, world.context, WHATSAPP)).rejects.toBeInstanceOf(TransactionRefused);
  });
});

describe('reading', () => {
  it('lists the tenant’s own only, and another tenant’s is not found', async () => {
    const { id } = await world.create();
    await createOrigin(world.deps, world.other, { ...WHATSAPP, name: 'Elsewhere' });
    expect((await listOrigins(world.deps, world.context)).map(({ name }) => name)).toEqual(['Hotline']);
    expect(await getOrigin(world.deps, world.context, id)).toMatchObject({ id });
    await expect(getOrigin(world.deps, world.other, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('an item of an earlier release is read with what it lacks', async () => {
    await world.table.write({ op: 'put', item: { ...originKey('t1', 'old'), id: 'old', channel: 'api', name: 'Old', createdAt: 'then' } });
    expect(await getOrigin(world.deps, world.context, 'old')).toEqual({
      id: 'old',
      channel: 'api',
      name: 'Old',
      state: 'enabled',
      webhookPath: '/webhooks/api/old',
      createdAt: 'then',
    });
  });

  it('finds origins by account; of two that claim one, the older', async () => {
    const first = await world.create();
    world.pass(1000);
    await world.create();
    const second = await world.create({ credentials: { ...(WHATSAPP.credentials as object), accountId: '107' } });
    await world.create({ channel: 'facebook' });
    await world.create({ channel: 'api', credentials: { signingSecret: 'signing-secret' } });
    expect([...(await originsByAccount(world.table, 't1', 'whatsapp'))].toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
      ['106', first.id],
      ['107', second.id],
    ]);
    expect((await originsByAccount(world.table, 't1', 'api')).size).toBe(0);
  });
});

describe('changing', () => {
  it('renames, and moves the configuration on', async () => {
    const { id } = await world.create();
    const { origin, pending } = await updateOrigin(world.deps, world.context, id, { name: 'Desk' });
    expect([origin.name, pending, await world.generation()]).toEqual(['Desk', false, 3]);
    expect(world.jobs).toEqual([]);
  });

  it('replaces only the credentials that are given, and the old secret stays valid for 24 hours', async () => {
    const { id } = await world.create();
    await updateOrigin(world.deps, world.context, id, { credentials: { appSecret: 'secret-2' } });
    const now = world.deps.clock();
    const after = await stored(id);
    expect(after.current).toEqual({ ...(WHATSAPP.credentials as object), appSecret: 'secret-2' });
    const secrets = (at: number) => validCredentials(after, at).map(({ appSecret }) => appSecret);
    expect(secrets(now)).toEqual(['secret-2', 'secret-1']);
    expect(secrets(now + ROTATION_MS - 1)).toEqual(['secret-2', 'secret-1']);
    expect(secrets(now + ROTATION_MS)).toEqual(['secret-2']);
  });

  it('a second rotation within the day keeps both', async () => {
    const { id } = await world.create();
    for (const appSecret of ['secret-2', 'secret-3']) {
      await updateOrigin(world.deps, world.context, id, { credentials: { appSecret } });
      world.pass(1000);
    }
    expect(validCredentials(await stored(id), world.deps.clock()).map(({ appSecret }) => appSecret)).toEqual(['secret-3', 'secret-2', 'secret-1']);
    world.pass(ROTATION_MS);
    await updateOrigin(world.deps, world.context, id, { credentials: { appSecret: 'secret-4' } });
    expect((await stored(id)).previous.map(({ credentials }) => credentials['appSecret'])).toEqual(['secret-3']);
  });

  it('moves a path to another account', async () => {
    const { id } = await world.create();
    expect((await updateOrigin(world.deps, world.context, id, { credentials: { accountId: '200' } })).origin.accountId).toBe('200');
    expect(await resolveOrigin(world.table, id)).toMatchObject({ accountId: '200' });
  });

  it('rejects null for a credential that the channel does not have', async () => {
    const { id } = await world.create();
    await expect(updateOrigin(world.deps, world.context, id, { credentials: { application: null } })).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'credentials.application' }],
    });
  });

  it('takes an optional credential away by null, never a required one', async () => {
    const { id } = await world.create({ channel: 'api', credentials: { signingSecret: 'signing-secret', callbackUrl: 'https://a.example/' } });
    await updateOrigin(world.deps, world.context, id, { credentials: { callbackUrl: null } });
    expect((await stored(id)).current).toEqual({ signingSecret: 'signing-secret' });
    await expect(updateOrigin(world.deps, world.context, id, { credentials: { signingSecret: null } })).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'credentials.signingSecret' }],
    });
  });

  it('a lost secret can be given anew, whole', async () => {
    const { id } = await world.create();
    world.deps.vault.kept.clear();
    await expect(updateOrigin(world.deps, world.context, id, { credentials: { appSecret: 'x' } })).rejects.toMatchObject({ code: 'invalid_request' });
    await updateOrigin(world.deps, world.context, id, { credentials: WHATSAPP.credentials as Record<string, unknown> });
    expect((await stored(id)).previous).toEqual([]);
  });

  it('of two changes at the same instant neither is lost', async () => {
    const { id } = await world.create();
    await Promise.all([updateOrigin(world.deps, world.context, id, { name: 'Desk' }), updateOrigin(world.deps, world.context, id, { state: 'disabled' })]);
    expect(await getOrigin(world.deps, world.context, id)).toMatchObject({ name: 'Desk', state: 'disabled' });
  });

  it('of two changes of credentials at the same instant neither is lost, and the account is that of the secret', async () => {
    const { id } = await world.create();
    const change = (credentials: Record<string, string>) => updateOrigin(world.deps, world.context, id, { credentials });
    await Promise.all([change({ appSecret: 'secret-2' }), change({ accessToken: 'token-2' }), change({ accountId: '200' }), change({ verifyToken: 'v2' })]);
    expect((await stored(id)).current).toEqual({ appSecret: 'secret-2', accessToken: 'token-2', accountId: '200', verifyToken: 'v2' });
    expect((await stored(id)).previous).toHaveLength(4);
    expect(await getOrigin(world.deps, world.context, id)).toMatchObject({ accountId: '200' });
    expect(await resolveOrigin(world.table, id)).toMatchObject({ accountId: '200' });
  });

  it.each(['before', 'after'])('a change that is held up %s it stores its secret takes nothing away from one that overtook it', async (when) => {
    const { id } = await world.create();
    const { vault } = world.deps;
    let held = false;
    const overtake = () => updateOrigin(world.deps, world.context, id, { credentials: { accountId: '200' } });
    const replace: typeof vault.replace = async (name, present, value) => {
      const first = !held;
      held = true;
      if (first && when === 'before') await overtake();
      const done = await vault.replace(name, present, value);
      if (first && when === 'after') await overtake();
      return done;
    };
    const { origin } = await updateOrigin({ ...world.deps, vault: { ...vault, replace } }, world.context, id, { credentials: { appSecret: 'secret-2' } });
    expect(origin.accountId).toBe('200');
    expect((await stored(id)).current).toMatchObject({ appSecret: 'secret-2', accountId: '200' });
    expect(await resolveOrigin(world.table, id)).toMatchObject({ accountId: '200' });
  });

  it('a change that broke off after its secret is completed by repeating it', async () => {
    const { id } = await world.create();
    const down = { ...world.table, transact: () => Promise.reject(new TableUnavailable(new Error('x'))) };
    const change = { credentials: { accountId: '200' } };
    await expect(updateOrigin({ ...world.deps, table: down }, world.context, id, change)).rejects.toBeInstanceOf(TableUnavailable);
    expect((await updateOrigin(world.deps, world.context, id, change)).origin.accountId).toBe('200');
    expect((await stored(id)).previous).toHaveLength(1);
  });

  it('an origin that is deleted meanwhile leaves no secret behind', async () => {
    const { id } = await world.create();
    world.deps.vault.kept.clear();
    const { vault } = world.deps;
    const replace: typeof vault.replace = async (name, present, value) => {
      await deleteOrigin(world.deps, world.context, id);
      return vault.replace(name, present, value);
    };
    const change = { credentials: WHATSAPP.credentials as Record<string, unknown> };
    await expect(updateOrigin({ ...world.deps, vault: { ...vault, replace } }, world.context, id, change)).rejects.toMatchObject({ code: 'not_found' });
    expect(vault.kept.size).toBe(0);
  });

  it('gives up as a conflict when others never stop, and passes other failures on', async () => {
    const { id } = await world.create();
    const refusing = { ...world.table, transact: () => Promise.reject(new TransactionRefused([{ index: 0, reason: 'condition' }])) };
    await expect(updateOrigin({ ...world.deps, table: refusing }, world.context, id, { name: 'x' })).rejects.toMatchObject({ code: 'conflict' });
    const gone = { ...world.table, transact: () => Promise.reject(new TableUnavailable(new Error('x'))) };
    await expect(updateOrigin({ ...world.deps, table: gone }, world.context, id, { name: 'x' })).rejects.toBeInstanceOf(TableUnavailable);
  });

  it('what is not there is not found', async () => {
    await expect(updateOrigin(world.deps, world.context, 'nobody', {})).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('disabling and enabling', () => {
  const wait = (id: string, thread: string) =>
    world.table.write({ op: 'put', item: { pk: `T#t1#TH#${thread}`, sk: 'SP#0000000001', aPk: shadowSpansPk('t1', id), aSk: `now#${thread}` } });
  const reveal = (thread: string) => world.table.write({ op: 'delete', key: { pk: `T#t1#TH#${thread}`, sk: 'SP#0000000001' } });

  it('is done at once when nothing waited', async () => {
    const { id } = await world.create();
    expect((await updateOrigin(world.deps, world.context, id, { state: 'disabled' })).origin.state).toBe('disabled');
    const { origin, pending } = await updateOrigin(world.deps, world.context, id, { state: 'enabled' });
    expect([origin.state, pending]).toEqual(['enabled', false]);
    // Sent all the same: the index may be a moment behind the last message that waits.
    expect(world.jobs).toEqual([{ job: 'reveal', tenantId: 't1', originId: id }]);
  });

  it('reveals what waited, and tells how far it is until it is done', async () => {
    const { id } = await world.create();
    await updateOrigin(world.deps, world.context, id, { state: 'disabled' });
    await wait(id, 'a');
    await wait(id, 'b');
    const { origin, pending } = await updateOrigin(world.deps, world.context, id, { state: 'enabled' });
    expect([origin.progress, pending]).toEqual([{ total: 2, revealed: 0 }, true]);
    await reveal('a');
    expect((await getOrigin(world.deps, world.context, id)).progress).toEqual({ total: 2, revealed: 1 });
    // Asked again while it is going on: the job is started again, and the count continues.
    expect((await updateOrigin(world.deps, world.context, id, { state: 'enabled' })).origin.progress).toEqual({ total: 2, revealed: 1 });
    await reveal('b');
    expect((await listOrigins(world.deps, world.context))[0]).not.toHaveProperty('progress');
    expect(world.jobs).toHaveLength(2);
  });

  it('tells no progress of an origin that was disabled again', async () => {
    const { id } = await world.create();
    await wait(id, 'a');
    await updateOrigin(world.deps, world.context, id, { state: 'enabled' });
    await updateOrigin(world.deps, world.context, id, { state: 'disabled' });
    expect(await getOrigin(world.deps, world.context, id)).not.toHaveProperty('progress');
  });

  it('a job that could not be started is started by asking again', async () => {
    const { id } = await world.create();
    await wait(id, 'a');
    const failing = { ...world.deps, startReveal: () => Promise.reject(new Error('the queue is down')) };
    await expect(updateOrigin(failing, world.context, id, { state: 'enabled' })).rejects.toThrow('down');
    expect((await updateOrigin(world.deps, world.context, id, { state: 'enabled' })).pending).toBe(true);
    expect(world.jobs).toHaveLength(1);
  });
});

describe('disconnecting', () => {
  it('takes away the origin, its path and its secret', async () => {
    const { id } = await world.create();
    await deleteOrigin(world.deps, world.context, id);
    expect(await world.table.get([originKey('t1', id), originDirectoryKey(id)])).toEqual([undefined, undefined]);
    expect(world.deps.vault.kept.size).toBe(0);
    expect(await world.generation()).toBe(3);
  });

  it('a repeat after a break completes it, and says that nothing is there', async () => {
    const { id } = await world.create();
    const failing = { ...world.deps, vault: { ...world.deps.vault, delete: () => Promise.reject(new Error('down')) } };
    await expect(deleteOrigin(failing, world.context, id)).rejects.toThrow('down');
    await expect(deleteOrigin(world.deps, world.context, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(world.deps.vault.kept.size).toBe(0);
  });

  it('another tenant’s stays', async () => {
    const { id } = await world.create();
    await expect(deleteOrigin(world.deps, world.other, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await resolveOrigin(world.table, id)).toBeDefined();
    const gone = { ...world.table, transact: () => Promise.reject(new TableUnavailable(new Error('x'))) };
    await expect(deleteOrigin({ ...world.deps, table: gone }, world.context, id)).rejects.toBeInstanceOf(TableUnavailable);
  });
});

describe('rotation', () => {
  it('the same credentials again push nothing out', () => {
    const before = { current: { a: 1 }, previous: [{ credentials: { a: 0 }, until: 100 }] };
    expect(rotated(before, { a: 1 }, 50)).toEqual(before);
    expect(rotated(before, { a: 1 }, 100).previous).toEqual([]);
    expect(rotated(undefined, { a: 1 }, 0)).toEqual({ current: { a: 1 }, previous: [] });
  });

  it('keeps no more than ten', () => {
    let now = { current: { n: 0 } as Record<string, unknown>, previous: [] } as Parameters<typeof validCredentials>[0];
    for (let n = 1; n <= 20; n += 1) now = rotated(now, { n }, n);
    expect(validCredentials(now, 20).map(({ n }) => n)).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10]);
  });

  it('merging replaces what is given', () => expect(merged({ a: 1, b: 2, c: 3 }, { b: 5, c: null })).toEqual({ a: 1, b: 5 }));
});

it('of an id that no origin can have is not there, and no secret is looked for under its name', async () => {
  let asked = 0;
  const vault = { ...world.deps.vault, delete: async () => void (asked += 1) };
  for (const id of ['\u{1d413}'.repeat(60), 'a/b', ''])
    await expect(deleteOrigin({ ...world.deps, vault }, world.context, id)).rejects.toMatchObject({ code: 'not_found' });
  expect(asked).toBe(0);
});
