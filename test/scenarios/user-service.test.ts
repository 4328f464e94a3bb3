import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, api } from '../harness/http.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { allTickets } from '../harness/read-all.ts';
import type { Listed, Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Person {
  readonly id: string;
  readonly source: string;
}

/** The hub with the double of the user service that the provider simulator has. */
const home = temporaryHome();
let hub: Hub;
let service: Api;
let tenant: TestTenant;
/** For whom the service is down at first. */
let down: TestTenant;
let whatsapp: WhatsAppOrigin;
const noor = { id: 'hr-noor', name: 'Noor', email: 'noor@out.example', role: 'agent', teamIds: ['night'] };
const outsiders = async (): Promise<string[]> =>
  (await tenant.admin.get<Listed<Person>>('/v1/agents')).items.filter(({ source }) => source === 'user_service').map(({ id }) => id);

beforeAll(async () => {
  hub = await startHub({ home, env: { USER_SERVICE_URL: 'simulator' } });
  const { simulatorPort } = JSON.parse(readFileSync(join(home, 'run', 'launch.json'), 'utf8')) as { simulatorPort: number };
  service = api(`http://127.0.0.1:${simulatorPort}`);
  tenant = await createTenant(hub);
  await service.call('PUT', '/people/tenants', {
    body: { tenantId: tenant.id, agents: [noor, { id: 'hr-bad' }], teams: [{ id: 'night', name: 'Night shift' }] },
  });
  down = await createTenant(hub);
  await service.call('PUT', '/people/state', { body: { tenantId: down.id, down: true } });
  whatsapp = await connectWhatsApp(tenant);
});
afterAll(async () => {
  await hub.stop();
  removeHome(home);
});

it('agents and teams of the service are there, a bad entry is told, and one minute asks once', async () => {
  await until('the people are there', async () => (await outsiders()).includes('hr-noor'));
  // The state is written after the people.
  await until('their state says so', async () => (await tenant.admin.get<{ state: string }>('/v1/user-service')).state === 'current');
  expect(await outsiders()).toEqual(['hr-noor']);
  expect(await tenant.admin.get('/v1/directory')).toMatchObject({ teams: [{ id: 'night', name: 'Night shift' }] });
  expect(await tenant.admin.get('/v1/user-service')).toMatchObject({ state: 'current', agents: 1, skipped: [{ kind: 'agent', id: 'hr-bad' }] });
  expect((await service.get<Record<string, number>>('/people/calls'))[tenant.id]).toBe(1);
});

it('rules assign to them, queues are shown to their team alone, and they sign in with a password of the hub', async () => {
  const condition = { field: 'origin.channel', op: 'eq', value: 'whatsapp' };
  await tenant.admin.post('/v1/queues', { name: 'Night', priority: 1, condition, visibleTo: { teamIds: ['night'], agentIds: [] } });
  await tenant.admin.post('/v1/rules', {
    name: 'To the night shift',
    event: 'ticket.created',
    weight: 1,
    stop: false,
    enabled: true,
    condition,
    actions: [{ type: 'assign', teamId: 'night' }],
  });
  expect((await whatsapp.send([[{ id: 'wamid.night-1', from: '4917000111', name: 'Ann', text: 'jacket' }]])).status).toBe(200);
  const ticket = await until('the ticket is there', async () => (await allTickets(tenant.admin))[0]);
  await until('its owner is the team', async () => (await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).owner.teamId === 'night');
  expect((await tenant.admin.call('PATCH', `/v1/tickets/${ticket.id}`, { body: { owner: { agentId: 'hr-noor', teamId: 'night' } } })).status).toBe(200);

  const password = 'correct horse battery staple';
  expect((await tenant.admin.call('PATCH', '/v1/agents/hr-noor', { body: { password } })).status).toBe(200);
  const session = await api(hub.baseUrl).post<{ accessToken: string }>('/v1/sessions', { tenant: tenant.slug, email: noor.email, password });
  expect(await api(hub.baseUrl, session.accessToken).get(`/v1/tickets/${ticket.id}`)).toMatchObject({ owner: { agentId: 'hr-noor' } });
});

it('a service that is down holds nobody; when it is back, its people come', async () => {
  expect((await down.admin.get<Listed<Person>>('/v1/agents')).items).toHaveLength(1);
  await until('the service was asked', async () => (await down.admin.get<{ error: string | null }>('/v1/user-service')).error !== null);
  expect(await down.admin.get('/v1/user-service')).toMatchObject({ state: 'waiting', error: 'HTTP 503', syncedAt: null });
  await service.call('PUT', '/people/state', { body: { tenantId: down.id, down: false } });
  const isThere = async (): Promise<boolean> => (await down.admin.get<Listed<Person>>('/v1/agents')).items.some(({ id }) => id === 'hr-noor');
  await until('the people are there', isThere, 90_000);
}, 120_000);
