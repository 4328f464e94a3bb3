import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Api, Problem } from '../harness/http.ts';
import { allTickets } from '../harness/read-all.ts';
import type { Listed, Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'];

describe('lists of tickets', () => {
  let tenant: TestTenant;
  let agent: Awaited<ReturnType<typeof createAgent>>;
  let byName: ReadonlyMap<string, Ticket>;

  const idOf = (name: string): string => byName.get(name)?.id ?? '';
  const namesOf = async (session: Api, query: string) => (await allTickets(session, `?${query}`)).map(({ author }) => author.name ?? '');
  /** Search follows within 2 s. */
  const settles = (session: Api, query: string, expected: readonly string[]) =>
    until(`${query} is ${expected.join(', ')}`, async () => (await namesOf(session, query)).toSorted().join() === expected.join());
  const inPages = async (query: string): Promise<Ticket[]> => {
    const found: Ticket[] = [];
    for (let cursor = ''; ; ) {
      const page = await tenant.admin.get<Listed<Ticket>>(`/v1/tickets?${query}&limit=2${cursor}`);
      found.push(...page.items);
      if (page.nextCursor === null) return found;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
  };

  beforeAll(async () => {
    tenant = await createTenant(inject('hub'));
    const whatsapp = await connectWhatsApp(tenant);
    agent = await createAgent(tenant);
    const other = await createAgent(tenant);
    const hidden = { field: 'tags', op: 'contains', value: 'secret' };
    await tenant.admin.post('/v1/queues', { name: 'Secret', priority: 1, condition: hidden, visibleTo: { teamIds: [], agentIds: [other.id] } });
    for (const [index, name] of NAMES.entries()) {
      expect((await whatsapp.send([[{ id: `wamid.list-${name}`, from: `49179123450${index}`, name, text: 'hello' }]])).status).toBe(200);
      await until(`the ticket of ${name} is there`, async () => (await allTickets(tenant.admin)).length === index + 1);
    }
    byName = new Map((await allTickets(tenant.admin)).map((ticket) => [ticket.author.name ?? '', ticket]));
    await tenant.admin.patch(`/v1/tickets/${idOf('Ada')}`, { owner: { agentId: agent.id } });
    await tenant.admin.patch(`/v1/tickets/${idOf('Ben')}`, { tags: ['secret'] });
    // Nobody waits any more.
    await tenant.admin.post(`/v1/tickets/${idOf('Cleo')}/messages`, { kind: 'reply', text: 'Here you are.' });
    await tenant.admin.patch(`/v1/tickets/${idOf('Cleo')}`, { owner: { agentId: null } });
  });

  it('of the caller, and of no agent, behind the caller’s walls', async () => {
    await settles(agent.session, 'ownerId=me', ['Ada']);
    expect(await namesOf(tenant.admin, 'ownerId=me')).toEqual([]);
    await settles(tenant.admin, 'ownerId=none', ['Ben', 'Cleo', 'Dan', 'Eve']);
    await settles(agent.session, 'ownerId=none', ['Cleo', 'Dan', 'Eve']);
    // Lists check what search finds against the tickets; so they do not show that search knows an owner.
    const searched = async () => (await agent.session.get<Listed<Ticket>>('/v1/search?q=hello&ownerId=me')).items.map(({ author }) => author.name);
    await until('search finds the ticket of its owner', async () => (await searched()).join() === 'Ada');
    const { key } = await tenant.admin.post<{ key: string }>('/v1/api-keys', { name: 'CRM', role: 'agent' });
    const refused = await tenant.admin.as(key).call<Problem>('GET', '/v1/tickets?ownerId=me');
    expect(refused).toMatchObject({ status: 422, body: { code: 'unprocessable', errors: [{ path: 'ownerId' }] } });
  });

  it('by creation and by waiting, both ways, each ticket once', async () => {
    await settles(tenant.admin, 'ownerId=none', ['Ben', 'Cleo', 'Dan', 'Eve']);
    // Their owner was none before and after the last change, so the filter does not show that search knows of it.
    await until('search knows that nobody waits for an answer to Cleo', async () => (await namesOf(tenant.admin, 'sort=waitingSince')).at(-1) === 'Cleo');
    for (const sort of ['createdAt', 'waitingSince'] as const)
      for (const [sign, way] of [
        ['', 1],
        ['-', -1],
      ] as const) {
        const found = await inPages(`sort=${sign}${sort}`);
        expect(found.map(({ author }) => author.name ?? '').toSorted()).toEqual(NAMES);
        const expected = found.toSorted((a, b) => {
          const [one, two] = [a[sort], b[sort]];
          if ((one === null) !== (two === null)) return one === null ? 1 : -1;
          return way * (`${one}${a.id}` < `${two}${b.id}` ? -1 : 1);
        });
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        if (sort === 'waitingSince') expect(found.at(-1)).toMatchObject({ author: { name: 'Cleo' }, waitingSince: null });
      }
    expect(await namesOf(agent.session, 'sort=createdAt&ownerId=none')).toEqual(['Cleo', 'Dan', 'Eve']);
  });
});
