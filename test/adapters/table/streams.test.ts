import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, describe } from 'vitest';
import { tableClient } from '../../../adapters/table/dynamodb.ts';
import { DynamoDbClient } from '../../../local/engines/dynamodb-client.ts';
import { FileWalker, openStreamFile } from '../../../local/workers/file-walker.ts';
import { StreamWalker } from '../../../local/workers/stream-walker.ts';
import { type StreamUnderTest, streamsConformance } from '../../conformance/streams.ts';
import { type TableEngineUnderTest, tableEngineConformance } from '../../conformance/table-engine.ts';
import { startTable, type TestTable } from '../../harness/table.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/parley/stream/1';

describe('the stream of the embedded engine', () => {
  let engine: TestTable;
  let opened: StreamUnderTest & TableEngineUnderTest;
  let close: () => void;
  beforeAll(async () => {
    engine = await startTable();
    const http = new DynamoDbClient(engine.endpoint);
    const file = openStreamFile(engine.dataFile);
    if (!file) throw new Error('the engine’s file cannot be read');
    const connection = { endpoint: engine.endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    const streams = new DynamoDBStreamsClient(connection);
    opened = {
      ...engine,
      newClient: () => tableClient(connection),
      streams,
      walkers: {
        'over HTTP': (position, from) => new StreamWalker(http, engine.tableName, ARN, position, from),
        'from its file': (position, from) => new FileWalker(file, engine.tableName, ARN, position, from),
      },
      restart: async () => {
        await engine.kill();
        await engine.start();
      },
    };
    close = () => {
      http.close();
      file.close();
      streams.destroy();
    };
  });
  afterAll(async () => {
    close();
    await engine.stop();
  });
  streamsConformance(() => opened, ['over HTTP', 'from its file']);
  describe('the table', () => tableEngineConformance(() => opened));
});
