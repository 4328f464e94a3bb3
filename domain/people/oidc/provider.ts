import { createHash } from 'node:crypto';
import { tenantPk } from '../../configuration/keys.ts';
import type { Item, Key } from '../../table/port.ts';

/** Roles that new people may get by signing in. An admin is made by an admin only. */
export const NEW_ROLES = ['user', 'agent', 'supervisor'] as const;
export type NewRole = (typeof NEW_ROLES)[number];

/** What the hub needs of a provider's discovery document to send a browser there. */
export interface Discovered {
  readonly authorizationEndpoint: string;
  /** Whether its answers always have `iss` (RFC 9207). */
  readonly namesItself: boolean;
}

/** An OpenID provider that signs people of a tenant in. */
export interface Provider {
  readonly id: string;
  /** Of the button. */
  readonly name: string;
  /** The issuer's address, exactly as its tokens have it. */
  readonly issuer: string;
  readonly clientId: string;
  /** 0: there is no secret. Incremented by each new one. */
  readonly secretVersion: number;
  readonly scopes: readonly string[];
  /** Only people with a verified address of these domains sign in; empty: there is no such condition. */
  readonly emailDomains: readonly string[];
  /** The role of people whom the hub does not know; null: they do not sign in. */
  readonly newPeople: NewRole | null;
  readonly enabled: boolean;
  readonly discovered: Discovered | null;
  /** When `discovered` was read, ISO 8601. */
  readonly discoveredAt: string | null;
  /** When the last check ended, ISO 8601; null: none has, or one is under way. */
  readonly checkedAt: string | null;
  /** What the last check found wrong; null: nothing. */
  readonly checkError: string | null;
  /** When a check was last asked for, epoch ms; 0: never. */
  readonly askedAt: number;
  /** The newest sign-in that the provider or its answer made impossible. */
  readonly lastFailure: { readonly at: string; readonly reason: string } | null;
  readonly createdAt: string;
  readonly revision: number;
}

export const providerKey = (tenantId: string, id: string): Key => ({ pk: tenantPk(tenantId), sk: `IDP#${id}` });

/** The name of the client's secret in the store of credentials. */
export const secretName = (tenantId: string, id: string): string => `${tenantId}/identity-providers/${id}`;

/** Subjects of one issuer are people of one world, also if the tenant registers the issuer again. */
export const issuerHash = (issuer: string): string => createHash('sha256').update(issuer).digest('base64url');

export const providerOf = (item: Item): Provider => ({
  id: String(item['id']),
  name: String(item['name']),
  issuer: String(item['issuer']),
  clientId: String(item['clientId']),
  secretVersion: Number(item['secretVersion']),
  scopes: item['scopes'] as string[],
  emailDomains: item['emailDomains'] as string[],
  newPeople: (item['newPeople'] as NewRole | null | undefined) ?? null,
  enabled: item['enabled'] === true,
  discovered: (item['discovered'] as Discovered | undefined) ?? null,
  discoveredAt: (item['discoveredAt'] as string | undefined) ?? null,
  checkedAt: (item['checkedAt'] as string | undefined) ?? null,
  checkError: (item['checkError'] as string | undefined) ?? null,
  askedAt: Number(item['askedAt'] ?? 0),
  lastFailure: (item['lastFailure'] as Provider['lastFailure'] | undefined) ?? null,
  createdAt: String(item['createdAt']),
  revision: Number(item['revision']),
});

/** The address of the deployment without a final slash; '' if it does not know it. */
export const baseOf = (publicUrl: string): string => publicUrl.replace(/\/+$/, '');

/**
 * Where the provider sends the browser back. Each provider has its own address, so that an answer of one is never taken for an answer of another
 * (RFC 9700, section 4.4.2.2, read on 2026-11-30).
 */
export const redirectUri = (publicUrl: string, id: string): string => `${baseOf(publicUrl)}/v1/oidc/callback/${id}`;

/** What admins see. The secret is not part of it. */
export const presentProvider = (provider: Provider, publicUrl: string) => {
  const { secretVersion, scopes, emailDomains, discovered, discoveredAt: _at, askedAt: _asked, revision: _revision, ...shown } = provider;
  return {
    ...shown,
    scopes: [...scopes],
    emailDomains: [...emailDomains],
    hasSecret: secretVersion > 0,
    reachable: discovered !== null,
    redirectUri: publicUrl === '' ? null : redirectUri(publicUrl, provider.id),
  };
};
