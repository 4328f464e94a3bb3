import { createHash } from 'node:crypto';
import type { Clock, NewId } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { NAME } from '../../limits.ts';
import { count, type Limit, requireRoom } from '../../rate-limits/window.ts';
import { type Item, type Key, type Table, type TableOf, TransactionRefused, type Write } from '../../table/port.ts';
import { slugKey } from '../../tenants/tenant.ts';
import { cut } from '../../text/well-formed.ts';
import { emailItem } from '../agents/agent.ts';
import { credentialVersionOf, hasVersion } from '../credentials/credential.ts';
import { unauthenticated } from '../credentials/unauthenticated.ts';
import { isMailAddress } from '../mail-address.ts';
import { indexWrites } from '../people-index.ts';
import { emailKey, type Person, personOf, presentPerson, profileItem, profileKey } from '../person.ts';
import { SESSION_SECONDS, type Session, sessionItem } from '../sessions/session.ts';
import { signTokens } from '../sessions/tokens.ts';
import { issuerId, issuerKey, issuerOf } from './issuer.ts';
import { requireKeys } from './published-keys.ts';
import { type Claims, claimedIssuer, claimedKey, claimsOf } from './read-token.ts';

interface Deps {
  /** The directory: slugs, and counts of failures. */
  readonly table: Table;
  readonly tableOf: TableOf;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly tokenKey: string;
  /** Failed sign-ins a minute. */
  readonly limits: { readonly signInFailuresPerAddress: number };
  readonly queues: Parameters<typeof requireKeys>[0]['queues'];
  readonly outboundQueueUrl: string;
}

/** Stands for every tenant that there is not. */
const NO_TENANT = 'nobody';
/** Attempts if the same user signs in for the first time from several devices at once. */
const TURNS = 5;

const wrong = () => unauthenticated('The tenant or the token is wrong, or the token was used before.');

interface TokenSignIn {
  readonly slug: string;
  readonly idToken: string;
  /** IP address. */
  readonly address: string;
  readonly correlationId: string;
}

/**
 * Opens a session for a user of the business, by a token that one of the tenant's issuers has signed. The first token of a user makes the user. Each token is
 * good once. Every reason to refuse has the same answer.
 * @throws Problem unauthenticated, rate_limited, unavailable (the issuer's keys are being read); QueueUnavailable, TableUnavailable
 */
export async function signInByToken(deps: Deps, { slug, idToken, address, correlationId }: TokenSignIn) {
  const limit = { what: 'sign-in-address', who: address, most: deps.limits.signInFailuresPerAddress };
  await requireRoom(deps, [limit]);
  const [directory] = await deps.table.get([slugKey(slug)]);
  const tenantId = directory ? String(directory['tenantId']) : NO_TENANT;
  const table = deps.tableOf(tenantId);
  const id = issuerId(claimedIssuer(idToken));
  const [item] = await table.get([issuerKey(tenantId, id)], { consistent: true });
  const entry = { tenantId, id, correlationId };
  const issuer = item && (await counted(deps, limit, requireKeys({ ...deps, table }, issuerOf(item), claimedKey(idToken), entry)));
  const claims = issuer && (await claimsOf(issuer, idToken, deps.clock()));
  if (!claims) {
    await count(deps, limit);
    throw wrong();
  }
  const profile = await userOf({ ...deps, table }, tenantId, id, claims);
  const session = await open({ ...deps, table }, { tenantId, profile, id, claims });
  if (session) return session;
  await count(deps, limit);
  throw wrong();
}

/** Counts a problem like any other failure. */
async function counted<T>(deps: Pick<Deps, 'table' | 'clock'>, limit: Limit, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Problem) await count(deps, limit);
    throw error;
  }
}

type Own = Omit<Deps, 'tableOf'>;

const userKey = (tenantId: string, id: string, externalId: string): Key => ({
  pk: `T#${tenantId}#XU#${id}#${createHash('sha256').update(externalId).digest('base64url')}`,
  sk: 'USER',
});

/** The profile of the user with this id at the business; made at the first look. */
async function userOf(deps: Own, tenantId: string, id: string, claims: Claims): Promise<Item> {
  const key = userKey(tenantId, id, claims.externalId);
  for (let left = TURNS; ; left -= 1) {
    const [known, profile] = await knownUser(deps.table, tenantId, key);
    if (profile) return profile;
    // Deleted by somebody: the business decides who its users are.
    const item = profileItem(tenantId, await newUser(deps, tenantId, claims));
    const person = personOf(item);
    const made: Item = { ...item, issuerId: id, externalId: claims.externalId };
    const writes: Write[] = [
      { op: 'put', item: { ...key, personId: person.id }, when: known ? { equals: { personId: String(known['personId']) } } : { absent: true } },
      { op: 'put', item: made, when: { absent: true } },
      ...(person.email === '' ? [] : [{ op: 'put', item: emailItem(tenantId, person), when: { absent: true } } as const]),
      ...indexWrites(tenantId, person),
    ];
    try {
      await deps.table.transact(writes);
      return made;
    } catch (error) {
      if (!(error instanceof TransactionRefused) || left <= 1) throw error;
    }
  }
}

async function knownUser(table: Table, tenantId: string, key: Key): Promise<readonly [Item | undefined, Item | undefined]> {
  const [known] = await table.get([key], { consistent: true });
  if (!known) return [undefined, undefined];
  const [profile] = await table.get([profileKey(tenantId, String(known['personId']))], { consistent: true });
  return [known, profile];
}

/** An address that another person of the tenant has stays theirs: the user gets none. */
async function newUser(deps: Own, tenantId: string, { externalId, name, email }: Claims): Promise<Person> {
  const given = email !== null && isMailAddress(email) ? email : '';
  const [owner] = given === '' ? [] : await deps.table.get([emailKey(tenantId, given)], { consistent: true });
  return {
    id: deps.newId(),
    kind: 'user',
    name: cut(name ?? externalId, NAME),
    email: owner ? '' : given,
    role: 'user',
    teamIds: [],
    mobileNumber: null,
    createdAt: new Date(deps.clock()).toISOString(),
  };
}

interface Opening {
  readonly tenantId: string;
  readonly profile: Item;
  readonly id: string;
  readonly claims: Claims;
}

/** Undefined: the token was used before, or the user went in the meantime. A second factor is the business's affair. */
async function open({ table, clock, newId, tokenKey }: Own, { tenantId, profile, id, claims }: Opening) {
  const now = clock();
  const person = personOf(profile);
  const credentialVersion = credentialVersionOf(profile);
  const session: Session = {
    id: newId(),
    personId: person.id,
    generation: 1,
    replacedAt: [],
    credentialVersion,
    secondFactor: true,
    createdAt: new Date(now).toISOString(),
    expiresAt: Math.floor(now / 1000) + SESSION_SECONDS,
  };
  const used = { pk: `T#${tenantId}#JTI#${id}#${claims.once}`, sk: 'JTI', ttl: claims.over };
  try {
    await table.transact([
      { op: 'put', item: used, when: { absent: true } },
      { op: 'put', item: sessionItem(tenantId, session), when: { absent: true } },
      { op: 'check', key: profileKey(tenantId, person.id), when: hasVersion(credentialVersion) },
    ]);
  } catch (error) {
    if (error instanceof TransactionRefused && error.refusals.some(({ reason }) => reason === 'condition')) return undefined;
    throw error;
  }
  return { ...(await signTokens(tokenKey, tenantId, session, now)), user: presentPerson(person) };
}
