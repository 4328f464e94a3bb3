import { type Answer, type Body, done, ok, page, type Routes, refusal } from './fake-settings.ts';

/** Agents, teams, invitations and API keys. */
export function people(): Routes {
  const createdAt = '2026-11-01T09:00:00Z';
  const agents: Record<string, unknown>[] = [
    { id: 'u1', name: 'Luna Marchetti', email: 'luna@bottega-luna.example', role: 'admin', teamIds: [] },
    { id: 'u2', name: 'Kenji Mori', email: 'kenji@bottega-luna.example', role: 'agent', teamIds: ['t1'] },
  ].map((agent) => ({ ...agent, capacity: null, skills: [], source: 'hub', createdAt }));
  const teams: Record<string, unknown>[] = [{ id: 't1', name: 'Orders', members: 1, source: 'hub', createdAt }];
  const invitations: Record<string, unknown>[] = [
    {
      id: 'i1',
      email: 'ana@bottega-luna.example',
      role: 'supervisor',
      teamIds: [],
      state: 'open',
      mail: 'failed',
      createdAt,
      expiresAt: '2026-12-06T09:00:00Z',
    },
  ];
  const keys: Record<string, unknown>[] = [{ id: 'k1', name: 'Web shop', role: 'agent', hint: 'pk_web', createdAt }];
  const change = (all: Record<string, unknown>[], id: string, body: Body): Answer => ok(Object.assign(all.find((one) => one['id'] === id) ?? {}, body));
  const remove = (all: Record<string, unknown>[], id: string): Answer => {
    const at = all.findIndex((one) => one['id'] === id);
    all.splice(at, 1);
    return done;
  };
  return {
    'GET /v1/agents': () => page(agents),
    'GET /v1/agents/{id}': (id) => ok(agents.find((one) => one['id'] === id)),
    'PATCH /v1/agents/{id}': (id, body) =>
      typeof body['capacity'] === 'string'
        ? refusal(400, 'invalid_request', 'No.', [{ path: 'capacity', message: 'must be a number' }])
        : id === 'u1' && body['role'] !== undefined
          ? refusal(409, 'conflict', 'Luna Marchetti is the last admin.', [{ path: 'role', message: 'there would be no admin' }])
          : change(agents, id, body),
    'DELETE /v1/agents/{id}': (id) => (id === 'u1' ? refusal(409, 'conflict', 'You cannot remove the last admin.') : remove(agents, id)),
    'DELETE /v1/agents/{id}/totp': () => done,
    'DELETE /v1/agents/{id}/passkeys': () => done,
    'GET /v1/invitations': () => page(invitations),
    'POST /v1/invitations': (_, body) => {
      if (agents.some(({ email }) => email === body['email']))
        return refusal(409, 'conflict', 'Kenji Mori has this address.', [{ path: 'email', message: 'is taken' }]);
      const made = { id: 'i2', state: 'open', mail: 'queued', createdAt, expiresAt: '2026-12-07T09:00:00Z', ...body };
      invitations.push(made);
      return ok(made, 201);
    },
    'POST /v1/invitations/{id}/resend': (id) => ({ ...change(invitations, id, { mail: 'queued' }), status: 202 }),
    'DELETE /v1/invitations/{id}': (id) => remove(invitations, id),
    'GET /v1/teams': () => page(teams),
    'POST /v1/teams': (_, body) => {
      const made = { id: `t${teams.length + 1}`, members: 0, source: 'hub', createdAt, ...body };
      teams.push(made);
      return ok(made, 201);
    },
    'PATCH /v1/teams/{id}': (id, body) => change(teams, id, body),
    'DELETE /v1/teams/{id}': (id) => (id === 't1' ? refusal(409, 'conflict', 'The team has 1 member.') : remove(teams, id)),
    'GET /v1/api-keys': () => page(keys),
    'POST /v1/api-keys': (_, body) => {
      const made = { id: 'k2', hint: 'pk_new', createdAt, ...body };
      keys.push(made);
      return ok({ ...made, key: 'pk_new_secret_value' }, 201);
    },
    'DELETE /v1/api-keys/{id}': (id) => remove(keys, id),
  };
}
