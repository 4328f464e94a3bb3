import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { dynamoTable, tableClient } from '../../adapters/table/dynamodb.ts';
import { DynamoDbClient } from '../../local/engines/dynamodb-client.ts';
import { type StartedEngine, startEngine } from '../../local/engines/start-engine.ts';
import { StreamWalker } from '../../local/workers/stream-walker.ts';
import { type StreamServiceUnderTest, streamServiceConformance, streamsConformance } from '../conformance/streams.ts';
import { tableConformance } from '../conformance/table.ts';
import { type TableEngineUnderTest, tableEngineConformance } from '../conformance/table-engine.ts';
import { createTestTable } from '../harness/dynamodb-table.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/parley/stream/1';
const connectionTo = (endpoint: string) => ({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

describe('the table on DynamoDB Local', () => {
  const connection = connectionTo(inject('engines').dynamodb);
  const client = tableClient(connection);
  const tableName = `conformance-${process.pid}`;
  const opened: TableEngineUnderTest = { client, tableName, table: dynamoTable(client, tableName), newClient: () => tableClient(connection) };
  beforeAll(() => createTestTable(client, tableName));
  afterAll(() => client.destroy());
  tableConformance(() => opened.table, 10);
  tableEngineConformance(() => opened);
});

describe('the stream of DynamoDB Local', () => {
  const home = mkdtempSync(join(tmpdir(), 'parley-dynamodb-'));
  let engine: StartedEngine;
  let opened: StreamServiceUnderTest;
  let close: () => void;
  beforeAll(async () => {
    // One of its own, because it is killed.
    engine = await startEngine('dynamodb', { root: resolve('.'), home, say: () => undefined });
    const connection = connectionTo(engine.endpoint);
    const [client, streams, http] = [tableClient(connection), new DynamoDBStreamsClient(connection), new DynamoDbClient(engine.endpoint)];
    await createTestTable(client, 'parley');
    opened = {
      client,
      streams,
      tableName: 'parley',
      table: dynamoTable(client, 'parley'),
      walkers: { 'over HTTP': (position, from) => new StreamWalker(http, 'parley', ARN, position, from) },
      restart: async () => {
        await engine.kill();
        await engine.restart();
      },
    };
    close = () => {
      for (const one of [client, streams]) one.destroy();
      http.close();
    };
  });
  afterAll(async () => {
    close();
    await engine.stop();
    rmSync(home, { recursive: true, force: true });
  });
  streamsConformance(() => opened, ['over HTTP']);
  streamServiceConformance(() => opened);
});
