import { beforeAll, describe, expect, it } from 'vitest';
import { createHarness, type Harness, PASSWORD, type World } from '../harness.ts';

let harness: Harness;
let world: World;
let caller: { readonly id: string; readonly token: string };

const register = async (name: string, email: string, mobileNumber?: string): Promise<string> => {
  const body = { tenant: world.slug, name, email, password: PASSWORD, ...(mobileNumber === undefined ? {} : { mobileNumber }) };
  // Another address each: the limit of registrations is not the subject.
  const reply = await harness.call('POST /v1/registrations', { body, address: `192.0.2.${(addresses += 1)}` });
  expect(reply.status).toBe(201);
  return String(reply.body.id);
};
let addresses = 10;

interface Found {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly mobileNumber: string | null;
}
const find = (query: string, token = caller.token) => harness.call(`GET /v1/users?${query}`, { token });
const named = async (query: string, token = caller.token): Promise<string[]> => {
  const names: string[] = [];
  for (let cursor = ''; ; ) {
    const { status, body } = await find(`${query}${cursor}`, token);
    expect(status).toBe(200);
    names.push(...body.items.map(({ name }: Found) => name));
    if (body.nextCursor === null) return names;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
};

beforeAll(async () => {
  harness = createHarness();
  world = await harness.tenant({ registration: 'open' });
  caller = await world.person('user');
  await register('Zoë Łukasik', 'zoe@mail.example', '+48 600 100-200');
  await register('Anna-Maria Schmidt', 'anna@mail.example');
  await register('Annabel Anders', 'annabel@mail.example', '0048600100200');
  for (let n = 0; n < 5; n += 1) await register(`Copy ${n}`, `copy${n}@mail.example`);
});

describe('people to add to groups', () => {
  it('are found by the beginnings of words of their names, in any spelling, each once', async () => {
    expect(await named('q=lukas')).toEqual(['Zoë Łukasik']);
    expect(await named('q=ZOE')).toEqual(['Zoë Łukasik']);
    expect((await named('q=ann')).sort()).toEqual(['Anna-Maria Schmidt', 'Annabel Anders']);
    expect(await named('q=an%20maria')).toEqual(['Anna-Maria Schmidt']);
    expect((await named('q=an')).sort()).toEqual(['Anna-Maria Schmidt', 'Annabel Anders']);
    expect(await named('q=maria%20bob')).toEqual([]);
    expect(await named('q=---')).toEqual([]);
    expect((await named('q=copy&limit=2')).sort()).toEqual(['Copy 0', 'Copy 1', 'Copy 2', 'Copy 3', 'Copy 4']);
  });

  it('are found by address or number exactly', async () => {
    const { body } = await find('email=ANNA@mail.example');
    expect(body.items).toMatchObject([{ name: 'Anna-Maria Schmidt', role: 'user', email: 'anna@mail.example', mobileNumber: null }]);
    expect(await named('email=anna@mail.exampl')).toEqual([]);
    expect(await named('mobileNumber=%2B48600100200')).toEqual(['Zoë Łukasik']);
    expect(await named('mobileNumber=00-48-600-100-200')).toEqual(['Annabel Anders']);
    expect(await named('mobileNumber=none')).toEqual([]);
    expect(await named('email=anna@mail.example&q=zoe')).toEqual([]);
    expect(await named('email=zoe@mail.example&mobileNumber=%2B48600100200')).toEqual(['Zoë Łukasik']);
    expect(await named('email=anna@mail.example&mobileNumber=1')).toEqual([]);
  });

  it('are agents too, first, page by page', async () => {
    const agent = { name: 'Copy Agent', email: 'agent@shop.example', password: PASSWORD, role: 'agent', teamIds: [] };
    expect((await harness.call('POST /v1/agents', { token: world.adminToken, body: agent })).status).toBe(201);
    const second = { ...agent, name: 'Copy Second', email: 'second@shop.example' };
    expect((await harness.call('POST /v1/agents', { token: world.adminToken, body: second })).status).toBe(201);
    const names = await named('q=copy&limit=1');
    expect(names.filter((_, place) => place < 2)).toEqual(['Copy Agent', 'Copy Second']);
    expect(names).toHaveLength(7);
    expect(await named('email=agent@shop.example')).toEqual(['Copy Agent']);
  });

  it('show their address and number to users who looked for it, and to staff', async () => {
    const first = async (query: string, token?: string) => ((await find(query, token)).body.items as Found[])[0];
    expect(await first('q=zoe')).toMatchObject({ email: null, mobileNumber: null });
    expect(await first('email=zoe@mail.example')).toMatchObject({ email: 'zoe@mail.example', mobileNumber: null });
    expect(await first('mobileNumber=%2B48600100200')).toMatchObject({ email: null, mobileNumber: '+48 600 100-200' });
    const agent = await world.person('agent');
    expect(await first('q=zoe', agent.token)).toMatchObject({ email: 'zoe@mail.example', mobileNumber: '+48 600 100-200' });
  });

  it('are those of the own tenant only', async () => {
    const other = await harness.tenant();
    expect(await named('q=zoe', other.adminToken)).toEqual([]);
    expect(await named('email=zoe@mail.example', other.adminToken)).toEqual([]);
    expect(await named('mobileNumber=%2B48600100200', other.adminToken)).toEqual([]);
  });

  it('are not listed without a question', async () => {
    expect(await find('')).toMatchObject({ status: 422, body: { code: 'unprocessable', errors: [{ path: 'q' }] } });
    expect((await find('limit=10')).status).toBe(422);
  });

  it.each(['q=', 'q=%20', 'name=zoe', 'q=zoe&cursor=x'])('?%s is not valid', async (query) => {
    expect(await find(query)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});
