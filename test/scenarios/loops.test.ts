import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiShop, openApiShop } from '../harness/api-shop.ts';
import { api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { answer, type Received, type Receiver, startReceiver } from '../harness/receiver.ts';
import type { Listed, Ticket } from '../harness/shapes.ts';
import { createTenant, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const DEPTH = 4;
const PER_HOUR = 9;
const chain = ({ headers }: Received): Record<string, string> => ({ 'x-parley-causation': String(headers['x-parley-causation']) });

/** Rules that call an integration, which answers by what runs the rules again. */
describe('a loop of a rule and an integration ends', () => {
  let receiver: Receiver;
  let hub: Hub;
  beforeAll(async () => {
    receiver = await startReceiver();
    hub = await startHub({ env: { PARLEY_OUTGOING_ALLOW: receiver.host, RULE_DEPTH_LIMIT: String(DEPTH), RULE_CALLS_PER_HOUR: String(PER_HOUR) } });
  });
  afterAll(async () => {
    receiver.close();
    await hub.stop();
    removeHome(hub.home);
  });

  /** A rule whose webhook the integration answers by a note, with the headers that `back` makes of the call. */
  const looping = async (back: (call: Received) => Record<string, string>): Promise<{ shop: ApiShop; ticket: Ticket; hook: string }> => {
    const shop = await openApiShop(await createTenant(hub), receiver);
    const { admin } = shop.tenant;
    const hook = `${shop.path}-hook`;
    await admin.patch('/v1/tenant', { settings: { webhookSecret: 'a secret of ours' } });
    const { key } = await admin.post<{ key: string }>('/v1/api-keys', { name: 'Integration', role: 'supervisor' });
    await admin.post('/v1/rules', { name: 'Tell', event: 'ticket.updated', actions: [{ type: 'webhook', url: receiver.url(hook) }] });
    const ticket = await shop.write('ann');
    receiver.behave(hook, (response, call, nth) => {
      answer(200)(response, call, nth);
      void api(hub.baseUrl, key).post(`/v1/tickets/${ticket.id}/messages`, { kind: 'note', text: `seen ${nth}` }, 201, back(call));
    });
    await admin.patch(`/v1/tickets/${ticket.id}`, { topic: 'start' });
    return { shop, ticket, hook };
  };
  /** The ticket's log says that a rule was stopped. Each call causes the next one, so nothing comes after that. Answers the calls and the messages so far. */
  const stopped = async (code: 'loop' | 'rate', { admin }: TestTenant, { id }: Ticket, path: string): Promise<{ calls: number; messages: number }> => {
    await until(
      'the loop has ended',
      async () => (await admin.get<Listed<{ refused?: { code: string } }>>(`/v1/tickets/${id}/log`)).items.some(({ refused }) => refused?.code === code),
      90_000,
    );
    const { visibleMessageCount: messages } = await admin.get<Ticket>(`/v1/tickets/${id}`);
    return { calls: receiver.calls(path).length, messages };
  };

  it('at the depth that the integration brings back', async () => {
    const { shop, ticket, hook } = await looping(chain);
    expect(await stopped('loop', shop.tenant, ticket, hook)).toEqual({ calls: DEPTH, messages: DEPTH + 1 });
  });

  it.each([
    ['drops it', () => ({})],
    ['makes one up', () => ({ 'x-parley-causation': '0.AAAAAAAAAAAAAAAAAAAAAAAA.x', 'x-parley-depth': '0' })],
  ] as const)('by the rule’s share of an hour where the integration %s', async (_, back) => {
    const { shop, ticket, hook } = await looping(back);
    const { calls, messages } = await stopped('rate', shop.tenant, ticket, hook);
    expect(messages).toBe(calls + 1);
    // An hour may have begun in between.
    expect(calls).toBeGreaterThanOrEqual(PER_HOUR);
    expect(calls).toBeLessThanOrEqual(2 * PER_HOUR);
  });

  it('of callbacks that an integration answers by replies, without any rule', async () => {
    const shop = await openApiShop(await createTenant(hub), receiver);
    const { key } = await shop.tenant.admin.post<{ key: string }>('/v1/api-keys', { name: 'Integration', role: 'supervisor' });
    const ticket = await shop.write('ann');
    const refusals: unknown[] = [];
    receiver.behave(shop.path, (response, call, nth) => {
      answer(200)(response, call, nth);
      const next = { kind: 'reply', text: `seen ${nth}` };
      const expected = nth < DEPTH ? 201 : 409;
      void api(hub.baseUrl, key)
        .post(`/v1/tickets/${ticket.id}/messages`, next, expected, chain(call))
        .then((body) => expected === 409 && refusals.push(body));
    });
    await api(hub.baseUrl, key).post(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'first' });
    await until('the chain is refused', () => refusals.length > 0);
    expect(refusals).toMatchObject([{ code: 'conflict', current: 'loop' }]);
    expect(receiver.calls(shop.path)).toHaveLength(DEPTH);
  });

  it('of a rule’s replies that a machine answers as a customer', async () => {
    const shop = await openApiShop(await createTenant(hub), receiver);
    await shop.tenant.admin.post('/v1/rules', { name: 'Answer', event: 'message.received', actions: [{ type: 'reply', text: 'thank you' }] });
    receiver.behave(shop.path, (response, call, nth) => {
      answer(200)(response, call, nth);
      void shop.write('ann', 'you are welcome', chain(call));
    });
    const ticket = await shop.write('ann');
    expect(await stopped('loop', shop.tenant, ticket, shop.path)).toEqual({ calls: DEPTH, messages: 2 * DEPTH + 1 });
  });
});
