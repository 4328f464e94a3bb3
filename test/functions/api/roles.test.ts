import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../domain/context.ts';
import { ROUTES } from '../../../functions/api/routes.ts';
import { createHarness, type Harness, KEYS, type World } from './harness.ts';
import { type Allowed, NOT_FOR_KEYS, ROLE_MATRIX } from './role-matrix.ts';

const ROLES: readonly Role[] = ['admin', 'supervisor', 'agent', 'user'];

let harness: Harness;
let world: World;
let other: World;

beforeAll(async () => {
  harness = createHarness();
  world = await harness.tenant();
  other = await harness.tenant();
});

const rowOf = (id: string): Allowed => {
  const row = ROLE_MATRIX[id];
  if (row === undefined) throw new Error(`${id} has no row in role-matrix.ts: write down who may call it`);
  return row;
};

/** No such thing anywhere: who may call gets some answer, who may not gets 401 or 403 before anything is looked up. */
const targetOf = (id: string): string => id.replace(/\{\w+\}/g, 'none-of-these');

const mayCall = async (id: string, token: string | undefined): Promise<'401' | '403' | 'admitted'> => {
  const { status } = await harness.call(targetOf(id), { ...(token === undefined ? {} : { token }), body: {} });
  if (status === 500) throw new Error(`${id} answered 500`);
  return status === 401 ? '401' : status === 403 ? '403' : 'admitted';
};

const ids = ROUTES.map(({ method, path }) => `${method} ${path}`);

describe('the matrix', () => {
  it('has a row for every route and a route for every row', () => {
    expect(Object.keys(ROLE_MATRIX).toSorted()).toEqual(ids.toSorted());
  });

  it('declares at each route exactly the roles written by hand', () => {
    for (const { method, path, roles } of ROUTES) {
      const row = rowOf(`${method} ${path}`);
      const expected = row === 'everyone' ? 'public' : row;
      expect(typeof roles === 'string' ? roles : roles.toSorted(), `${method} ${path}`).toEqual(typeof expected === 'string' ? expected : expected.toSorted());
    }
  });
});

describe.each(ids)('%s', (id) => {
  const allows = (role: Role): boolean => Array.isArray(rowOf(id)) && (rowOf(id) as readonly Role[]).includes(role);
  const open = (): boolean => rowOf(id) === 'everyone';
  /** A visitor's routes know no member of staff at all. */
  const closed = (): '401' | '403' => (rowOf(id) === 'visitor' ? '401' : '403');

  it('is closed to callers without a credential, with a logged-out token or with nonsense', async () => {
    const { token } = await world.person('admin');
    expect((await harness.call('DELETE /v1/sessions', { token })).status).toBe(204);
    for (const credential of [undefined, token, 'nonsense', 'pk_nonsense', 'a.b.c']) {
      // A public sign-in or refresh with an empty body is admitted and refused for its body.
      expect(await mayCall(id, credential)).toBe(open() ? 'admitted' : '401');
    }
  });

  it.each(ROLES)('admits a person of the role %s only where the matrix says so', async (role) => {
    expect(await mayCall(id, (await world.person(role)).token)).toBe(open() || allows(role) ? 'admitted' : closed());
  });

  it.each(ROLES)('admits an API key of the role %s only where the matrix says so', async (role) => {
    const expected = open() || (allows(role) && !NOT_FOR_KEYS.includes(id)) ? 'admitted' : closed();
    expect(await mayCall(id, (await world.key(role)).token)).toBe(expected);
  });

  it('admits the admin token for tenants only', async () => {
    expect(await mayCall(id, KEYS.adminToken)).toBe(open() || rowOf(id) === 'adminToken' ? 'admitted' : closed());
  });

  it("admits another tenant's admin to their own tenant only", async () => {
    expect(await mayCall(id, (await other.person('admin')).token)).toBe(open() || allows('admin') ? 'admitted' : closed());
  });
});
