import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { credentialWrite } from '../../../../domain/people/credentials/credential.ts';
import { hashPassword, passwordMatches } from '../../../../domain/people/credentials/passwords.ts';
import { type Person, profileItem } from '../../../../domain/people/person.ts';
import { authenticate } from '../../../../domain/people/sessions/authenticate.ts';
import { refresh } from '../../../../domain/people/sessions/refresh.ts';
import { openSession } from '../../../../domain/people/sessions/sign-in.ts';
import { readAccessToken } from '../../../../domain/people/sessions/tokens.ts';
import { TableUnavailable, TransactionRefused } from '../../../../domain/table/port.ts';
import { faultyTable } from '../../faulty-table.ts';

const CALLER = { address: '192.0.2.1', correlationId: 'c' };
const tokenKey = 'a key for tokens';
const person: Person = {
  id: 'p',
  kind: 'user',
  name: 'Bo',
  email: 'bo@mail.example',
  role: 'user',
  teamIds: [],
  mobileNumber: null,
  createdAt: '2026-11-21T10:00:00.000Z',
};

const world = async () => {
  const table = faultyTable();
  const deps = {
    table,
    tableOf: () => table,
    clock: () => Date.parse('2026-11-21T10:00:00Z'),
    newId: randomUUID,
    tokenKey,
    closeSockets: async () => undefined,
  };
  await table.inner.write({ op: 'put', item: { ...profileItem('t', person), credentialVersion: 1 } });
  await table.inner.write(credentialWrite('t', person.id, 'a hash', 1));
  return { table, deps, session: await openSession(deps, 't', person, 1, CALLER) };
};

describe('passwords', () => {
  const salt = () => 'salt';

  it('match in any normal form, and only themselves', async () => {
    const stored = await hashPassword('Gru\u0308n und weit', salt, 'a');
    expect(stored).toMatch(/^scrypt\$15\$8\$1\$salt\$[\w-]{43}$/);
    expect(await passwordMatches('Gr\u00fcn und weit', stored, 'a')).toBe(true);
    expect(await passwordMatches('Gru\u0308n und weit', stored, 'a')).toBe(true);
    expect(await passwordMatches('grün und weit', stored, 'a')).toBe(false);
    expect(await passwordMatches('', stored, 'a')).toBe(false);
  });

  it('match nothing where there is no account, nor a damaged hash', async () => {
    expect(await passwordMatches('anything', undefined, 'a')).toBe(false);
    expect(await passwordMatches('anything', 'scrypt$15$8$1$salt$', 'a')).toBe(false);
  });

  it('of a kind that this machine cannot compute are an error, not a match', async () => {
    await expect(passwordMatches('anything', 'scrypt$0$8$1$salt$x', 'a')).rejects.toThrow();
  });
});

describe('a session', () => {
  it('stands only as long as its person is there', async () => {
    const { table, deps, session } = await world();
    expect((await authenticate(deps, session.accessToken)).actor).toMatchObject({ type: 'user', id: 'p' });
    await table.inner.write({ op: 'delete', key: { pk: 'T#t#U#p', sk: 'PROFILE' } });
    await expect(authenticate(deps, session.accessToken)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(refresh(deps, session.refreshToken, 'c')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('is not lost when the table is down for a moment', async () => {
    const { table, deps, session } = await world();
    table.nextWrites.push({ fail: new TableUnavailable(new Error('x')), written: false });
    await expect(refresh(deps, session.refreshToken, 'c')).rejects.toBeInstanceOf(TableUnavailable);
    expect((await refresh(deps, session.refreshToken, 'c')).expiresIn).toBe(300);
  });

  it("passes on failures that are no token's fault", async () => {
    await expect(readAccessToken(undefined as unknown as string, 'a.b.c', 0)).rejects.toBeInstanceOf(TypeError);
  });
});

describe('opening a session', () => {
  const conflict = () => [{ index: 0, reason: 'conflict' as const }];
  it('is tried again when another sign-in is in its way, and given up when that goes on', async () => {
    const { table, deps } = await world();
    table.nextWrites.push(conflict, conflict, conflict);
    expect(await openSession(deps, 't', person, 1, CALLER)).toMatchObject({ user: { id: 'p' } });
    expect(table.nextWrites).toEqual([]);
    table.nextWrites.push(conflict, conflict, conflict, conflict);
    await expect(openSession(deps, 't', person, 1, CALLER)).rejects.toBeInstanceOf(TransactionRefused);
  });

  it('with a password that was changed meanwhile is refused at once, as a wrong one', async () => {
    const { deps } = await world();
    await expect(openSession(deps, 't', person, 2, CALLER)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('says that the table cannot be reached, and writes nothing twice', async () => {
    const { table, deps } = await world();
    table.nextWrites.push({ fail: new TableUnavailable(new Error('away')), written: false });
    const before = table.inner.all();
    await expect(openSession(deps, 't', person, 1, CALLER)).rejects.toBeInstanceOf(TableUnavailable);
    expect(table.inner.all()).toEqual(before);
  });
});
