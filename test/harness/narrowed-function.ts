import { randomUUID } from 'node:crypto';
import { inject, vi } from 'vitest';
import { dynamoTable, tableClient } from '../../adapters/table/dynamodb.ts';
import { type MemoryTable, memoryTable } from '../../adapters/table/memory.ts';
import type { Tables } from '../../adapters/table/tables.ts';
import { openTables } from '../../adapters/table/tenant-tables.ts';
import type { Table } from '../../domain/table/port.ts';
import { synthesise } from '../lib/synthesised.ts';
import { createTestTable } from './dynamodb-table.ts';
import { narrowedPolicies } from './leading-keys/policy.ts';
import { type Sts, startSts } from './leading-keys/sts.ts';
import { type LeadingKeysProxy, startLeadingKeysProxy, type TableCall } from './leading-keys-proxy.ts';

export interface NarrowedFunction {
  /** As the function opens them: by session tag, through the proxy. */
  readonly tables: Tables;
  readonly sts: Sts;
  readonly proxy: LeadingKeysProxy;
  /** The same items for who is not narrowed: consumers, projections. They read the copy in memory, because an engine's answers cost much more. */
  readonly everything: Table;
  /** All writes of both, as a stream would bring them. */
  readonly changes: MemoryTable['changes'];
  /** Calls that the policies did not allow. */
  refused(): readonly TableCall[];
  /** Calls with a key of no tenant's session, or of another tenant. */
  strayed(): readonly TableCall[];
  stop(): Promise<void>;
}

const FUNCTION_KEY = 'ASIAFUNCTIONITSELF00';
const ROLE = 'arn:aws:iam::000000000000:role/tenant';

/** What is written to the engine is written to memory after it, which tells the changes in order. */
const mirrored = (table: Table, memory: MemoryTable): Table => ({
  ...table,
  write: async (write) => {
    const item = await table.write(write);
    await memory.write(write);
    return item;
  },
  transact: async (writes) => {
    await table.transact(writes);
    await memory.transact(writes);
  },
});

/** A function's tables as on AWS: an engine, the proxy that applies the synthesised policies before it, and an STS that hands out sessions. */
export const startNarrowedFunction = async (entry: string): Promise<NarrowedFunction> => {
  const policies = narrowedPolicies(await synthesise({ profile: 'dev' }), entry);
  const connection = { endpoint: inject('engines').dynamodb, region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const client = tableClient(connection);
  const tableName = `narrowed-${randomUUID()}`;
  await createTestTable(client, tableName);
  const sts = await startSts(policies, FUNCTION_KEY);
  const proxy = await startLeadingKeysProxy({ target: connection.endpoint, policies, sts, functionKeyId: FUNCTION_KEY });
  for (const [name, value] of Object.entries({
    TABLE_NAME: tableName,
    TENANT_ROLE_ARN: ROLE,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: FUNCTION_KEY,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token of the function',
    AWS_ENDPOINT_URL_STS: sts.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
  }))
    vi.stubEnv(name, value);
  const memory = memoryTable();
  const { write, transact } = mirrored(dynamoTable(client, tableName), memory);
  const opened = openTables();
  const kept = new Map<Table, Table>();
  const mirror = (table: Table): Table => {
    const known = kept.get(table) ?? mirrored(table, memory);
    kept.set(table, known);
    return known;
  };
  return {
    tables: { table: mirror(opened.table), tableOf: (tenantId) => mirror(opened.tableOf(tenantId)) },
    sts,
    proxy,
    everything: { ...memory, write, transact },
    changes: memory.changes,
    refused: () => proxy.calls.filter((call) => call.refused.length > 0),
    strayed: () =>
      proxy.calls.filter(({ by, keys }) =>
        keys.some((key) => !key.startsWith('DIR#') && (by === 'function' || (key !== `T#${by.tenant}` && !key.startsWith(`T#${by.tenant}#`)))),
      ),
    stop: async () => {
      vi.unstubAllEnvs();
      client.destroy();
      await Promise.all([sts.stop(), proxy.stop()]);
    },
  };
};
