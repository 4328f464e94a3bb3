import { credentialWrite, emailItem } from '../agents/agent.ts';
import { emailTaken } from '../agents/refusals.ts';
import { tenantKey } from '../configuration/keys.ts';
import type { Clock, Context, NewId } from '../context.ts';
import { notFound, Problem } from '../errors.ts';
import { commit } from '../idempotency/commit.ts';
import { count } from '../rate-limits/window.ts';
import { hashPassword } from '../sessions/passwords.ts';
import { type Table, type TableOf, TransactionRefused } from '../table/port.ts';
import { type Registration, slugKey, tenantOf } from '../tenants/tenant.ts';
import { foldEmail, type Person, presentPerson, profileItem } from './person.ts';

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
  /** Registrations a minute. */
  readonly limits: { readonly registrationsPerAddress: number };
}

/** Domains count exactly: `example.com` does not let `mail.example.com` in. */
export function mayRegister(registration: Registration, email: string): boolean {
  if (registration === 'open') return true;
  if (registration === 'closed') return false;
  const domain = foldEmail(email).split('@').at(-1) ?? '';
  return registration.domains.some((allowed) => allowed.toLowerCase() === domain);
}

/**
 * Somebody becomes a user of a tenant by himself.
 * @throws Problem not_found (tenant), forbidden (registration closed to him), conflict (address in use), rate_limited; Replayed; TableUnavailable
 */
export async function register(deps: Deps, context: Pick<Context, 'once'>, input: Register) {
  await count(deps, { what: 'registration-address', who: input.address, most: deps.limits.registrationsPerAddress });
  const [slug] = await deps.table.get([slugKey(input.slug)]);
  if (!slug) throw notFound('tenant');
  const tenantId = String(slug['tenantId']);
  const table = deps.tableOf(tenantId);
  const [tenant] = await table.get([tenantKey(tenantId)], { consistent: true });
  if (!tenant) throw notFound('tenant');
  if (!mayRegister(tenantOf(tenant).registration, input.email)) throw new Problem('forbidden', 'This tenant does not let you register yourself.');

  const { name, email, mobileNumber } = input;
  const person: Person = {
    id: deps.newId(),
    kind: 'user',
    name,
    email,
    role: 'user',
    teamIds: [],
    mobileNumber,
    createdAt: new Date(deps.clock()).toISOString(),
  };
  const answer = presentPerson(person);
  const password = await hashPassword(input.password, deps.newSecret);
  try {
    await commit(
      table,
      context,
      [
        { op: 'put', item: emailItem(tenantId, person), when: { absent: true } },
        { op: 'put', item: profileItem(tenantId, person), when: { absent: true } },
        credentialWrite(tenantId, person.id, password),
      ],
      { status: 201, body: answer },
    );
  } catch (error) {
    throw error instanceof TransactionRefused && error.refusals.some((r) => r.index === 0 && r.reason === 'condition') ? emailTaken() : error;
  }
  return answer;
}
