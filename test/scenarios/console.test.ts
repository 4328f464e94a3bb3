import { expect, inject, test } from 'vitest';
import { askConsole } from '../harness/console.ts';
import { api } from '../harness/http.ts';
import { removeHome, startHub } from '../harness/hub.ts';
import { connectApi, createTenant, type HubAddress, PASSWORD, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** A tenant with one ticket, which search knows. */
const withTicket = async (hub: HubAddress): Promise<TestTenant> => {
  const tenant = await createTenant(hub);
  const origin = await connectApi(tenant);
  await origin.post(JSON.stringify({ messages: [{ id: 'm-1', author: { id: 'a', name: 'Ann' }, text: 'Is the lantern here?' }] }));
  await until('search finds the ticket', async () => (await tenant.admin.get<{ items: readonly unknown[] }>('/v1/search?q=lantern')).items.length === 1);
  return tenant;
};
/** Lines that show each store's view of that ticket. */
const looks = ({ id }: TestTenant): string[] => [
  `(await search.query({tenantId: '${id}', q: 'lantern', filters: {}, wall: null, limit: 5, cursor: null, sort: 'updatedAt', facets: false})).total + ' found'`,
  `(await table.query({pk: 'T#${id}', beginsWith: 'ORIGIN#'})).items.length + ' origin'`,
  `(await topics.last('messages', 5_000)).filter(({value}) => JSON.stringify(value).includes('${id}')).length + ' record'`,
];

test('a console on a running hub sees its stores and calls its API', async () => {
  const hub = inject('hub');
  const tenant = await withTicket(hub);
  const { code, said } = await askConsole(hub.home, [
    '.offers',
    ...looks(tenant),
    "Object.keys(queues.list()).some((name) => name.includes('outbound'))",
    "await api('GET', '/v1/tickets')",
    `await api.signIn({tenant: '${tenant.slug}', email: '${tenant.email}', password: '${PASSWORD}'})`,
    "(await api('GET', '/v1/tickets')).items[0].lastMessage.text",
    "await api('GET', '/v1/tickets/none').catch((error) => error.message.slice(0, 3))",
    '.exit',
  ]);
  expect(said).toContain(`running at ${hub.baseUrl}`);
  expect(said.split('queues.peek').length).toBeGreaterThan(2);
  for (const answer of ["'1 found'", "'1 origin'", "'1 record'", '> true', `'signed in as ${tenant.email}'`, "'Is the lantern here?'", "'404'"])
    expect(said).toContain(answer);
  expect(said).toContain('you are not signed in');
  expect(code).toBe(0);
});

test('a console on a stopped hub opens the same stores, and leaves nothing running', async () => {
  const hub = await startHub({ engines: 'embedded' });
  try {
    const tenant = await withTicket(hub);
    await hub.stop();
    const { code, said } = await askConsole(hub.home, [...looks(tenant), "await api('GET', '/v1/me')", "await api.admin('POST', '/v1/tenants', {})"]);
    expect(said).toContain('not running');
    for (const answer of ["'1 found'", "'1 origin'", "'1 record'", 'you are not signed in', 'no hub answers']) expect(said).toContain(answer);
    expect(code).toBe(0);
    // The file is free again: a hub starts on it and has everything.
    const again = await startHub({ engines: 'embedded', home: hub.home });
    const { accessToken } = await api(again.baseUrl).post<{ accessToken: string }>('/v1/sessions', {
      tenant: tenant.slug,
      email: tenant.email,
      password: PASSWORD,
    });
    expect((await api(again.baseUrl, accessToken).get<{ items: readonly unknown[] }>('/v1/tickets')).items).toHaveLength(1);
    await again.stop();
  } finally {
    await hub.killAll();
    removeHome(hub.home);
  }
});

test('a console without a hub says what to do', async () => {
  const { code, said } = await askConsole('/nowhere/at/all', []);
  expect(said).toContain('no hub has run on /nowhere/at/all yet: npm start');
  expect(code).toBe(1);
});
