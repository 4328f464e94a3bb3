import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Double } from '../../demo/services/double.ts';
import { helperDouble } from '../../demo/services/helper.ts';
import { peopleDouble } from '../../demo/services/people.ts';

const signed = (double: Double, route: string, content: object, secret = 's', now = Date.now()) => {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return double.handle({ route, headers: { 'x-parley-timestamp': timestamp, 'x-parley-signature': `sha256=${signature}` }, body });
};
const told = (double: Double, route: string, content: object = {}) => double.handle({ route, headers: {}, body: JSON.stringify(content) });
const event = (id: string) => ({ id, type: 'ticket.updated', tenantId: 't', data: { ticketId: 'k' } });
const TELL = 'POST /helper/v1/events';
const ASK = 'POST /people/v1/agents';

describe('the double of the ticket helper', () => {
  test('takes an event once, and none that is not signed, or signed long ago', () => {
    const helper = helperDouble('s');
    expect(signed(helper, TELL, event('1')).status).toBe(204);
    expect(signed(helper, TELL, event('1')).status).toBe(204);
    expect(signed(helper, TELL, event('2'), 'other').status).toBe(401);
    expect(signed(helper, TELL, event('2'), 's', Date.now() - 3_600_000).status).toBe(401);
    expect(told(helper, TELL, event('2')).status).toBe(401);
    expect(told(helper, 'GET /helper/events').body).toEqual({ items: [event('1')] });
    expect(told(helper, 'GET /helper/else').status).toBe(404);
  });
  test('keeps the newest 500', () => {
    const helper = helperDouble('s');
    for (let n = 0; n < 501; n += 1) signed(helper, TELL, event(String(n)));
    expect((told(helper, 'GET /helper/events').body as { items: unknown[] }).items).toHaveLength(500);
  });
  test('is down for one tenant', () => {
    const helper = helperDouble('s');
    told(helper, 'PUT /helper/state', { tenantId: 't', down: true });
    expect(signed(helper, TELL, event('1')).status).toBe(503);
    expect(signed(helper, TELL, { ...event('1'), tenantId: 'u' }).status).toBe(204);
    told(helper, 'PUT /helper/state', { tenantId: 't', down: false });
    expect(signed(helper, TELL, event('1')).status).toBe(204);
  });
  test('without a secret takes nothing', () => {
    expect(signed(helperDouble(''), TELL, event('1'), '').status).toBe(401);
  });
});

describe('the double of the user service', () => {
  test('tells the people of a tenant, and counts who asked', () => {
    const people = peopleDouble('s');
    expect(signed(people, ASK, { tenantId: 't' }).body).toMatchObject({ teams: [{ id: 'night-shift' }] });
    told(people, 'PUT /people/tenants', { tenantId: 't', agents: [{ id: 'a' }], teams: [] });
    expect(signed(people, ASK, { tenantId: 't' }).body).toEqual({ agents: [{ id: 'a' }], teams: [] });
    expect(signed(people, ASK, { tenantId: 't' }, 'other').status).toBe(401);
    expect(told(people, 'GET /people/calls').body).toEqual({ t: 2 });
    expect(told(people, 'PUT /people/else').status).toBe(404);
    expect(told(people, 'GET /people/else').status).toBe(404);
  });
  test('is down for one tenant', () => {
    const people = peopleDouble('s');
    told(people, 'PUT /people/state', { tenantId: 't', down: true });
    expect(signed(people, ASK, { tenantId: 't' }).status).toBe(503);
    told(people, 'PUT /people/state', { tenantId: 't', down: false });
    expect(signed(people, ASK, { tenantId: 't' }).status).toBe(200);
  });
});
