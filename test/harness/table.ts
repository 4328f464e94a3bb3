import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CreateTableCommand, type DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { dynamoTable, tableClient } from '../../adapters/table/dynamodb.ts';
import { INDEX_KEYS } from '../../adapters/table/indexes.ts';
import type { Table } from '../../domain/table/port.ts';
import { cure } from '../../local/engines/dynoxide-cure.ts';
import { freePort } from './port.ts';
import { until } from './until.ts';

export interface TestTable {
  readonly table: Table;
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly endpoint: string;
  /** The engine's SQLite file. */
  readonly dataFile: string;
  /** SIGKILL, as a power cut would; `start` brings the same data back. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends the engine and removes its data. */
  stop(): Promise<void>;
}

const binary = (): string => join(dirname(createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`)), 'dynoxide');

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', () => resolve()));

/** The single table as the stacks make it: its indexes, its stream. */
export const createTestTable = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  const names = ['pk', 'sk', ...Object.values(INDEX_KEYS).flat()];
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: Object.entries(INDEX_KEYS).map(([IndexName, [pkName, skName]]) => ({
        IndexName,
        KeySchema: [
          { AttributeName: pkName, KeyType: 'HASH' },
          { AttributeName: skName, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
};

/** The single table with its indexes and stream on an engine of its own: a free port, a directory that vanishes with it. */
export const startTable = async (tableName = 'parley'): Promise<TestTable> => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-table-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const dataFile = join(directory, 'table.db');
  const client = tableClient({ endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    child = spawn(binary(), ['--port', String(port), '--db-path', dataFile], { stdio: 'ignore' });
    // Reads until this process is gone, however it goes, and takes the engine with it.
    const heir = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0" 2>/dev/null', String(child.pid)], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    heir.unref();
    (heir.stdin as Socket | null)?.unref();
    child.once('exit', () => heir.kill('SIGKILL'));
    await until('the table engine answers', async () => (await client.send(new ListTablesCommand({}))).TableNames !== undefined);
  };
  const kill = async (): Promise<void> => {
    if (!child) return;
    child.kill('SIGKILL');
    await ended(child);
  };

  await start();
  await createTestTable(client, tableName);
  // Without it every write takes longer than the one before (see the laptop's own use of it).
  cure(dataFile);
  return {
    table: dynamoTable(client, tableName),
    client,
    tableName,
    endpoint,
    dataFile,
    kill,
    start,
    async stop() {
      await kill();
      client.destroy();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
