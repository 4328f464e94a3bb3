import { memoryTable } from '../../adapters/table/memory.ts';
import { credentialRules } from '../../channels/registry/credentials.ts';
import { seeded } from '../../demo/random.ts';
import type { Condition } from '../../domain/automation/conditions/condition.ts';
import type { Context } from '../../domain/context.ts';
import { createOrigin } from '../../domain/origins/create-origin.ts';
import type { Vault } from '../../domain/origins/vault.ts';
import { createAgent } from '../../domain/people/agents/create-agent.ts';
import { createTenant } from '../../domain/people/registration/create-tenant.ts';
import { createTeam } from '../../domain/people/teams/teams.ts';
import { createQueue } from '../../domain/support/queues/commands.ts';
import type { Item } from '../../domain/table/port.ts';
import { type Draw, hexOf, seedOf, uuidOf } from './random.ts';
import type { Way } from './words.ts';

export interface ShopOrigin {
  readonly id: string;
  readonly channel: Way;
  readonly webhookPath: string;
  /** The secret that signs calls to its webhook. */
  readonly secret: string;
  /** WhatsApp's phone number id. */
  readonly accountId: string | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly teamIds: readonly string[];
}

/** The tenant of a seed: what its tickets refer to, and how to sign in. */
export interface Shop {
  readonly tenantId: string;
  readonly slug: string;
  readonly email: string;
  readonly password: string;
  readonly origins: readonly ShopOrigin[];
  readonly agents: readonly Person[];
}

export interface ShopDeps {
  readonly vault: Vault;
  readonly password: string;
  readonly newSecret: () => string;
  /** Epoch ms, before the first ticket. */
  readonly since: number;
}

const TEAMS = ['Orders', 'Returns', 'Workshop', 'Mail'] as const;
const AGENTS = 20;

const is = (field: string, value: string): Condition => ({ field, op: 'eq', value });
/** By priority. One queue catches everything, as in most shops. */
const QUEUES: readonly (readonly [string, Condition])[] = [
  ['Urgent', is('priority', 'urgent')],
  ['New', is('status', 'created')],
  ['Mail', is('origin.channel', 'mail')],
  ['Refunds', { field: 'tags', op: 'contains', value: 'refund' }],
  ['Everything', { all: [] }],
];

/**
 * The configuration of a seed's tenant, with the hub's own commands, on a table in memory. Returns its items, to be stored like the others.
 * Ids are the same for the same seed; passwords and secrets are not.
 */
export const openShop = async (seed: number, given: ShopDeps): Promise<{ readonly shop: Shop; readonly items: readonly Item[] }> => {
  const table = memoryTable();
  const draw = seeded(seedOf(seed, -1));
  const deps = { table, tableOf: () => table, clock: () => given.since, newId: () => uuidOf(draw), newSecret: given.newSecret };
  const slug = `seed-${seed}`;
  const email = `admin@${slug}.example`;
  const admin = { name: 'Ada Admin', email, password: given.password };
  const { id: tenantId } = await createTenant(deps, {}, { name: `Seeded shop ${seed}`, slug, registration: 'closed', admin });
  const context: Context = { tenantId, actor: { type: 'system' }, correlationId: 'seed', causationId: null, depth: 0 };
  const teams = [];
  for (const name of TEAMS) teams.push(await createTeam(deps, context, { name }));
  const agents: Person[] = [];
  for (let n = 1; n <= AGENTS; n += 1) {
    const teamIds = [teams[n % teams.length]?.id ?? ''];
    const name = `Agent ${n}`;
    const { id } = await createAgent(deps, context, { name, email: `agent${n}@${slug}.example`, password: given.password, role: 'agent', teamIds });
    agents.push({ id, name, teamIds });
  }
  for (const [index, [name, condition]] of QUEUES.entries())
    await createQueue(deps, context, { name, condition, priority: index + 1, visibleTo: { teamIds: [], agentIds: [] } });
  const origins: ShopOrigin[] = [];
  for (const channel of ['whatsapp', 'mail', 'api'] as const) origins.push(await openOrigin({ ...deps, vault: given.vault }, context, channel, slug, draw));
  return { shop: { tenantId, slug, email, password: given.password, origins, agents }, items: table.all() };
};

type OriginDeps = Omit<Parameters<typeof createOrigin>[0], 'rules' | 'refusalOf'> & { readonly newSecret: () => string };

const openOrigin = async (deps: OriginDeps, context: Context, channel: Way, slug: string, draw: Draw): Promise<ShopOrigin> => {
  const secret = deps.newSecret();
  const accountId = channel === 'whatsapp' ? `1${hexOf(draw, 2).replaceAll(/\D/g, '7')}` : null;
  const credentials = {
    whatsapp: { appSecret: secret, verifyToken: deps.newSecret(), accessToken: 'none', accountId },
    mail: { address: `help@${slug}.example`, inboundSecret: secret },
    api: { signingSecret: secret },
  }[channel];
  const { id, webhookPath } = await createOrigin({ ...deps, rules: credentialRules, refusalOf: () => null }, context, {
    channel,
    name: `Seeded ${channel}`,
    credentials,
  });
  return { id, channel, webhookPath, secret, accountId };
};
