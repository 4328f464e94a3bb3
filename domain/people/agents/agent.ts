import { configurationKey, tenantPk } from '../../configuration/keys.ts';
import type { Item, Key, Write } from '../../table/port.ts';
import { hasVersion, versionAttribute } from '../credentials/credential.ts';
import { emailKey, foldEmail, type Person, presentPerson, profileItem } from '../person.ts';

/** A person who works on tickets. The configuration lists them (`AGENT#`), and the profile authenticates them: both items are written together. */
export type AgentRole = 'admin' | 'supervisor' | 'agent';

/** Who manages the entry: the hub's own admins, or the service of `USER_SERVICE_URL`. */
export type Source = 'hub' | 'user_service';
export const sourceOf = (item: Item): Source => (item['source'] === 'user_service' ? 'user_service' : 'hub');
/** The stored value; the hub's own agents have none. */
export const sourceAttribute = (source: Source): { readonly source?: Source } => (source === 'hub' ? {} : { source });

export interface Agent extends Person {
  readonly kind: 'agent';
  readonly role: AgentRole;
  /** Maximum of active tickets for assignment by rules; null: no limit. */
  readonly capacity: number | null;
  /** The agent's skills, which tags of tickets can name too. */
  readonly skills: readonly string[];
  /** Incremented by each change, as an optimistic lock. */
  readonly revision: number;
  readonly source: Source;
}

export const agentKey = (tenantId: string, id: string): Key => configurationKey(tenantId, 'AGENT', id);
/** Counts the admins, so that simultaneous removals cannot remove the last one. */
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

/** The state that a change of an agent is based on. */
export interface AgentBefore {
  readonly revision: number;
  readonly credentialVersion: number;
}

/**
 * The writes of an agent's two items. `before`: null for a new one. Both are conditional, because the two are not read at the same instant: a change
 * of name must not restore the version of a password that was replaced in the meantime.
 */
export function agentWrites(tenantId: string, agent: Agent, credentialVersion: number, before: AgentBefore | null): Write[] {
  // Sockets were accepted with the rights of this revision.
  const profile = { ...profileItem(tenantId, agent), revision: agent.revision, ...versionAttribute(credentialVersion) };
  return [
    { op: 'put', item: agentItem(tenantId, agent), when: before === null ? { absent: true } : { equals: { revision: before.revision } } },
    { op: 'put', item: profile, ...(before === null ? {} : { when: hasVersion(before.credentialVersion) }) },
  ];
}

export const sameEmail = (a: string, b: string): boolean => foldEmail(a) === foldEmail(b);
