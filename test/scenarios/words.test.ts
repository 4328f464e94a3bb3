import { beforeAll, describe, expect, inject, it } from 'vitest';
import { allTickets } from '../harness/read-all.ts';
import type { Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** What a rule asks for, and how a customer writes it. */
const WRITTEN: readonly (readonly [asked: string, written: string])[] = [
  ['iade', 'İADE istiyorum'],
  ['straße', 'HAUPTSTRASSE 5'],
  ['café', 'Un CAFE\u0301, merci'],
  ['refund', 'ＲＥＦＵＮＤ please'],
  ['invoice', 'my in\u00advoi\u2060ce'],
  ['paypal', 'раураl sent me here'],
  ['コーヒー', 'ｺｰﾋｰ'],
  ['4711', 'الطلب ٤٧١١'],
  ['👍', 'ok 👍🏽'],
];

const rule = (tenant: TestTenant, name: string, condition: unknown, tag: string) =>
  tenant.admin.post('/v1/rules', { name, event: 'message.received', condition, actions: [{ type: 'tag', add: [tag] }] });
const ticketsOf = async (tenant: TestTenant, count: number): Promise<readonly Ticket[]> =>
  until(
    `${count} tickets are there`,
    async () => {
      const tickets = await allTickets(tenant.admin);
      return tickets.length === count && tickets;
    },
    80_000,
  );

describe('words', () => {
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  beforeAll(async () => {
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
  });

  it('mean the same to rules, lists and search', async () => {
    const text = (op: string, value: string) => ({ field: 'message.text', op, value });
    for (const [index, [asked]] of WRITTEN.entries()) {
      await rule(tenant, `contains ${index}`, text('contains', asked), `contains${index}`);
      await rule(tenant, `matches ${index}`, text('matches', asked), `matches${index}`);
    }
    await tenant.admin.post('/v1/enrichment-lists', {
      name: 'Words',
      key: 'message.text',
      match: 'contains',
      entries: WRITTEN.map(([asked], index) => ({ value: asked, set: { tags: [`list${index}`] } })),
    });
    expect(
      (
        await whatsapp.send([
          WRITTEN.map(([, written], index) => ({ id: `wamid.word-${index}`, from: `49178111000${index}`, name: `Word ${index}`, text: written })),
        ])
      ).status,
    ).toBe(200);
    const tickets = await ticketsOf(tenant, WRITTEN.length);
    const found = Object.fromEntries(tickets.map(({ author, tags }) => [author.name, tags.toSorted()]));
    expect(found).toEqual(Object.fromEntries(WRITTEN.map((_, index) => [`Word ${index}`, [`contains${index}`, `list${index}`, `matches${index}`]])));
    const search = async (query: Record<string, string>): Promise<(string | null)[]> =>
      (await tenant.admin.get<{ items: Ticket[] }>(`/v1/tickets?${new URLSearchParams(query).toString()}`)).items.map(({ author }) => author.name);
    for (const [index, [asked]] of WRITTEN.entries())
      await until(`${asked} is found`, async () => (await search({ q: asked.replace('straße', 'hauptstraße') })).includes(`Word ${index}`));
    for (const q of ['?!', '…', '🏽', '***']) expect([q, await search({ q })]).toEqual([q, []]);
    expect(await search({ tag: 'CONTAINS3' })).toEqual(['Word 3']);
    const { sequence, author } = tickets[0] as Ticket;
    for (const q of [`#${sequence}`, `${sequence}`]) expect(await search({ q })).toContain(author.name);
    for (const q of ['+49 178 111-0003', '(0049) 1781110003', '0178 1110003', '1781110003']) expect([q, await search({ q })]).toEqual([q, ['Word 3']]);
  });
});

it('a tenant whose rules are as heavy as they may be, and whose mails are long, keeps nobody from their messages', async () => {
  const [heavy, good] = await Promise.all([createTenant(inject('hub')), createTenant(inject('hub'))]);
  const [theirs, ours] = await Promise.all([connectWhatsApp(heavy), connectWhatsApp(good)]);
  const pattern = (n: number): string => `(?:a.{7}|b.{9}|.{${n}}c){3}z`;
  for (let n = 0; n < 15; n += 1) {
    await rule(heavy, `heavy ${n}`, { any: [10, 11, 12].map((m) => ({ field: 'message.text', op: 'matches', value: pattern(m + n) })) }, 'heavy');
  }
  const refused = heavy.admin.post('/v1/rules', {
    name: 'too heavy',
    event: 'message.received',
    condition: { field: 'message.text', op: 'matches', value: '(?:.{0,200}.{0,200}.{0,200}){0,3}1zz$' },
    actions: [],
  });
  await expect(refused).rejects.toThrow(/422/);
  await rule(heavy, 'light', { field: 'message.text', op: 'contains', value: 'cab' }, 'light');
  let seed = 7;
  const long = (): string => Array.from({ length: 32_000 }, () => 'abc'.charAt((seed = (seed * 48_271) % 2_147_483_647) % 3)).join('');
  const storm = Array.from({ length: 40 }, (_, n) =>
    theirs.send([[{ id: `wamid.heavy-${n}`, from: `4917820${1_000 + n}`, name: `Heavy ${n}`, text: long() }]]),
  );
  const calm = Array.from({ length: 40 }, (_, n) =>
    ours.send([[{ id: `wamid.good-${n}`, from: `4917830${1_000 + n}`, name: `Good ${n}`, text: 'where is my parcel?' }]]),
  );
  for (const { status } of await Promise.all([...storm, ...calm])) expect(status).toBe(200);
  await ticketsOf(good, 40);
  const all = await ticketsOf(heavy, 40);
  // What costs next to nothing is evaluated in each of them, what costs too much in none.
  expect(all.filter(({ tags }) => tags.includes('heavy'))).toEqual([]);
  expect(all.filter(({ tags }) => tags.includes('light'))).toHaveLength(40);
});
