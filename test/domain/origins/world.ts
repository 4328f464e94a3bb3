import { type MemoryTable, memoryTable } from '../../../adapters/table/memory.ts';
import { credentialRules } from '../../../channels/registry/credentials.ts';
import { FIRST_GENERATIONS, generationAttributes, generationsOf } from '../../../domain/configuration/generations.ts';
import { tenantKey } from '../../../domain/configuration/keys.ts';
import type { Context } from '../../../domain/context.ts';
import type { CreateOrigin } from '../../../domain/origins/create-origin.ts';
import { createOrigin } from '../../../domain/origins/create-origin.ts';
import type { Vault } from '../../../domain/origins/vault.ts';

export const contextOf = (tenantId: string, once?: Context['once']): Context => ({
  tenantId,
  actor: { type: 'system' },
  correlationId: 'c',
  causationId: null,
  depth: 0,
  ...(once ? { once } : {}),
});

export interface TestVault extends Vault {
  readonly kept: Map<string, string>;
}

export const memoryVault = (): TestVault => {
  const kept = new Map<string, string>();
  const replace: Vault['replace'] = async (name, present, value) => {
    if (kept.get(name) !== present) return false;
    kept.set(name, value);
    return true;
  };
  return {
    kept,
    replace,
    put: async (name, value) => void kept.set(name, value),
    get: async (name) => kept.get(name),
    delete: async (name) => void kept.delete(name),
  };
};

export const WHATSAPP: CreateOrigin = {
  channel: 'whatsapp',
  name: 'Hotline',
  credentials: { appSecret: 'secret-1', verifyToken: 'v', accessToken: 'token-1', accountId: '106' },
};

/** Two tenants over one table, and everything that commands on origins need. */
export const originWorld = async () => {
  const table: MemoryTable = memoryTable();
  for (const tenantId of ['t1', 't2'])
    await table.write({ op: 'put', item: { ...tenantKey(tenantId), name: tenantId, slug: tenantId, ...generationAttributes(FIRST_GENERATIONS) } });
  let now = Date.parse('2026-11-21T10:00:00Z');
  let ids = 0;
  const jobs: unknown[] = [];
  const deps = {
    table,
    vault: memoryVault(),
    rules: credentialRules,
    refusalOf: (url: string) => (url.includes('127.0.0.1') ? 'must be public' : null),
    clock: () => now,
    newId: () => `origin-${(ids += 1)}`,
    startReveal: async (job: unknown) => void jobs.push(job),
  };
  const context = contextOf('t1');
  return {
    deps,
    table,
    context,
    other: contextOf('t2'),
    jobs,
    pass: (ms: number) => void (now += ms),
    create: (input: Partial<CreateOrigin> = {}) => createOrigin(deps, context, { ...WHATSAPP, ...input }),
    generation: async () => generationsOf((await table.get([tenantKey('t1')]))[0] ?? { ...tenantKey('t1') }).directory,
  };
};
