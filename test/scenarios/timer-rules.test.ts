import { beforeAll, describe, expect, inject, it } from 'vitest';
import { allTickets } from '../harness/read-all.ts';
import type { Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Run {
  readonly ticketId: string;
  readonly message: number | null;
  readonly changes: readonly { readonly field: string }[];
  readonly refused: { readonly code: string } | null;
}

describe('rules of minutes and of skills', () => {
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;

  const rule = (given: object) => tenant.admin.post<{ id: string }>('/v1/rules', { name: 'R', event: 'message.received', ...given });
  const runs = async (id: string): Promise<readonly Run[]> => (await tenant.admin.get<{ items: Run[] }>(`/v1/rules/${id}/runs`)).items;
  const ticketOf = async (from: string): Promise<Ticket | undefined> => (await allTickets(tenant.admin)).find(({ author }) => author.id === from);
  const write = async (from: string, text: string): Promise<Ticket> => {
    const id = `wamid.${from}.${text}`;
    expect((await whatsapp.send([[{ id, from, name: 'Customer', text }]])).status).toBe(200);
    return until(`“${text}” is there`, async () => {
      const ticket = await ticketOf(from);
      return ticket?.lastMessage?.text === text ? ticket : undefined;
    });
  };

  beforeAll(async () => {
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
  });

  it('a rule of minutes runs by itself, once for a period, and its runs are told', async () => {
    const { id } = await rule({
      event: 'timer',
      timer: { field: 'waitingSince', minutes: 0.05 },
      condition: { field: 'tags', op: 'contains', value: 'late' },
      actions: [{ type: 'set', field: 'priority', value: 'urgent' }],
    });
    const marking = await rule({ event: 'timer', weight: 1, timer: { field: 'waitingSince', minutes: 0.03 }, actions: [{ type: 'tag', add: ['late'] }] });
    const { id: ticketId } = await write('4917100001', 'anybody there?');
    await until('both have run', async () => {
      const ticket = await tenant.admin.get<Ticket>(`/v1/tickets/${ticketId}`);
      return ticket.priority === 'urgent' && ticket.tags.includes('late');
    });
    const [run] = await until('its run is told', async () => {
      const found = await runs(id);
      return found.length > 0 && found;
    });
    expect(run).toMatchObject({ ticketId, message: null, changes: [{ field: 'priority' }], refused: null });
    // A second period: the rule that marks runs again, and changes nothing.
    await tenant.admin.patch(`/v1/tickets/${ticketId}`, { status: 'pending' });
    await write('4917100001', 'hello again');
    await until('it has run once more', async () => (await runs(marking.id)).length === 2);
    expect(await runs(marking.id)).toMatchObject([{ changes: [] }, { changes: [{ field: 'tags' }] }]);
  });

  it('a ticket goes to who has its skill, and stays with the team, with a reason, when nobody has', async () => {
    const team = await tenant.admin.post<{ id: string }>('/v1/teams', { name: 'Languages' });
    const [french, greek] = [await createAgent(tenant, 'agent', [team.id]), await createAgent(tenant, 'agent', [team.id])];
    await tenant.admin.patch(`/v1/agents/${french.id}`, { skills: ['french'] });
    await tenant.admin.patch(`/v1/agents/${greek.id}`, { skills: ['greek'] });
    const says = (value: string) => ({ field: 'message.text', op: 'contains', value });
    const assign = { type: 'assign', teamId: team.id, strategy: 'skill' };
    await rule({ condition: says('bonjour'), actions: [{ type: 'tag', add: ['French'] }, assign] });
    const { id } = await rule({ condition: says('salve'), actions: [{ ...assign, skills: ['latin'] }] });
    await write('4917100002', 'bonjour');
    await until('the ticket is with who speaks French', async () => (await ticketOf('4917100002'))?.owner.agentId === french.id);
    await write('4917100003', 'salve');
    await until('it is told that nobody is there', async () => (await runs(id)).some(({ refused }) => refused?.code === 'nobody_available'));
    expect((await ticketOf('4917100003'))?.owner).toEqual({ agentId: null, teamId: team.id });
  });

  it('rules that set each other off are saved with a warning', async () => {
    const tagged = (value: string) => ({ field: 'tags', op: 'contains', value });
    await rule({ name: 'Ping', weight: 1, condition: tagged('ping'), actions: [{ type: 'tag', add: ['pong'] }] });
    const saved = await rule({ name: 'Pong', weight: 2, condition: tagged('pong'), actions: [{ type: 'tag', add: ['ping'] }] });
    expect(saved).toMatchObject({ warnings: [{ code: 'circular_rules', rules: [{ name: 'Ping' }, { name: 'Pong' }] }] });
  });
});
