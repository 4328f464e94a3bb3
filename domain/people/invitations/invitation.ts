import { createHash } from 'node:crypto';
import { tenantPk } from '../../configuration/keys.ts';
import type { Item, Key } from '../../table/port.ts';
import type { AgentRole } from '../agents/agent.ts';
import { foldEmail } from '../person.ts';

/** Somebody whom an administrator asked to become an agent. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: AgentRole;
  readonly teamIds: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  /** What came of the mail. */
  readonly mail: 'queued' | 'sent' | 'failed' | 'unknown';
  /** Incremented each time that it is sent. */
  readonly revision: number;
}

/** One invitation for each address. */
export const invitationId = (email: string): string => createHash('sha256').update(foldEmail(email)).digest('base64url');
export const invitationKey = (tenantId: string, id: string): Key => ({ pk: tenantPk(tenantId), sk: `INVITE#${id}` });

export const invitationOf = (item: Item): Invitation => ({
  id: String(item['id']),
  email: String(item['email']),
  role: item['role'] as AgentRole,
  teamIds: item['teamIds'] as string[],
  createdAt: String(item['createdAt']),
  expiresAt: String(item['expiresAt']),
  mail: item['mail'] as Invitation['mail'],
  revision: Number(item['revision']),
});

export const isOpen = ({ expiresAt }: Pick<Invitation, 'expiresAt'>, now: number): boolean => Date.parse(expiresAt) > now;

export const presentInvitation = ({ revision: _revision, ...shown }: Invitation, now: number) => ({
  ...shown,
  state: isOpen(shown, now) ? ('open' as const) : ('expired' as const),
});
