import { configurationKey, tenantPk } from '../../configuration/keys.ts';
import type { Item, Key, Write } from '../../table/port.ts';
import { hasVersion, versionAttribute } from '../credentials/credential.ts';
import { emailKey, foldEmail, type Person, presentPerson, profileItem } from '../person.ts';

/** A person who works on tickets. The configuration lists them (`AGENT#`), the profile authenticates them: both are written together. */
export type AgentRole = 'admin' | 'supervisor' | 'agent';

/** Who keeps the entry: the hub's own admins, or the service of `USER_SERVICE_URL`. */
export type Source = 'hub' | 'user_service';
export const sourceOf = (item: Item): Source => (item['source'] === 'user_service' ? 'user_service' : 'hub');
/** As it is in an item; the hub's own have none. */
export const sourceAttribute = (source: Source): { readonly source?: Source } => (source === 'hub' ? {} : { source });

export interface Agent extends Person {
  readonly kind: 'agent';
  readonly role: AgentRole;
  /** Active tickets that rules may give to the agent; null: any number. */
  readonly capacity: number | null;
  /** What they can do, in words that tags of tickets use too. */
  readonly skills: readonly string[];
  /** Rises with each change; changes depend on it. */
  readonly revision: number;
  readonly source: Source;
}

export const agentKey = (tenantId: string, id: string): Key => configurationKey(tenantId, 'AGENT', id);
/** How many admins there are, so that the last one cannot go, whoever else goes at the same instant. */
export const adminsKey = (tenantId: string): Key => ({ pk: tenantPk(tenantId), sk: 'ADMINS' });
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
    capacity: (item['capacity'] as number | undefined) ?? null,
    skills: (item['skills'] as readonly string[] | undefined) ?? [],
    revision: Number(item['revision']),
    source: sourceOf(item),
  };
}

export const presentAgent = (agent: Agent) => {
  const { id, name, email, role, teamIds, createdAt } = { ...presentPerson(agent), role: agent.role };
  return { id, name, email, role, teamIds, capacity: agent.capacity, skills: agent.skills, source: agent.source, createdAt };
};

const agentItem = (tenantId: string, agent: Agent): Item => {
  const { id, name, email, role, teamIds, createdAt, capacity, skills, revision, source } = agent;
  const optional = { ...(capacity === null ? {} : { capacity }), ...(skills.length === 0 ? {} : { skills }), ...sourceAttribute(source) };
  return { ...agentKey(tenantId, id), id, name, email, role, teamIds, createdAt, ...optional, revision };
};

export const emailItem = (tenantId: string, person: Person): Item => ({ ...emailKey(tenantId, person.email), personId: person.id });

/** What a change of an agent was drafted on. */
export interface AgentBefore {
  readonly revision: number;
  readonly credentialVersion: number;
}

/**
 * The two items that hold an agent. `before`: null for a new one. Both are conditional, because the two are not read at one instant: a change
 * of name must not write back the version of a password that somebody replaced in the meantime.
 */
export function agentWrites(tenantId: string, agent: Agent, credentialVersion: number, before: AgentBefore | null): Write[] {
  // A socket is admitted under the rights of this revision.
  const profile = { ...profileItem(tenantId, agent), revision: agent.revision, ...versionAttribute(credentialVersion) };
  return [
    { op: 'put', item: agentItem(tenantId, agent), when: before === null ? { absent: true } : { equals: { revision: before.revision } } },
    { op: 'put', item: profile, ...(before === null ? {} : { when: hasVersion(before.credentialVersion) }) },
  ];
}

export const sameEmail = (a: string, b: string): boolean => foldEmail(a) === foldEmail(b);
