import { tenantKey } from '../../configuration/keys.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { commit } from '../../idempotency/commit.ts';
import { count } from '../../rate-limits/window.ts';
import { type Table, type TableOf, TransactionRefused, type Write } from '../../table/port.ts';
import { type Registration, registrationVersionOf, slugKey, tenantOf } from '../../tenants/tenant.ts';
import { emailItem } from '../agents/agent.ts';
import { emailTaken } from '../agents/refusals.ts';
import { credentialWrite, FIRST_VERSION, versionAttribute } from '../credentials/credential.ts';
import { hashPassword } from '../credentials/passwords.ts';
import { requireStrength } from '../credentials/strength.ts';
import { indexWrites } from '../people-index.ts';
import { foldEmail, type Person, presentPerson, profileItem } from '../person.ts';

export interface Register {
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly mobileNumber: string | null;
  readonly address: string;
}

interface Deps {
  /** The directory: slugs, and counts of registrations. */
  readonly table: Table;
  readonly tableOf: TableOf;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
  /** Registrations per minute. */
  readonly limits: { readonly registrationsPerAddress: number };
}

/** Domains are compared exactly: `example.com` does not admit `mail.example.com`. */
export function mayRegister(registration: Registration, email: string): boolean {
  if (registration === 'open') return true;
  if (registration === 'closed') return false;
  const domain = foldEmail(email).split('@').at(-1) ?? '';
  return registration.domains.some((allowed) => allowed.toLowerCase() === domain);
}

/** An administrator may change who may register while a password is being hashed; the registration is then checked again. */
const TURNS = 5;

/**
 * Registers a user of a tenant.
 * @throws Problem not_found (tenant), forbidden (may not register), conflict (address in use), rate_limited, unprocessable (password);
 *   Replayed; TableUnavailable
 */
export async function register(deps: Deps, context: Pick<Context, 'once'>, input: Register) {
  await count(deps, { what: 'registration-address', who: input.address, most: deps.limits.registrationsPerAddress });
  const [slug] = await deps.table.get([slugKey(input.slug)]);
  if (!slug) throw notFound('tenant');
  const tenantId = String(slug['tenantId']);
  const table = deps.tableOf(tenantId);
  const { name, email, mobileNumber } = input;
  const createdAt = new Date(deps.clock()).toISOString();
  const person: Person = { id: deps.newId(), kind: 'user', name, email, role: 'user', teamIds: [], mobileNumber, createdAt };
  const answer = presentPerson(person);
  let password: string | undefined;
  for (let left = TURNS; ; left -= 1) {
    const [tenant] = await table.get([tenantKey(tenantId)], { consistent: true });
    if (!tenant) throw notFound('tenant');
    if (!mayRegister(tenantOf(tenant).registration, email)) throw new Problem('forbidden', 'This tenant does not allow you to register.');
    if (password === undefined) {
      await requireStrength(input.password, [name, email, input.slug]);
      password = await hashPassword(input.password, deps.newSecret, input.address);
    }
    const writes: Write[] = [
      { op: 'put', item: emailItem(tenantId, person), when: { absent: true } },
      { op: 'put', item: { ...profileItem(tenantId, person), ...versionAttribute(FIRST_VERSION) }, when: { absent: true } },
      credentialWrite(tenantId, person.id, password, FIRST_VERSION),
      ...indexWrites(tenantId, person),
      { op: 'check', key: tenantKey(tenantId), when: { exists: true, equals: { registrationVersion: registrationVersionOf(tenant) } } },
    ];
    try {
      await commit(table, context, writes, { status: 201, body: answer });
      return answer;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      if (error.refusals.some((r) => r.index === 0 && r.reason === 'condition')) throw emailTaken();
      if (left <= 1) throw error;
    }
  }
}
