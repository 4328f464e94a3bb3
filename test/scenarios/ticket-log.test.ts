import { beforeAll, describe, expect, inject, it } from 'vitest';
import { allTickets, readAll } from '../harness/read-all.ts';
import type { Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Entry {
  readonly at: string;
  readonly by: { readonly type: string; readonly id: string | null };
  readonly cause: { readonly type: string; readonly id: string | null } | null;
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
  readonly correlationId: string;
}
const WITHOUT_ID = '(none)';
const told = ({ by, cause, changes }: Entry) => [
  by.type,
  cause?.type ?? WITHOUT_ID,
  ...changes.map(({ field, from, to }) => `${field} ${JSON.stringify(from)} → ${JSON.stringify(to)}`),
];

describe('the log of a ticket', () => {
  const hub = inject('hub');
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let anna: Awaited<ReturnType<typeof createAgent>>;
  let ticket: Ticket;
  let ruleId: string;
  const log = (id: string) => readAll<Entry>(tenant.admin, `/v1/tickets/${id}/log`);
  const write = (from: string, text: string) => whatsapp.send([[{ id: `wamid.${from}-${text}`, from, name: `Customer ${from}`, text }]]);
  const ticketOf = (from: string) => until(`the ticket of ${from}`, async () => (await allTickets(tenant.admin)).find(({ author }) => author.id === from));
  const seen = (id: string, what: string, is: (entries: readonly Entry[]) => boolean) =>
    until(what, async () => {
      const entries = await log(id);
      return is(entries) ? entries : undefined;
    });

  beforeAll(async () => {
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
    anna = await createAgent(tenant);
    const rule = {
      name: 'Complaints are urgent',
      event: 'ticket.updated',
      condition: { field: 'topic', op: 'eq', value: 'complaint' },
      actions: [{ type: 'set', field: 'priority', value: 'urgent' }],
    };
    ({ id: ruleId } = await tenant.admin.post<{ id: string }>('/v1/rules', rule));
    await write('49171001', 'hello');
    ticket = await ticketOf('49171001');
  });

  it('tells who, what, from which value to which, and why: a customer, an agent, a rule, a bulk change, an event and a timer', async () => {
    const { id } = ticket;
    const path = `/v1/tickets/${id}`;
    await anna.session.call('PATCH', path, { body: { topic: 'complaint' }, headers: { 'x-correlation-id': 'from-the-console' } });
    await seen(id, 'the rule is in the log', (entries) => entries.some(({ by }) => by.type === 'rule'));
    await anna.session.call('POST', '/v1/tickets/bulk', { body: { ids: [id], change: { tags: ['parcel'] } } });
    await seen(id, 'the bulk change is in the log', (entries) => entries.some(({ changes }) => changes.some(({ field }) => field === 'tags')));
    const record = { id: `log-${id}`, type: 'metadata.changed', version: 1, occurredAt: new Date().toISOString(), data: { ticketId: id, language: 'de' } };
    await tenant.admin.post('/v1/events/metadata_actions', [record], 202);
    await seen(id, 'the event is in the log', (entries) => entries.some(({ by }) => by.type === 'event'));
    // In the future also when the call takes long.
    const followupAt = new Date(Date.now() + 5_000).toISOString();
    expect((await anna.session.call('PATCH', path, { body: { status: 'followup', followupAt } })).status).toBe(200);
    const entries = await seen(id, 'the timer is in the log', (all) => all.some(({ by }) => by.type === 'timer'));
    expect(entries.map(told)).toEqual([
      ['customer', 'message', 'status null → "created"', 'priority null → "normal"'],
      ['agent', WITHOUT_ID, 'topic null → "complaint"'],
      ['rule', 'agent', 'priority "normal" → "urgent"'],
      ['agent', WITHOUT_ID, 'tags [] → ["parcel"]'],
      ['event', WITHOUT_ID, 'language null → "de"'],
      ['agent', WITHOUT_ID, 'status "created" → "followup"', `followupAt null → "${followupAt}"`],
      ['timer', WITHOUT_ID, 'status "followup" → "working"', `followupAt "${followupAt}" → null`],
    ]);
    expect(entries[1]).toMatchObject({ by: { id: anna.id }, correlationId: 'from-the-console' });
    expect(entries[2]).toMatchObject({ by: { id: ruleId }, correlationId: 'from-the-console' });
    expect(entries[4]).toMatchObject({ by: { id: record.id } });
    expect(entries.every(({ correlationId }) => correlationId !== '')).toBe(true);
    const paged = await tenant.admin.get<{ items: Entry[]; nextCursor: string | null }>(`${path}/log?limit=2&order=desc`);
    expect(paged.items).toEqual(entries.toReversed().slice(0, 2));
    expect(paged.nextCursor).not.toBeNull();
  });

  it('is told by both tickets of a merge, and gives both tickets', async () => {
    await write('49171002', 'the same parcel');
    const other = await ticketOf('49171002');
    await anna.session.call('POST', `/v1/tickets/${other.id}/merge`, { body: { intoId: ticket.id } });
    expect((await log(other.id)).map(told).at(-1)).toEqual(['agent', WITHOUT_ID, 'status "created" → "closed"', `mergedInto null → "${ticket.id}"`]);
    expect((await log(ticket.id)).map(told).at(-1)).toEqual(['agent', WITHOUT_ID, `mergedIds [] → ["${other.id}"]`]);
    for (const id of [ticket.id, other.id])
      expect(await tenant.admin.get(`/v1/admin/tickets/${id}/replay`)).toEqual({ ticketId: id, equal: true, differences: [] });
  });
});
