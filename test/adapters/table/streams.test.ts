import { afterAll, beforeAll, describe } from 'vitest';
import { openTableFile } from '../../../adapters/table/embedded.ts';
import { TableWalker } from '../../../local/workers/table-walker.ts';
import { type StreamUnderTest, streamsConformance } from '../../conformance/streams.ts';
import { startTable, type TestTable } from '../../harness/table.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/parley/stream/1';

describe('the stream of the table on SQLite', () => {
  let engine: TestTable;
  let opened: StreamUnderTest;
  let close: () => void;
  beforeAll(() => {
    engine = startTable();
    const file = openTableFile(engine.file);
    opened = {
      table: engine.table,
      walkers: { 'from its file': (position, from) => new TableWalker(file, ARN, position, from) },
      restart: async () => engine.reopen(),
    };
    close = () => file.close();
  });
  afterAll(() => {
    close();
    engine.stop();
  });
  streamsConformance(() => opened, ['from its file']);
});
