import { FIRST_GENERATIONS, generationAttributes } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import { FIRST_USAGE } from '../../configuration/room.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { commit } from '../../idempotency/commit.ts';
import { type TableOf, TransactionRefused } from '../../table/port.ts';
import { type Registration, slugKey, type Tenant } from '../../tenants/tenant.ts';
import { type Agent, adminsKey, agentWrites, emailItem } from '../agents/agent.ts';
import { credentialWrite, FIRST_VERSION } from '../credentials/credential.ts';
import { hashPassword } from '../credentials/passwords.ts';
import { requireStrength } from '../credentials/strength.ts';

export interface CreateTenant {
  readonly name: string;
  readonly slug: string;
  readonly registration: Registration;
  readonly admin: { readonly name: string; readonly email: string; readonly password: string };
}

interface Deps {
  readonly tableOf: TableOf;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
}

/**
 * Creates a tenant with its first admin, who can sign in immediately.
 * @throws Problem conflict if the slug is taken, unprocessable (weak password), rate_limited; Replayed; TableUnavailable
 */
export async function createTenant(deps: Deps, context: Pick<Context, 'once'>, input: CreateTenant): Promise<{ id: string; slug: string; name: string }> {
  const now = deps.clock();
  const createdAt = new Date(now).toISOString();
  const tenant: Omit<Tenant, 'secretsSet' | 'ticketClosedAfterMins' | 'ai' | 'secondFactorRoles' | 'linkPreviews'> = {
    id: deps.newId(),
    slug: input.slug,
    name: input.name,
    registration: input.registration,
    settings: {},
    createdAt,
  };
  const { name, email, password } = input.admin;
  const admin: Agent = {
    id: deps.newId(),
    kind: 'agent',
    name,
    email,
    role: 'admin',
    teamIds: [],
    mobileNumber: null,
    capacity: null,
    skills: [],
    createdAt,
    revision: 1,
    source: 'hub',
  };
  const answer = { id: tenant.id, slug: tenant.slug, name: tenant.name };
  await requireStrength(password, [name, email, tenant.name, tenant.slug], 'admin.password');
  const hash = await hashPassword(password, deps.newSecret, tenant.id);
  try {
    await commit(
      deps.tableOf(tenant.id),
      context,
      [
        { op: 'put', item: { ...slugKey(tenant.slug), tenantId: tenant.id }, when: { absent: true } },
        {
          op: 'put',
          item: { ...tenantKey(tenant.id), ...tenant, causationKey: deps.newSecret(), ...generationAttributes(FIRST_GENERATIONS), ...FIRST_USAGE },
          when: { absent: true },
        },
        { op: 'put', item: { ...adminsKey(tenant.id), count: 1 } },
        ...agentWrites(tenant.id, admin, FIRST_VERSION, null),
        credentialWrite(tenant.id, admin.id, hash, FIRST_VERSION),
        { op: 'put', item: emailItem(tenant.id, admin), when: { absent: true } },
      ],
      { status: 201, body: answer },
    );
  } catch (error) {
    if (error instanceof TransactionRefused && error.refusals.some((r) => r.index === 0 && r.reason === 'condition')) {
      throw new Problem('conflict', 'This slug is taken.', { errors: [{ path: 'slug', message: 'is taken' }] });
    }
    throw error;
  }
  return answer;
}
