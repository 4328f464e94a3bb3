import { type Answer, type Body, done, ok, page, type Routes, refusal } from './fake-settings.ts';

/** Queues and rules. A star rating above 5 is what the hub refuses here. */
export function policy(): Routes {
  const stamp = { createdAt: '2026-11-01T09:00:00Z', updatedAt: '2026-11-01T09:00:00Z' };
  const counters = { created: 2, working: 1, pending: 0, followup: 0, solved: 0, closed: 0 };
  const whatsapp = { field: 'origin.channel', op: 'eq', value: 'whatsapp' };
  const queues: Record<string, unknown>[] = ['Urgent', 'WhatsApp orders', 'Reviews'].map((name, at) => ({
    id: `q${at + 1}`,
    name,
    priority: 0,
    counters,
    ...stamp,
    condition: at === 0 ? { all: [{ field: 'priority', op: 'gte', value: 'high' }, { not: whatsapp }] } : { all: [whatsapp] },
    visibleTo: { teamIds: at === 2 ? ['t1'] : [], agentIds: [] },
  }));
  const rules: Record<string, unknown>[] = [
    {
      id: 'r1',
      name: 'Bad reviews are urgent',
      event: 'message.received',
      weight: 10,
      stop: false,
      enabled: true,
      ...stamp,
      condition: { all: [{ field: 'message.starRating', op: 'lte', value: 2 }] },
      actions: [{ type: 'set', field: 'priority', value: 'urgent' }],
    },
    {
      id: 'r2',
      name: 'Thank you',
      event: 'ticket.created',
      weight: 20,
      stop: false,
      enabled: false,
      ...stamp,
      condition: { all: [] },
      actions: [{ type: 'reply', text: 'Thank you for writing.' }],
    },
  ];
  const broken = (body: Body, path: string): Answer | undefined =>
    JSON.stringify(body).includes('"value":9')
      ? refusal(422, 'unprocessable', 'The condition cannot be evaluated.', [
          { path: `${path}condition.all.0.value`, message: 'nobody gives more than 5 stars' },
        ])
      : undefined;
  const crud = (name: string, all: Record<string, unknown>[], order: string): Routes => ({
    [`GET /v1/${name}`]: () => page(all.toSorted((a, b) => Number(a[order]) - Number(b[order]))),
    [`POST /v1/${name}`]: (_, body) => {
      const made = { id: `${name}9`, [order]: 99, counters, ...stamp, ...body };
      return broken(body, '') ?? (all.push(made), ok(made, 201));
    },
    [`GET /v1/${name}/{id}`]: (id) => ok(all.find((one) => one['id'] === id)),
    [`PATCH /v1/${name}/{id}`]: (id, body) => broken(body, '') ?? ok(Object.assign(all.find((one) => one['id'] === id) ?? {}, body)),
    [`DELETE /v1/${name}/{id}`]: (id) => {
      all.splice(
        all.findIndex((one) => one['id'] === id),
        1,
      );
      return done;
    },
  });
  const travelling = ({ createdAt: _created, updatedAt: _updated, ...rule }: Record<string, unknown>): Record<string, unknown> => rule;
  return {
    // One rule a page.
    'GET /v1/rules/export': (_, __, query) => {
      const at = Number(query?.get('cursor') ?? 0);
      return ok({ rules: rules.slice(at, at + 1).map(travelling), ...(at + 1 < rules.length ? { nextCursor: String(at + 1) } : {}) });
    },
    'POST /v1/rules/import': (_, { rules: given, dryRun }) => {
      const all = given as Record<string, unknown>[];
      const flawed = all.findIndex((rule) => JSON.stringify(rule).includes('t-gone'));
      if (flawed !== -1)
        return refusal(422, 'unprocessable', 'Nothing was imported.', [{ path: `/rules/${flawed}/actions/0/teamId`, message: 'does not exist' }]);
      const isNew = (rule: Record<string, unknown>): boolean => !rules.some(({ id }) => id === rule['id']);
      const counts = { created: all.filter(isNew).length, changed: 1, unchanged: all.length - all.filter(isNew).length - 1 };
      if (dryRun !== true)
        for (const rule of all) {
          if (isNew(rule)) rules.push({ ...stamp, ...rule });
          else Object.assign(rules.find(({ id }) => id === rule['id']) ?? {}, rule);
        }
      return ok({ ...counts, dryRun });
    },
    'POST /v1/rules/dry-run': (_, body) =>
      broken(body, 'rule.') ??
      ok({
        looked: 400,
        matched: 212,
        items: [
          {
            ticketId: 'th1.1',
            sequence: 38,
            changes: [
              { field: 'priority', from: 'normal', to: 'urgent' },
              { field: 'tags', from: [], to: ['vip'] },
            ],
          },
        ],
      }),
    'GET /v1/rules/{id}/runs': (id) =>
      page(
        id === 'r1'
          ? [
              {
                ticketId: 'th1.1',
                message: 1,
                at: '2026-11-30T07:00:00Z',
                changes: [{ field: 'priority', from: 'normal', to: 'urgent' }],
                leftOut: [],
                refused: null,
              },
            ]
          : [],
      ),
    ...crud('queues', queues, 'priority'),
    ...crud('rules', rules, 'weight'),
  };
}
