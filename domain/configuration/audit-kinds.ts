import type { Item, Key } from '../table/port.ts';
import { CLOSING_TIME } from './closing-time.ts';
import { tenantPk } from './keys.ts';
import { LINK_PREVIEWS } from './link-previews.ts';

/** What the audit trail records, one row each: which items, and which of their attributes are public. */
export interface AuditKind {
  readonly type: string;
  /** The beginning of the sort key; the id follows. An empty id: there is only one such item. */
  readonly sk: string;
  /** Missing: every attribute except the bookkeeping. */
  readonly fields?: readonly string[];
  /** Attributes whose change is recorded without their value. */
  readonly secrets?: readonly string[];
}

export const AUDIT_KINDS: readonly AuditKind[] = [
  { type: 'tenant', sk: 'TENANT', fields: ['name', 'registration', 'settings', 'secondFactorRoles', CLOSING_TIME, LINK_PREVIEWS], secrets: ['webhookSecret'] },
  { type: 'agent', sk: 'AGENT#' },
  { type: 'invitation', sk: 'INVITE#', fields: ['email', 'role', 'teamIds', 'expiresAt'] },
  { type: 'identityIssuer', sk: 'ISSUER#', fields: ['issuer', 'audience', 'keys', 'jwksUrl'] },
  {
    type: 'identityProvider',
    sk: 'IDP#',
    fields: ['name', 'issuer', 'clientId', 'scopes', 'emailDomains', 'newPeople', 'enabled'],
    secrets: ['secretVersion'],
  },
  { type: 'team', sk: 'TEAM#', fields: ['name'] },
  { type: 'origin', sk: 'ORIGIN#', fields: ['channel', 'name', 'state', 'accountId'] },
  { type: 'apiKey', sk: 'KEY#', fields: ['name', 'role'] },
  { type: 'webhook', sk: 'WEBHOOK#', fields: ['url', 'events', 'enabled'], secrets: ['secret'] },
  { type: 'queue', sk: 'QUEUE#' },
  { type: 'rule', sk: 'RULE#' },
  { type: 'enrichmentList', sk: 'LIST#', fields: ['name', 'key', 'match', 'size', 'digest'] },
];

/** An application has a partition of its own, which its token names. */
const APPLICATION: AuditKind = { type: 'application', sk: 'APP', fields: ['name', LINK_PREVIEWS] };

/** What admins do with reported messages. */
const REPORT: AuditKind = { type: 'report', sk: '', fields: ['state', 'action'] };

/** Partitions that hold configuration. */
const partitions = (tenantId: string): readonly string[] => [tenantPk(tenantId), `${tenantPk(tenantId)}#POLICY`, `${tenantPk(tenantId)}#LISTS`];

/** The audited kind of a key, or undefined. */
export const auditedAs = (tenantId: string, { pk, sk }: Key): { readonly kind: AuditKind; readonly id: string } | undefined => {
  const applications = `${tenantPk(tenantId)}#APP#`;
  if (pk.startsWith(applications) && sk === APPLICATION.sk) return { kind: APPLICATION, id: pk.slice(applications.length) };
  if (pk === `${tenantPk(tenantId)}#RP`) return { kind: REPORT, id: sk };
  if (!partitions(tenantId).includes(pk)) return undefined;
  const kind = AUDIT_KINDS.find((row) => (row.sk.endsWith('#') ? sk.startsWith(row.sk) : sk === row.sk));
  return kind && { kind, id: kind.sk.endsWith('#') ? sk.slice(kind.sk.length) : tenantId };
};

const BOOKKEEPING: ReadonlySet<string> = new Set(['pk', 'sk', 'id', 'revision', 'changedIn', 'createdAt', 'updatedAt', 'hash', 'credentialVersion', 'version']);

/** The attributes that the audit compares. */
export const auditedFields = ({ fields, secrets = [] }: AuditKind, before: Item | undefined, after: Item | undefined): string[] =>
  fields ? [...fields, ...secrets] : [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter((name) => !BOOKKEEPING.has(name));
