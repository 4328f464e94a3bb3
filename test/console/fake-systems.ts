import { type Body, done, ok, page, type Routes, refusal } from './fake-settings.ts';

/** A webhook whose calls fail, its deliveries in two parts, and the audit in two pages. */
export function systems(): Routes {
  const createdAt = '2026-11-01T09:00:00Z';
  const failing = { deliveryId: 'd2', ticketId: null, status: 500, reason: 'Internal Server Error', since: '2026-11-30T06:00:00Z' };
  const webhooks: Record<string, unknown>[] = [
    { id: 'w1', url: 'https://shop.example/parley', events: ['message.received'], enabled: true, createdAt, updatedAt: createdAt, failing, disabled: null },
  ];
  const deliveries = [
    {
      id: 'd2',
      event: 'message.received',
      ticketId: null,
      state: 'failed',
      attempts: 4,
      lastStatus: 500,
      reason: 'Internal Server Error',
      at: '2026-11-30T06:00:00Z',
    },
    { id: 'd1', event: 'message.received', ticketId: null, state: 'delivered', attempts: 1, lastStatus: 200, reason: null, at: '2026-11-30T05:00:00Z' },
  ];
  const entry = (field: string, from: unknown, to: unknown) => ({
    at: createdAt,
    by: { type: 'agent', id: 'u2' },
    changes: [{ field, from, to }],
    correlationId: field,
    cause: null,
    object: { type: 'queue', id: 'q1' },
  });
  let pages = 0;
  const change = (id: string, body: Body) => Object.assign(webhooks.find((one) => one['id'] === id) ?? {}, body);
  return {
    'GET /v1/webhooks': () => page(webhooks),
    'POST /v1/webhooks': (_, body) => {
      if (String(body['url']).startsWith('http:')) return refusal(422, 'unprocessable', 'No.', [{ path: 'url', message: 'must be https on a public host' }]);
      const made = { id: 'w2', enabled: true, createdAt, updatedAt: createdAt, failing: null, disabled: null, ...body };
      webhooks.push(made);
      return ok({ ...made, secret: 'whsec_first' }, 201);
    },
    'GET /v1/webhooks/{id}': (id) => ok(webhooks.find((one) => one['id'] === id)),
    'PATCH /v1/webhooks/{id}': (id, body) => (body['rotateSecret'] === true ? ok({ ...change(id, {}), secret: 'whsec_second' }) : ok(change(id, body))),
    'DELETE /v1/webhooks/{id}': () => {
      webhooks.pop();
      return done;
    },
    'GET /v1/webhooks/{id}/deliveries': () => page(deliveries),
    'POST /v1/webhooks/{id}/deliveries/{id}/retry': () => ok(Object.assign(deliveries[0] ?? {}, { state: 'pending', attempts: 5 })),
    'POST /v1/webhooks/{id}/replay': (_, body) => ok(body['after'] === undefined ? { replayed: 200, next: 'n' } : { replayed: 12, next: null }),
    'GET /v1/audit': () => {
      pages += 1;
      return pages % 2 === 1 ? ok({ items: [entry('name', 'Urgent', 'Very urgent')], nextCursor: 'c' }) : page([entry('priority', 1, { any: 'thing' })]);
    },
  };
}
