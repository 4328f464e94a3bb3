import { createHash } from 'node:crypto';
import { auditedTable } from '../../configuration/audited-table.ts';
import { commitConfiguration } from '../../configuration/commit.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { NAME } from '../../limits.ts';
import { type Item, type Key, type Table, TransactionRefused, type Write } from '../../table/port.ts';
import { cut } from '../../text/well-formed.ts';
import { type Agent, agentWrites, emailItem } from '../agents/agent.ts';
import { credentialVersionOf, hasVersion } from '../credentials/credential.ts';
import { isMailAddress } from '../mail-address.ts';
import { indexWrites } from '../people-index.ts';
import { credentialKey, emailKey, foldEmail, type Person, personOf, profileItem, profileKey, resetKey } from '../person.ts';
import { factorKey } from '../second-factor/factor.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { agentChanged, type Caller } from '../sessions/session-audit.ts';
import type { ProviderClaims } from './calls.ts';
import { issuerHash, type NewRole, type Provider } from './provider.ts';

interface Deps {
  /** The tenant's. */
  readonly table: Table;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly closeSockets: Parameters<typeof endSessions>[0]['closeSockets'];
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Who a subject of an issuer is. */
const linkKey = (tenantId: string, issuer: string, subject: string): Key => ({ pk: `T#${tenantId}#OL#${issuerHash(issuer)}#${hash(subject)}`, sk: 'LINK' });
/** A person has at most one subject of an issuer: an address that the provider gives to somebody else later does not bring the person with it. */
const boundKey = (tenantId: string, personId: string, issuer: string): Key => ({ ...profileKey(tenantId, personId), sk: `OIDC#${issuerHash(issuer)}` });

/** Attempts if the same person signs in for the first time from several devices at once. */
const TURNS = 5;

/** The address that the provider vouches for; null: it does not, or the tenant does not accept its domain. */
const verifiedAddress = ({ email, emailVerified }: ProviderClaims): string | null => (email !== null && emailVerified && isMailAddress(email) ? email : null);

/** Domains are compared exactly: `example.com` does not admit `mail.example.com`. */
const isAdmitted = ({ emailDomains }: Provider, address: string | null): boolean =>
  emailDomains.length === 0 || (address !== null && emailDomains.includes(foldEmail(address).split('@').at(-1) ?? ''));

/**
 * The profile of the person whom a provider has named: by the subject, or by a verified address the first time; made if the provider may. Undefined: nobody. An address that was not verified counts
 * for nothing.
 * @throws TableUnavailable
 */
export async function personOfClaims(deps: Deps, tenantId: string, provider: Provider, claims: ProviderClaims, caller: Caller): Promise<Item | undefined> {
  const address = verifiedAddress(claims);
  if (!isAdmitted(provider, address)) return undefined;
  const key = linkKey(tenantId, provider.issuer, claims.subject);
  for (let left = TURNS; ; left -= 1) {
    const [known] = await deps.table.get([key], { consistent: true });
    const [profile] = known ? await deps.table.get([profileKey(tenantId, String(known['personId']))], { consistent: true }) : [];
    if (profile) return profile;
    if (address === null) return undefined;
    const links = (personId: string): Write[] => [
      { op: 'put', item: { ...key, personId }, when: known ? { equals: { personId: String(known['personId']) } } : { absent: true } },
      { op: 'put', item: { ...boundKey(tenantId, personId, provider.issuer), subject: hash(claims.subject) }, when: { absent: true } },
    ];
    try {
      const found = await ownerOf(deps.table, tenantId, address);
      if (found === 'nobody') return await newPerson(deps, { tenantId, provider, claims, address, links, caller });
      return found && (await linked(deps, { tenantId, provider, owner: found, links, caller }));
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      // The person has another subject of this issuer. Otherwise somebody was faster: the next look tells.
      if (isBound(error) || left <= 1) return undefined;
    }
  }
}

const isBound = ({ refusals }: TransactionRefused): boolean => {
  const failed = refusals.filter(({ reason }) => reason === 'condition').map(({ index }) => index);
  return failed.includes(1) && !failed.includes(0);
};

interface Owner {
  readonly profile: Item;
  readonly hasPassword: boolean;
}

/** Who has the address and may be linked by it. Undefined: a user whose address the hub has from a token, and never proved. */
async function ownerOf(table: Table, tenantId: string, address: string): Promise<Owner | 'nobody' | undefined> {
  const [entry] = await table.get([emailKey(tenantId, address)], { consistent: true });
  if (!entry) return 'nobody';
  const personId = String(entry['personId']);
  const [profile, credential] = await table.get([profileKey(tenantId, personId), credentialKey(tenantId, personId)], { consistent: true });
  if (!profile) return undefined;
  const owner = { profile, hasPassword: credential !== undefined };
  return personOf(profile).kind === 'agent' || owner.hasPassword ? owner : undefined;
}

type Links = (personId: string) => Write[];

interface Linking {
  readonly tenantId: string;
  readonly provider: Provider;
  readonly owner: Owner;
  readonly links: Links;
  readonly caller: Caller;
}

/**
 * Links a person who was in the hub before. An agent's address was given by an administrator or proved by an invitation. A user may have registered with an address of somebody else: the password,
 * the codes and the sessions of before end, so that only the owner of the address stays.
 */
async function linked(deps: Deps, { tenantId, provider, owner, links, caller }: Linking): Promise<Item> {
  const { profile } = owner;
  const person = personOf(profile);
  const version = credentialVersionOf(profile);
  const email: Write = { op: 'check', key: emailKey(tenantId, person.email), when: { equals: { personId: person.id } } };
  if (person.kind === 'agent') {
    const change = { field: 'identityProvider', from: null, to: provider.name };
    const by = { by: { type: 'agent', id: person.id }, name: `${person.id}#oidc`, correlationId: caller.correlationId };
    const line = agentChanged({ tenantId, personId: person.id }, deps.clock(), { ...change, ...by });
    await deps.table.transact([...links(person.id), email, { op: 'check', key: profileKey(tenantId, person.id), when: hasVersion(version) }, line]);
    return profile;
  }
  const after = { ...profile, credentialVersion: version + 1 };
  await deps.table.transact([
    ...links(person.id),
    email,
    { op: 'put', item: after, when: hasVersion(version) },
    { op: 'delete', key: credentialKey(tenantId, person.id) },
    { op: 'delete', key: factorKey(tenantId, person.id) },
    { op: 'delete', key: resetKey(tenantId, person.id) },
  ]);
  await endSessions(deps, { tenantId, personId: person.id });
  return after;
}

interface New {
  readonly tenantId: string;
  readonly provider: Provider;
  readonly claims: ProviderClaims;
  readonly address: string;
  readonly links: Links;
  readonly caller: Caller;
}

/** Somebody whom the hub does not know. Undefined: only people who are there sign in. */
async function newPerson(deps: Deps, { tenantId, provider, claims, address, links, caller }: New): Promise<Item | undefined> {
  const role: NewRole | null = provider.newPeople;
  if (role === null) return undefined;
  const name = cut(claims.name ?? address, NAME);
  const made = { id: deps.newId(), name, email: address, teamIds: [], mobileNumber: null, createdAt: new Date(deps.clock()).toISOString() };
  if (role === 'user') {
    const person: Person = { ...made, kind: 'user', role };
    const item = profileItem(tenantId, person);
    await deps.table.transact([
      ...links(person.id),
      { op: 'put', item: emailItem(tenantId, person), when: { absent: true } },
      { op: 'put', item, when: { absent: true } },
      ...indexWrites(tenantId, person),
    ]);
    return item;
  }
  const agent: Agent = { ...made, kind: 'agent', role, capacity: null, skills: [], revision: 1, source: 'hub' };
  const context: Context = { tenantId, actor: { type: 'system' }, correlationId: caller.correlationId, causationId: null, depth: 0 };
  const writes: Write[] = [
    ...links(agent.id),
    { op: 'put', item: emailItem(tenantId, agent), when: { absent: true } },
    ...agentWrites(tenantId, agent, 0, null),
  ];
  await commitConfiguration({ ...deps, table: auditedTable(deps.table, deps, context, {}) }, context, writes, { status: 204 });
  return { ...profileItem(tenantId, agent), revision: 1 };
}
