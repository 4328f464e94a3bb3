import { dataPath } from '../../adapters/embedded/home.ts';
import { Checkpoints } from '../workers/checkpoints.ts';
import { dynamoDbLocal } from './dynamodb-local.ts';
import { dynoxide, dynoxideBinary } from './dynoxide.ts';
import type { TableEngine } from './table-engine.ts';

/** dynoxide where its package exists; elsewhere DynamoDB Local, said in one line. `PARLEY_TABLE_ENGINE=java` asks for the second. */
export function chooseTableEngine(options: { root: string; home: string; port: number; logFile: string; say: (line: string) => void }): TableEngine {
  const { root, home, port, logFile, say } = options;
  const binary = process.env['PARLEY_TABLE_ENGINE'] === 'java' ? undefined : dynoxideBinary(root);
  if (binary !== undefined) {
    return dynoxide({ binary, port, logFile, dataFile: dataPath('table.db'), consumed: consumedSequence });
  }
  say(`there is no dynoxide for ${process.platform}-${process.arch}: the table is DynamoDB Local on Java`);
  const engine = dynamoDbLocal({ root, home, port, innerPort: 0 });
  return { ...engine, name: engine.title, file: null, opened: () => undefined };
}

function consumedSequence(table: string): bigint | undefined {
  const checkpoints = new Checkpoints(dataPath('checkpoints.db'));
  try {
    return checkpoints.lowest(table);
  } finally {
    checkpoints.close();
  }
}
