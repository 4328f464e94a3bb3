import { ok, type Routes, refusal } from './fake-settings.ts';

/** The workspace with the AI off. */
export function workspace(): Routes {
  const tenant: Record<string, unknown> = {
    id: 'bl',
    slug: 'bottega-luna',
    name: 'Bottega Luna',
    registration: 'closed',
    settings: {},
    secretsSet: [],
    ticketClosedAfterMins: null,
    ai: {},
    secondFactorRoles: [],
    createdAt: '2026-11-01T09:00:00Z',
  };
  return {
    'GET /v1/tenant': () => ok(tenant),
    'PATCH /v1/tenant': (_, body) => {
      const { threshold } = (body['ai'] as { replies: { threshold: number | null } | null }).replies ?? { threshold: 1 };
      if (threshold === null || threshold > 1)
        return refusal(422, 'unprocessable', 'No.', [{ path: 'ai.replies.threshold', message: 'must be a number from 0 to 1' }]);
      return ok(Object.assign(tenant, body));
    },
  };
}
