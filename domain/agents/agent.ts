import { configurationKey, configurationPk } from '../configuration/keys.ts';
import { credentialKey, emailKey, foldEmail, type Person, presentPerson, profileItem } from '../people/person.ts';
import type { Item, Key, Write } from '../table/port.ts';

/** A person who works on tickets. Configuration names him (`AGENT#`), his profile proves him: both are written together. */
export type AgentRole = 'admin' | 'supervisor' | 'agent';

export interface Agent extends Person {
  readonly kind: 'agent';
  readonly role: AgentRole;
  /** Rises with each change; changes depend on it. */
  readonly revision: number;
}

export const agentKey = (tenantId: string, id: string): Key => configurationKey(tenantId, 'AGENT', id);
/** How many admins there are, so that the last one cannot go, whoever else goes at the same instant. */
export const adminsKey = (tenantId: string): Key => ({ pk: configurationPk(tenantId), sk: 'ADMINS' });
export const teamKey = (tenantId: string, id: string): Key => configurationKey(tenantId, 'TEAM', id);

export function agentOf(item: Item): Agent {
  return {
    id: String(item['id']),
    kind: 'agent',
    name: String(item['name']),
    email: String(item['email']),
    role: item['role'] as AgentRole,
    teamIds: item['teamIds'] as string[],
    mobileNumber: null,
    createdAt: String(item['createdAt']),
    revision: Number(item['revision']),
  };
}

export const presentAgent = (agent: Agent) => {
  const { id, name, email, role, teamIds, createdAt } = { ...presentPerson(agent), role: agent.role };
  return { id, name, email, role, teamIds, createdAt };
};

const agentItem = (tenantId: string, agent: Agent): Item => {
  const { id, name, email, role, teamIds, createdAt, revision } = agent;
  return { ...agentKey(tenantId, id), id, name, email, role, teamIds, createdAt, revision };
};

export const emailItem = (tenantId: string, person: Person): Item => ({ ...emailKey(tenantId, person.email), personId: person.id });

/** The two items that hold an agent; `when` applies to the configuration's. `sessionsFrom`: epoch ms; older sessions no longer stand. */
export function agentWrites(tenantId: string, agent: Agent, sessionsFrom: number, previousRevision: number | null): Write[] {
  const { revision: _, ...person } = agent;
  return [
    { op: 'put', item: agentItem(tenantId, agent), when: previousRevision === null ? { absent: true } : { equals: { revision: previousRevision } } },
    { op: 'put', item: { ...profileItem(tenantId, person), sessionsFrom } },
  ];
}

export const credentialWrite = (tenantId: string, personId: string, password: string): Write => ({
  op: 'put',
  item: { ...credentialKey(tenantId, personId), password },
});

export const sameEmail = (a: string, b: string): boolean => foldEmail(a) === foldEmail(b);
