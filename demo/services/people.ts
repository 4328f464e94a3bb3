import { type Answered, type Asked, DOWN, type Double, isSigned, NO_PATH, UNSIGNED } from './double.ts';

interface People {
  readonly agents: readonly unknown[];
  readonly teams: readonly unknown[];
}

/** The people of unknown tenants. */
const NIGHT_SHIFT: People = {
  agents: [
    { id: 'hr-noor', name: 'Noor Haddad', email: 'noor@night-shift.example', role: 'agent', teamIds: ['night-shift'] },
    { id: 'hr-tomas', name: 'Tomás Rivera', email: 'tomas@night-shift.example', role: 'supervisor', teamIds: ['night-shift'] },
  ],
  teams: [{ id: 'night-shift', name: 'Night shift' }],
};

/**
 * A user service: it has the agents and teams of each tenant. `PUT /people/tenants {tenantId, agents, teams}` sets them; `PUT /people/state
 * {tenantId, down}` makes it answer that tenant 503; `GET /people/calls`: the number of calls for each tenant.
 */
export const peopleDouble = (secret: string): Double => {
  const people = new Map<string, People>();
  const down = new Set<string>();
  const calls = new Map<string, number>();
  const agents = (asked: Asked): Answered => {
    if (!isSigned(secret, asked, Date.now())) return UNSIGNED;
    const { tenantId } = JSON.parse(asked.body) as { tenantId: string };
    calls.set(tenantId, (calls.get(tenantId) ?? 0) + 1);
    return down.has(tenantId) ? DOWN : { status: 200, body: people.get(tenantId) ?? NIGHT_SHIFT };
  };
  return {
    prefix: '/people/',
    handle(asked) {
      if (asked.route === 'POST /people/v1/agents') return agents(asked);
      if (asked.route === 'GET /people/calls') return { status: 200, body: Object.fromEntries(calls) };
      const given = asked.route.startsWith('PUT ') ? (JSON.parse(asked.body) as People & { tenantId: string; down: boolean }) : null;
      if (given && asked.route === 'PUT /people/tenants') people.set(given.tenantId, { agents: given.agents, teams: given.teams });
      else if (given && asked.route === 'PUT /people/state') {
        if (given.down) down.add(given.tenantId);
        else down.delete(given.tenantId);
      } else return NO_PATH;
      return { status: 200, body: given };
    },
  };
};
