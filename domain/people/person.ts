import type { Role } from '../context.ts';
import type { Item, Key } from '../table/port.ts';

/** Somebody who signs in: an agent of the business or a first-party user. */
export interface Person {
  readonly id: string;
  readonly kind: 'agent' | 'user';
  readonly name: string;
  /** As entered. Uniqueness and sign-in ignore case. */
  readonly email: string;
  readonly role: Role;
  readonly teamIds: readonly string[];
  readonly mobileNumber: string | null;
  readonly createdAt: string;
}

const partition = (tenantId: string, personId: string): string => `T#${tenantId}#U#${personId}`;

export const profileKey = (tenantId: string, personId: string): Key => ({ pk: partition(tenantId, personId), sk: 'PROFILE' });
/** The password's hash, in an item of its own, so that code that reads people never has it in memory. */
export const credentialKey = (tenantId: string, personId: string): Key => ({ pk: partition(tenantId, personId), sk: 'CREDENTIAL' });
/** The newest link for a new password: its hash, its end, and the version of the password that it replaces. A new link replaces it. */
export const resetKey = (tenantId: string, personId: string): Key => ({ pk: partition(tenantId, personId), sk: 'RESET' });
export const emailKey = (tenantId: string, email: string): Key => ({ pk: `T#${tenantId}#EM#${foldEmail(email)}`, sk: 'EMAIL' });
export const sessionKey = (tenantId: string, personId: string, sessionId: string): Key => ({ pk: partition(tenantId, personId), sk: `SS#${sessionId}` });

export const foldEmail = (email: string): string => email.trim().toLowerCase();

export const profileItem = (tenantId: string, person: Person): Item => ({ ...profileKey(tenantId, person.id), ...person });

export function personOf(item: Item): Person {
  return {
    id: String(item['id']),
    kind: item['kind'] === 'agent' ? 'agent' : 'user',
    name: String(item['name']),
    email: String(item['email']),
    role: item['role'] as Role,
    teamIds: item['teamIds'] as string[],
    mobileNumber: (item['mobileNumber'] as string | null | undefined) ?? null,
    createdAt: String(item['createdAt']),
  };
}

/** What the API shows of a person. */
export function presentPerson(person: Person) {
  const { id, name, email, role, teamIds, mobileNumber, createdAt } = person;
  return { id, name, email, role, teamIds, mobileNumber, createdAt };
}
